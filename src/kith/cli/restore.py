"""Bring a backup back into an empty data folder: everything, or as it was at a moment."""

import argparse
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg

WALL_CLOCK = ZoneInfo("Europe/London")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument("--from", dest="source", type=Path, metavar="FOLDER", help="the backup")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the private key")
    parser.add_argument(
        "--at", type=moment, metavar="MOMENT", help="such as 2026-11-23T14:05, as clocks here say it"
    )
    parser.add_argument(
        "--after-server-restore",
        action="store_true",
        help="after a restore by the server's own means: destructions again, and a word in the anchor",
    )


def moment(words: str) -> datetime:
    """A moment as people write it: with a zone, or on the wall clock of England."""
    found = datetime.fromisoformat(words)
    return found if found.tzinfo else found.replace(tzinfo=WALL_CLOCK)


def run(options: argparse.Namespace) -> int:
    """Restores, replays destructions and records the restore in the anchor."""
    from kith.ops import config

    if options.after_server_restore:
        _finish(config.dsn("owner"))
        return 0
    if not options.source or not options.key:
        print("Say what and with which key: kith restore --from FOLDER --key FILE")
        return 2
    if config.database_url():
        print("This database is run by somebody else: restore it by its own means, then run")
        print("kith restore --after-server-restore")
        return 1
    _restore(options)
    return 0


def _restore(options: argparse.Namespace) -> None:
    from kith.ops import config
    from kith.ops.backup import keys
    from kith.ops.backup.restoring import restored

    data = config.data_folder()
    identity = keys.private(options.key)
    print("Bringing the copy and the changes back ...", flush=True)
    with restored(options.source.resolve(), data, identity, at=options.at) as server:
        files = _finish(server.dsn("owner"))
    for name in files:  # the backup's folder may hold them still, until they expire there
        (data / "attachments" / name).unlink(missing_ok=True)
    print(f"Restored into {data}. Begin a new backup: its first copy is made at once.")


def _finish(dsn: str) -> list[str]:
    from kith.record.restoring import after_restore

    with psycopg.connect(dsn, autocommit=True) as connection:
        replayed = after_restore(connection)
    if replayed.ids:
        print(f"{len(replayed.ids)} lawful destructions were done again.")
    return replayed.files
