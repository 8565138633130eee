"""Serve Kith until stopped, with its database and the keeper of its feed."""

import argparse
import os
import subprocess
import sys

import psycopg

from kith.ops import beginning, config

EMPTY = "select not exists (select 1 from directory_organization) and not exists (select 1 from directory_account)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--workers", type=int, help="processes (one for each core, up to four)")


def run(options: argparse.Namespace) -> int:
    """Serves, and says when the first page can be had; over an empty store, with the code that begins it."""
    from kith.ops.postgres import database_running
    from kith.ops.serving import serve

    with database_running():
        empty = is_empty()
        serve(
            host=options.host,
            port=options.port,
            workers=options.workers,
            ready=lambda: announce(options.port, beginning.new_code() if empty else None),
        )
    return 0


def is_empty() -> bool:
    """Whether nobody has begun here yet. A database without tables is given them first."""
    with psycopg.connect(config.dsn("owner"), autocommit=True) as connection:
        there = connection.execute("select to_regclass('directory_account') is not null").fetchone()
        if there != (True,):
            # Apart from this process, whose workers must never be the database's owner.
            subprocess.run([sys.executable, "-m", "kith.cli", "migrate", "--quiet"], check=True)
        return connection.execute(EMPTY).fetchone() == (True,)


def announce(port: int, code: str | None = None) -> None:
    """Says where Kith is. Passkeys need the name, not the number, of this machine."""
    print(f"Kith is ready at http://localhost:{port}", flush=True)
    if code:
        print(f"Nobody is here yet. Open http://localhost:{port}/begin/ within an hour.", flush=True)
        print(f"The code that begins: {code}", flush=True)
