"""Serve Kith until stopped, with its database and the keeper of its feed."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import psycopg

from kith.ops import beginning, config
from kith.ops.authority import Own, own
from kith.ops.postgres import LauncherError
from kith.ops.tls import Tls, given, refuse_number, refuse_open, tell_settings
from kith.ops.trust.page import in_a_terminal
from kith.ops.trust.told import Trust

EMPTY = "select not exists (select 1 from directory_organization) and not exists (select 1 from directory_account)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--host", help="address to listen on (127.0.0.1; with --lan every one)")
    parser.add_argument("--lan", metavar="NAME", help="serve other machines by HTTPS under this host name")
    parser.add_argument(
        "--certificate", type=Path, help="for --lan: your own certificate with its chain (PEM)"
    )
    parser.add_argument("--key", type=Path, help="for --lan: that certificate's private key (PEM)")
    parser.add_argument(
        "--trust-port", type=int, default=8080, help="for --lan without them: the page for new devices"
    )
    parser.add_argument(
        "--new-authority", action="store_true", help="for --lan: begin again; devices trust anew"
    )
    parser.add_argument("--workers", type=int, help="processes (one for each core, up to four)")


def run(options: argparse.Namespace) -> int:
    """Serves, and says when the first page can be had; over an empty store, with the code that begins it."""
    from kith.ops.postgres import database_running
    from kith.ops.serving import serve

    tls, own = asked_tls(options)
    if tls:
        tell_settings(tls, options.port)
    host = options.host or ("0.0.0.0" if tls else "127.0.0.1")  # noqa: S104 - by HTTPS alone, and when asked
    refuse_open(host, tls)
    address = f"{'https' if tls else 'http'}://{tls.name if tls else 'localhost'}:{options.port}"
    trust = Trust(own, host, options.trust_port, address) if own else None
    if trust:
        trust.tell(trust_folder())
    with database_running():
        empty = is_empty()
        serve(
            host=host,
            port=options.port,
            workers=options.workers,
            ready=lambda: announce(address, beginning.new_code() if empty else None, trust),
            tls=tls,
            trust=trust,
        )
    return 0


def asked_tls(options: argparse.Namespace) -> tuple[Tls | None, Own | None]:
    """What --lan, --certificate and --key ask for together; without a certificate, an authority of our own.

    Raises LauncherError when one of them is missing.
    """
    pair = (options.certificate, options.key)
    if not options.lan and not any(pair):
        return None, None
    if not options.lan or (any(pair) and not all(pair)):
        raise LauncherError(
            "--lan, --certificate and --key belong together: a name, and the certificate for it. "
            "--lan alone makes an authority of its own."
        )
    if all(pair):
        return given(options.lan, *pair), None
    refuse_number(options.lan)
    made = own(options.lan, trust_folder(), anew=options.new_authority)
    return Tls(made.name, made.certificate, made.key), made


def trust_folder() -> Path:
    """Where an authority of our own is kept: with the other secrets, so that it is kept and restored with them."""
    return config.data_folder() / "secrets" / "authority"


def is_empty() -> bool:
    """Whether nobody has begun here yet. A database without tables is given them first."""
    with psycopg.connect(config.dsn("owner"), autocommit=True) as connection:
        there = connection.execute("select to_regclass('directory_account') is not null").fetchone()
        if there != (True,):
            # Apart from this process, whose workers must never be the database's owner.
            subprocess.run([sys.executable, "-m", "kith.cli", "migrate", "--quiet"], check=True)
        return connection.execute(EMPTY).fetchone() == (True,)


def announce(address: str, code: str | None = None, trust: Trust | None = None) -> None:
    """Says where Kith is. Passkeys need the name, not the number, of this machine."""
    print(f"Kith is ready at {address}", flush=True)
    if trust:
        print(f"\nA new device first opens {trust.here} to trust it. Its authority's fingerprint:")
        print(
            f"{trust.own.fingerprint}\nIts certificate is renewed at a start before {trust.own.until:%d %B %Y}."
        )
        if sys.stdout.isatty():
            print(in_a_terminal(trust.here))
    if code:
        print(f"Nobody is here yet. Open {address}/begin/ within an hour.", flush=True)
        print(f"The code that begins: {code}", flush=True)
