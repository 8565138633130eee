"""The one-time code that lets whoever reads this machine's terminal begin an empty store, and nobody else."""

import hashlib
import hmac
import json
import os
import tempfile
import time
from pathlib import Path

from kith.ops import config
from kith.ops.typed_codes import drawn, grouped, tidied

LENGTH = 12
LASTS = 60 * 60
"""Seconds for which a code may be typed; whoever comes later starts `kith serve` again."""


def new_code() -> str:
    """A fresh code, to be printed once; the one before it counts no more. A private file keeps its hash alone."""
    code = drawn(LENGTH)
    _write({"hash": _hashed(code), "until": time.time() + LASTS})
    return grouped(code, 4)


def right(code: str) -> bool:
    """Whether this is the code, and it has not run out."""
    try:
        kept = json.loads(_file().read_text())
    except (OSError, ValueError):
        return False
    return hmac.compare_digest(kept["hash"], _hashed(code)) and time.time() < kept["until"]


def forget() -> None:
    """No code counts any more."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return config.data_folder() / "secrets" / "beginning"


def _hashed(code: str) -> str:
    return hashlib.sha256(tidied(code).encode()).hexdigest()


def _write(kept: dict[str, object]) -> None:
    """Puts the new file in the place of the old one whole."""
    _file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=_file().parent)  # mkstemp makes it 0600
    with os.fdopen(descriptor, "w") as file:
        json.dump(kept, file)
    os.replace(draft, _file())
