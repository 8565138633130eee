"""Takes old archives away, so that a certificate of destruction can name the day on which none holds the body."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kith.ops.backup.base import bases
from kith.ops.backup.shipping import GONE

DAYS = 35  # architecture, "Seals"


def expire(backup: Path, *, days: int = DAYS, now: datetime | None = None) -> None:
    """Removes copies older than `days`, changes older than the oldest copy left, and files long gone.

    The newest copy always stays, however old: one that is too old is better than none.
    """
    limit = (now or datetime.now(UTC)) - timedelta(days=days)
    found = bases(backup)
    for base in found[:-1]:
        if base.finished < limit:
            shutil.rmtree(base.folder)
    left = bases(backup)
    if left:
        _remove_older(backup / "wal", left[0].begun)
    for mark in (backup / "attachments").glob(f"*{GONE}"):
        if _moment(mark) < limit:
            mark.with_name(mark.name.removesuffix(GONE)).unlink(missing_ok=True)
            mark.unlink()


def _remove_older(wal: Path, moment: datetime) -> None:
    """Segments that were finished before the oldest copy was begun: nothing restores from them."""
    for path in wal.glob("*") if wal.is_dir() else []:
        if _moment(path) < moment and ".history" not in path.name:
            path.unlink()


def _moment(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
