"""What the doctor looks at on this machine."""

import ctypes
import json
import os
import shutil
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kith.ops.doctor.finding import Finding, look, well, wrong

LEAST_SPACE = 0.10  # of the disk
OLDEST_BACKUP = timedelta(hours=26)  # one a day, and time to notice
UNSYNCHRONISED = 5  # what adjtimex answers when nothing sets the clock (TIME_ERROR)


def keys(folder: Path) -> Finding:
    """Keys and passwords are for the account that runs Kith, and nobody else."""
    if not folder.is_dir():
        return look(
            "keys",
            f"There are none in {folder}. They are made when Kith first runs, or given by KITH_SECRET_...",
        )
    every = [folder, *folder.rglob("*")]
    open_ones = [path.name for path in every if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if not open_ones:
        return well("keys", "Only the account that runs Kith can read them")
    return wrong("keys", f"Others can read {', '.join(sorted(open_ones))}. Run: chmod -R go= {folder}")


def space(folder: Path) -> Finding:
    """A full disk stops recording."""
    usage = shutil.disk_usage(_there(folder))
    words = f"{usage.free / 1e9:.0f} GB of {usage.total / 1e9:.0f} GB are free"
    if usage.free / usage.total >= LEAST_SPACE:
        return well("space", words)
    return wrong("space", f"Only {words}. A full disk stops recording.")


def encryption(folder: Path) -> Finding:
    """The host encrypts its disks; from here only Linux's own encryption can be seen."""
    if _is_encrypted(_there(folder)):
        return well("disk", "It is encrypted by this machine")
    return look("disk", "No encryption can be seen from here. Make sure that the host encrypts this disk.")


def _is_encrypted(folder: Path) -> bool:
    device = folder.stat().st_dev
    block = Path("/sys/dev/block") / f"{os.major(device)}:{os.minor(device)}"
    names = [block, *block.glob("slaves/*"), *block.glob("slaves/*/slaves/*")]
    uuids = [name / "dm" / "uuid" for name in names]
    return any(path.exists() and path.read_text().startswith("CRYPT-") for path in uuids)


def clock() -> Finding:
    """A clock that nothing sets drifts by minutes a month."""
    if sys.platform != "linux":
        return look("clock", "Whether it is set by NTP cannot be seen from here.")
    reads_only = ctypes.create_string_buffer(512)  # struct timex with modes = 0: asks, sets nothing
    if ctypes.CDLL(None).adjtimex(reads_only) == UNSYNCHRONISED:
        return look("clock", "Nothing that this machine knows of sets its clock. Turn on NTP.")
    return well("clock", "It is set by NTP")


def backups(data: Path) -> Finding:
    """`kith backup` writes when it last finished, beside the data."""
    path = data / "backup.json"
    if not path.exists():
        return look("backup", "Kith has made none here. Run: kith backup, or use your server's own.")
    last = datetime.fromisoformat(json.loads(path.read_text())["finished"])
    age = datetime.now(UTC) - last
    words = f"The last one finished {last:%d %B %Y at %H:%M} UTC"
    return well("backup", words) if age <= OLDEST_BACKUP else wrong("backup", f"{words}: too long ago.")


def _there(folder: Path) -> Path:
    """The folder, or the nearest parent that exists."""
    return folder if folder.exists() else _there(folder.parent)
