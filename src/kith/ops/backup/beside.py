"""What stands beside the database and is needed to read it: keys, and a copy of the anchor.

The anchor's own place is elsewhere: the copy is for the day when no other is left.
"""

import io
import tarfile
from pathlib import Path
from typing import BinaryIO

import pyrage

from kith.ops.backup.sealed import SUFFIX, seal

ARCHIVE = f"keys.tar{SUFFIX}"
KEPT = ("secrets", "anchor")
GROWING = "heads.jsonl"  # grows with every seal: it goes along, and alone is no reason to send


def ship_keys(
    data: Path, backup: Path, recipient: pyrage.x25519.Recipient, shipped: dict[str, float]
) -> None:
    """Sends keys and anchor when there is a new key or a new destruction, or nothing was sent yet."""
    files = [path for name in KEPT for path in sorted((data / name).rglob("*")) if path.is_file()]
    newest = max((path.stat().st_mtime for path in files if path.name != GROWING), default=0.0)
    now = newest + len(files)
    if shipped.get(ARCHIVE) != now or not (backup / ARCHIVE).exists():
        seal(_packed(data), backup / ARCHIVE, recipient)
        shipped[ARCHIVE] = now


def _packed(data: Path) -> BinaryIO:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name in KEPT:
            if (data / name).is_dir():
                tar.add(data / name, arcname=name)
    packed.seek(0)
    return packed
