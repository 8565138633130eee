"""Back Kith up to a folder on another disk or machine, encrypted to a public key.

It runs until stopped: a copy of everything once a day, and every change within seconds.
"""

import argparse
import os
import signal
import threading
from pathlib import Path
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument(
        "--new-key", type=Path, metavar="FILE", help="make a private key, say its public half, and end"
    )
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where the backup goes")
    parser.add_argument(
        "--key", default=os.environ.get("KITH_BACKUP_KEY"), help="public key: age1..., or its file"
    )
    parser.add_argument("--once", action="store_true", help="make one copy and end")
    parser.add_argument(
        "--every", type=float, default=10.0, metavar="SECONDS", help="send changes this often (10)"
    )


def run(options: argparse.Namespace) -> int:
    """Makes a key, or backs up."""
    from kith.ops.backup import keys

    if options.new_key:
        print(f"public key: {keys.make(options.new_key)}")
        print(f"Keep {options.new_key} away from this machine: without it no backup opens.")
        return 0
    if not options.to or not options.key:
        print("Say where and for whom: kith backup --to FOLDER --key age1...")
        return 2
    _back_up(options.to.resolve(), keys.public(options.key), options.every, once=options.once)
    return 0


def _back_up(folder: Path, recipient: Any, every: float, *, once: bool) -> None:
    from kith.ops import config
    from kith.ops.backup.running import Backup
    from kith.ops.postgres import Server, database_running

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with database_running() as own:
        server = own or Server(config.data_folder())
        Backup(server, folder, recipient, every=every).run(stop, once=once)
    print(f"The backup in {folder} is complete.", flush=True)
