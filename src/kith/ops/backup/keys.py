"""The two halves of a backup's key, in age's own words."""

import os
from pathlib import Path

import pyrage

from kith.ops.backup.errors import BackupError


def make(path: Path) -> str:
    """Makes a new private key in a private file, never over another, and gives back its public half."""
    identity = pyrage.x25519.Identity.generate()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupError(f"{path} is there already, and a key is never written over.") from None
    public = str(identity.to_public())
    with os.fdopen(descriptor, "w") as file:
        file.write(f"# public key: {public}\n{identity}\n")
    return public


def public(words: str) -> pyrage.x25519.Recipient:
    """A public key as given: `age1...`, or a file that holds one. Raises BackupError."""
    path = Path(words)
    text = path.read_text() if not words.startswith("age1") and path.is_file() else words
    found = [word for word in text.split() if word.startswith("age1")]
    try:
        return pyrage.x25519.Recipient.from_str(found[0])
    except (IndexError, pyrage.RecipientError):
        raise BackupError(f"'{words}' is not a public key. Make one: kith backup --new-key FILE") from None


def private(path: Path) -> pyrage.x25519.Identity:
    """The private key in a file. Raises BackupError."""
    try:
        lines = [line for line in path.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-")]
        return pyrage.x25519.Identity.from_str(lines[0])
    except (OSError, IndexError, pyrage.IdentityError):
        raise BackupError(f"There is no private key in {path}.") from None
