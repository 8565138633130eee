"""Serves Kith: the database, the sequencer and the web server, begun and ended together."""

import os
import signal
import socket
import ssl
import threading
import urllib.request
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian._internal import load_target
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server.common import AbstractServer

from kith.ops.assets.build import STATIC
from kith.ops.companions import Companion, exists
from kith.ops.postgres import LauncherError, database_running
from kith.ops.tls import Tls, refuse_open
from kith.ops.trust.told import Trust

SEQUENCER = "kith.record.sequencer"
TRUST = "kith.ops.trust.server"
APPLICATION = "kith.application:application"
HERE = "127.0.0.1"  # this machine only
THREADS = 4
PATIENCE = (
    2  # seconds for what is under way when it stops: what is cut off was not acknowledged, and is sent again
)
MOST_WORKERS = 4  # each worker's threads keep a database connection: 4 x 4 of the server's 60


def serve(
    *,
    host: str,
    port: int,
    workers: int | None = None,
    ready: Callable[[], None],
    tls: Tls | None = None,
    trust: Trust | None = None,
) -> None:
    """Serves until SIGTERM or Ctrl-C, then stops everything that it started.

    `ready` is called once, when the first page can be had. With `tls` it speaks HTTPS alone; without it, to this
    machine alone. With `trust`, the page that helps devices to trust is served beside it. Raises LauncherError when
    something is missing.
    """
    if not (STATIC / "staticfiles.json").exists():
        raise LauncherError("The static files are not built yet. Run: make assets")
    refuse_open(host, tls)
    refuse_taken(host, port)
    if trust:
        refuse_taken(trust.host, trust.port)
    with (
        database_running(),
        Companion(SEQUENCER, role="worker", wanted=exists(SEQUENCER)),
        Companion(TRUST, role="app", wanted=trust is not None),
    ):
        os.environ["KITH_DB_ROLE"] = "app"
        threading.Thread(target=_announce, args=(host, port, tls, ready), daemon=True).start()
        _web_server(host, port, workers or default_workers(), tls).serve(target_loader=loaded)


def default_workers() -> int:
    """One process for each core, up to four."""
    return max(1, min(os.cpu_count() or 1, MOST_WORKERS))


def loaded(target: str) -> Any:
    """The application, loaded in a worker that ends at once when it is told to while it loads.

    A worker begins with its parent's way of taking signals, which only makes a note: told to stop before it is
    ready, it would hear nothing, and the whole server would wait until its patience with the worker ends.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    return load_target(target)


def _web_server(host: str, port: int, workers: int, tls: Tls | None) -> AbstractServer[Any]:
    return Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        log_access=False,  # addresses of people's pages: whoever wants a log writes it without queries
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        process_name="kith",
        ssl_cert=tls.certificate if tls else None,
        ssl_key=tls.key if tls else None,
        ssl_protocol_min=SSLProtocols.tls12,  # what tablets of 2017 still speak
    )


def refuse_taken(host: str, port: int) -> None:
    """Raises LauncherError when somebody else listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise LauncherError(
                f"Port {port} is taken. Give another one with PORT=, --port or --trust-port."
            ) from None


def _announce(host: str, port: int, tls: Tls | None, ready: Callable[[], None]) -> None:
    """Asks for the health page until it answers; a server that ends first takes this thread with it."""
    wait = threading.Event()
    while not answers(host, port, tls):
        wait.wait(0.05)
    ready()


def answers(host: str, port: int, tls: Tls | None = None) -> bool:
    """True when a Kith answers there, asked under the name that it has for itself."""
    scheme, context = ("https", _ours()) if tls else ("http", None)
    asked = urllib.request.Request(  # noqa: S310 - our own
        f"{scheme}://{host}:{port}/health", headers={"Host": "localhost"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=5, context=context) as answer:  # noqa: S310 - our own
            return bool(answer.status == 200)
    except OSError:
        return False


def _ours() -> ssl.SSLContext:
    """For asking ourselves whether we are there: by number, while the certificate is for a name."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
