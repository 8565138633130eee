"""Sends what has changed since the last time to the backup's folder."""

import os
import shutil
from pathlib import Path

import pyrage

from kith.ops.backup.sealed import SUFFIX, seal, sync_folder

PARTIAL = ".partial"
GONE = ".gone"


def ship_changes(
    spool: Path, backup: Path, recipient: pyrage.x25519.Recipient, shipped: dict[str, float]
) -> None:
    """Sends finished segments and forgets them, and the one that is being written, when it has grown.

    `shipped` remembers between calls when the unfinished segment last changed.
    """
    wal = backup / "wal"
    for path in sorted(spool.iterdir()):
        try:
            content = path.open("rb")
        except FileNotFoundError:  # it was finished, and so renamed, after we looked: the next round sends it
            continue
        with content:
            target = wal / f"{path.name}{SUFFIX}"
            if not path.name.endswith(PARTIAL):
                seal(content, target, recipient)
                (wal / f"{path.name}{PARTIAL}{SUFFIX}").unlink(missing_ok=True)
                path.unlink()
            elif shipped.get(path.name) != (changed := os.fstat(content.fileno()).st_mtime):
                seal(content, target, recipient)
                shipped[path.name] = changed


def ship_attachments(source: Path, backup: Path) -> None:
    """Copies files that the backup lacks, and marks those that are gone here, to expire with the archives."""
    target = backup / "attachments"
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    here = (
        {path.name for path in source.iterdir() if not path.name.endswith(".part")}
        if source.is_dir()
        else set()
    )
    there = {path.name for path in target.iterdir() if not path.name.startswith(".")}
    for name in sorted(here - there):
        draft = target / f".{name}"
        shutil.copyfile(source / name, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target / name)
    for name in there - here:
        if not name.endswith(GONE):
            (target / f"{name}{GONE}").touch(exist_ok=True)
    for name in here:
        (target / f"{name}{GONE}").unlink(missing_ok=True)
    sync_folder(target)
