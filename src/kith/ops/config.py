"""Reads the environment and the private data folder; nothing else in Kith does."""

import os
import secrets
from pathlib import Path
from typing import Any


def flag(name: str) -> bool:
    """True when the environment variable is set to 1, true, yes or on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str) -> list[str]:
    """A comma-separated environment variable as a list without empty items."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def data_folder() -> Path:
    """The folder that holds the database, keys, anchor and attachments (`DATA=`, else `.data`)."""
    return Path(os.environ.get("KITH_DATA") or ".data").resolve()


def secret(name: str) -> str:
    """A secret from `KITH_SECRET_<NAME>`, else from a private file made at first use."""
    given = os.environ.get(f"KITH_SECRET_{name.upper()}")
    if given:
        return given
    path = data_folder() / "secrets" / name
    if not path.exists():
        _write_private(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first: its secret is the secret
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def database() -> dict[str, Any]:
    """Django's database settings for the role in `KITH_DB_ROLE` (`app` unless told otherwise)."""
    return {"ENGINE": "django.db.backends.postgresql", "NAME": "kith"}
