"""Brings a backup back: the newest copy before the moment asked for, and every change up to it."""

import os
import shlex
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pyrage

from kith.ops.backup import base as bases
from kith.ops.backup.beside import ARCHIVE
from kith.ops.backup.errors import BackupError
from kith.ops.backup.sealed import SUFFIX, opened, unseal
from kith.ops.backup.shipping import GONE, PARTIAL
from kith.ops.postgres import LauncherError, Server, folder
from kith.ops.postgres.account import Account

PLACE = "restoring"


@contextmanager
def restored(
    backup: Path, data: Path, identity: pyrage.x25519.Identity, *, at: datetime | None = None
) -> Iterator[Server]:
    """Restores into an empty data folder; inside the block the restored server runs where nobody else looks.

    At the block's end it takes its place in the data folder; when the block raises, nothing has changed there but
    the keys. `at` is the last moment wanted (with its zone), otherwise everything. Raises BackupError.
    """
    if (data / "postgres").exists():
        raise BackupError(
            f"There is a database in {data}. Move {data / 'postgres'} away first, or choose another DATA=."
        )
    base = _base_for(bases.bases(backup), at)
    work = data / PLACE
    shutil.rmtree(work, ignore_errors=True)
    server = Server(work, settings=_settings(work, at))
    folder.prepare(data, server.account)
    folder.prepare(work, server.account)
    with opened(backup / ARCHIVE, identity, work) as keys:
        _unpack_keys(keys, data)
    _unpack(base, backup, work, identity, server.account)
    _start(server, at)
    try:
        yield server
    finally:
        server.stop()
    (work / "postgres").rename(data / "postgres")
    _bring_attachments(backup, data)
    shutil.rmtree(work)


def _base_for(found: list[bases.Base], at: datetime | None) -> bases.Base:
    fitting = [base for base in found if at is None or base.finished <= at]
    if fitting:
        return fitting[-1]
    if found:
        raise BackupError(
            f"The oldest copy is of {found[0].finished:%d %B %Y, %H:%M:%S} UTC: nothing before it is held."
        )
    raise BackupError("There is no finished copy in this backup.")


def _settings(work: Path, at: datetime | None) -> dict[str, str]:
    wal = shlex.quote(str(work / "wal")).replace("%", "%%")
    # Not "hot": the server answers only when everything is back.
    settings = {
        "restore_command": f'cp {wal}/%f "%p"',
        "hot_standby": "off",
        "recovery_target_action": "promote",
    }
    if at:
        settings["recovery_target_time"] = at.astimezone(UTC).isoformat(sep=" ")
    return settings


def _unpack(
    base: bases.Base, backup: Path, work: Path, identity: pyrage.x25519.Identity, account: Account
) -> None:
    """The copy as a cluster that will recover, and the changes beside it; all of it the database's account's."""
    cluster = work / "postgres"
    with opened(base.folder / bases.DATABASE, identity, work) as packed:
        unpack(packed, cluster)
    (cluster / "recovery.signal").touch(mode=0o600)
    wal = work / "wal"
    wal.mkdir(mode=0o700)
    first = _first_segment(cluster)
    for source in sorted((backup / "wal").glob(f"*{SUFFIX}")):
        name = source.name.removesuffix(SUFFIX).removesuffix(PARTIAL)
        # Names are timeline, then place: a segment from before the copy has an earlier place, on any timeline.
        wanted = ".history" in name or name[8:] >= first[8:]
        if wanted and not (wal / name).exists():  # the finished one sorts before the partial one
            unseal(source, wal / name, identity)
    for path in (cluster, wal, *cluster.rglob("*"), *wal.iterdir()):
        os.chown(path, account.uid, account.gid)


def _first_segment(cluster: Path) -> str:
    label = (cluster / "backup_label").read_text()
    return label.split("(file ")[1].split(")")[0]


def unpack(packed: BinaryIO, target: Path) -> None:
    """Unpacks a tar of plain files and folders, all private; refuses names that lead out of `target`."""
    target.mkdir(mode=0o700)
    with tarfile.open(fileobj=packed, mode="r|") as tar:
        for member in tar:
            path = (target / member.name).resolve()
            if not path.is_relative_to(target.resolve()) or not (member.isfile() or member.isdir()):
                raise BackupError(f"The backup holds '{member.name}', which does not belong there.")
            if member.isdir():
                path.mkdir(mode=0o700, parents=True, exist_ok=True)
                continue
            content = tar.extractfile(member)
            assert content is not None  # it is a plain file
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                shutil.copyfileobj(content, file, 1 << 20)


def _unpack_keys(packed: BinaryIO, data: Path) -> None:
    """The keys as they last were. Keys that stand here are put aside, an anchor that stands here is kept:
    it knows more than the backup."""
    fresh = data / f"{PLACE}-keys"
    shutil.rmtree(fresh, ignore_errors=True)
    unpack(packed, fresh)
    for path in sorted(fresh.iterdir()):
        here = data / path.name
        if here.exists() and path.name == "anchor":
            continue
        if here.exists():
            here.rename(data / f"{path.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        path.rename(here)
    shutil.rmtree(fresh)


def _start(server: Server, at: datetime | None) -> None:
    try:
        server.start()
    except LauncherError as error:
        if "recovery target was reached" not in str(error):
            raise
        raise BackupError(
            f"The backup ends before {at}. Ask for an earlier moment, or for everything."
        ) from None


def _bring_attachments(backup: Path, data: Path) -> None:
    target = data / "attachments"
    target.mkdir(mode=0o700, exist_ok=True)
    source = backup / "attachments"
    for path in source.iterdir() if source.is_dir() else []:
        if (
            not path.name.endswith(GONE)
            and not path.name.startswith(".")
            and not (target / path.name).exists()
        ):
            shutil.copyfile(path, target / path.name)
