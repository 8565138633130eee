"""Show a demonstration home in the browser. Run again, it keeps what was recorded."""

import argparse
import os
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from kith.cli.environment import prepare
from kith.cli.serve import announce
from kith.ops.companions import exists

CONTENT = "kith.care.demonstration"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--workers", type=int, help="processes (one for each core, up to four)")


def run(options: argparse.Namespace) -> int:
    """Migrates, loads the home where the store is empty, and serves on this machine's own address only."""
    from kith.ops.postgres import database_running
    from kith.ops.serving import HERE, refuse_taken, serve

    os.environ["KITH_DEMO"] = "1"
    refuse_taken(HERE, options.port)
    _say("Starting the database")
    with database_running():
        prepare("owner")
        sign_ins = _ready_store()
        _say("Starting the server")
        serve(
            host=HERE,
            port=options.port,
            workers=options.workers,
            ready=lambda: _welcome(options.port, sign_ins),
        )
    return 0


def _ready_store() -> list[str]:
    """Migrates and loads what is missing; gives back the lines that say how to sign in."""
    from kith.ops.migrating import migrate

    _say("Bringing the tables up to date")
    migrate(verbosity=0)
    if not exists(CONTENT):
        return ["This installation has no demonstration home."]
    content = import_module(CONTENT)
    if _is_empty():
        _say("Loading the demonstration home: forty residents, ninety days")
        content.load(say=_say)
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
    announce(port)
    print("\n".join(["", *sign_ins, "", "Stop it with Ctrl-C. What you record is kept."]), flush=True)


def _say(words: str) -> None:
    print(f"  {words} ...", flush=True)
