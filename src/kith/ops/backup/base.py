"""A copy of the whole database."""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

import pyrage

from kith.ops.backup.client import Client
from kith.ops.backup.errors import BackupError
from kith.ops.backup.sealed import SUFFIX, seal

KEPT = (
    "secrets",
    "anchor",
)  # beside the database: keys, and a copy of the anchor for the day when no other is left
DATABASE, ABOUT = f"database.tar{SUFFIX}", "about.json"


@dataclass(frozen=True)
class Base:
    """One copy: its folder, and the moments (UTC) at which it was begun and finished."""

    folder: Path
    begun: datetime
    finished: datetime


def bases(backup: Path) -> list[Base]:
    """The finished copies in a backup, the oldest first."""
    found = []
    for about in sorted(backup.glob(f"bases/*/{ABOUT}")):
        moments = json.loads(about.read_text())
        found.append(
            Base(about.parent, *(datetime.fromisoformat(moments[name]) for name in ("begun", "finished")))
        )
    return found


def take(client: Client, backup: Path, recipient: pyrage.x25519.Recipient) -> Base:
    """Makes a new copy. It counts once `about.json` stands: an unfinished one is never restored."""
    begun = datetime.now(UTC)
    folder = backup / "bases" / begun.strftime("%Y%m%dT%H%M%S.%fZ")
    folder.mkdir(parents=True, mode=0o700)
    try:
        process = client.begin_base()
        assert process.stdout is not None
        assert process.stderr is not None
        with process.stdout, process.stderr:
            seal(cast("BinaryIO", process.stdout), folder / DATABASE, recipient)
            words = process.stderr.read().decode(errors="replace")
        if process.wait():
            raise BackupError(f"pg_basebackup failed: {words.strip()[-600:]}")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    base = Base(folder, begun, datetime.now(UTC))
    moments = {name: value.isoformat() for name, value in asdict(base).items() if name != "folder"}
    (folder / ABOUT).write_text(json.dumps(moments) + "\n")
    return base
