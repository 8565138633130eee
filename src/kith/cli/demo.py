"""Show a demonstration home in the browser. Run again, it keeps what was recorded."""

import argparse
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from typing import Any

from kith.cli.environment import prepare
from kith.cli.serve import announce
from kith.ops.companions import exists

CONTENT = "kith.care.demonstration"
OLDER = "The ten weeks before the last fortnight are added meanwhile, where they are not there yet: begin as you like."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--workers", type=int, help="processes (one for each core, up to four)")
    parser.add_argument(
        "--rest", action="store_true", help="only add the older days, as it does by itself meanwhile"
    )


def run(options: argparse.Namespace) -> int:
    """Migrates, loads the home where the store is empty, and serves on this machine's own address only."""
    if options.rest:
        return _load_rest()
    from kith.ops.postgres import database_running
    from kith.ops.serving import HERE, refuse_taken, serve

    os.environ["KITH_DEMO"] = "1"
    refuse_taken(HERE, options.port)
    _say("Starting the database")
    with database_running():
        # In a process of its own: what has been Django's owner once must never answer a request. The server's
        # processes begin as copies of this one, and would read past every rule.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
            sign_ins = apart.submit(_ready_store).result()
        _say("Starting the server")
        serve(
            host=HERE,
            port=options.port,
            workers=options.workers,
            ready=lambda: _show(options.port, sign_ins),
        )
    return 0


def _show(port: int, sign_ins: list[str]) -> None:
    """Says that it is ready, then has the older days added by a process that gives way to everybody else."""
    _welcome(port, sign_ins)
    if not exists(CONTENT):
        return
    # It ends with this thread, which waits for it, and so with `kith demo` (see `kith.ops.companion`).
    subprocess.run(
        [sys.executable, "-m", "kith.ops.companion", "kith.cli", "demo", "--rest"],
        env={**os.environ, "KITH_DB_ROLE": "owner"},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
    )


def _load_rest() -> int:
    """Adds the older days. A database that is being stopped is no fault: the next run goes on from there."""
    import psycopg
    from django.db import OperationalError

    os.nice(10)
    prepare("owner")
    try:
        import_module(CONTENT).load_rest(say=lambda words: print(f"  {words}", flush=True))
    except (OperationalError, psycopg.OperationalError):
        return 1
    return 0


def _ready_store() -> list[str]:
    """Migrates and loads what is missing; gives back the lines that say how to sign in."""
    from kith.ops.migrating import migrate

    prepare("owner")
    _say("Bringing the tables up to date")
    migrate(verbosity=0)
    if not exists(CONTENT):
        return ["This installation has no demonstration home."]
    content = import_module(CONTENT)
    if _is_empty():
        _say("Loading the demonstration home: forty residents, their last fortnight")
        content.load_first()
    else:
        _say("Keeping what is there")
    return list(_sign_ins(content))


def _is_empty() -> bool:
    """True when no organisation holds records here yet."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select not exists (select 1 from custodian)")
        row = cursor.fetchone()
    connection.close()
    return bool(row and row[0])


def _sign_ins(content: Any) -> Iterable[str]:
    return content.sign_ins() if hasattr(content, "sign_ins") else ()


def _welcome(port: int, sign_ins: list[str]) -> None:
    print()
    announce(f"http://localhost:{port}")
    print("\n".join(["", *sign_ins, "", OLDER, "Stop it with Ctrl-C. What you record is kept."]), flush=True)


def _say(words: str) -> None:
    print(f"  {words} ...", flush=True)
