"""Where Kith keeps things on this machine."""

import hashlib
import os
from pathlib import Path

CLONE = Path(__file__).resolve().parents[3]
STATE = Path("/var/lib/kith")
LONGEST_SOCKET = 107  # bytes that Linux leaves for the path of a Unix socket
SOCKET_NAME = "/.s.PGSQL.5432"


def key(path: Path) -> str:
    """A short name for a path: the same path has always the same one."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def state() -> Path:
    """The folder in which root keeps what a service account must reach: one for each clone."""
    return STATE / key(CLONE)


def default_data() -> Path:
    """The data folder when nobody names one: root's under `/var/lib/kith`, otherwise beside the code."""
    if os.geteuid() == 0:
        return state()
    if (CLONE / "pyproject.toml").exists():
        return CLONE / ".data"
    return Path.home() / ".local" / "share" / "kith"


def socket_folder(data: Path) -> Path:
    """A private folder for the database's socket, short enough for the operating system."""
    inside = data / "run"
    if len(os.fsencode(inside)) + len(SOCKET_NAME) <= LONGEST_SOCKET:
        return inside
    return Path("/tmp") / f"kith-{key(data)}"  # noqa: S108 - made private, and refused if somebody else's
