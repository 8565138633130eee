"""Databases for tests: one server for a run, migrated once, a fresh copy for each module."""

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kith.ops import config, places
from kith.ops.postgres import Server
from kith.ops.postgres.locks import locked
from kith.ops.postgres.using import running
from tests.support.waiting import until

TEMPLATE = "kith_template"
# The run's server forgets everything in a power cut, which a test run survives. Fault tests have their own.
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_wal_size": "256MB",
    "shared_buffers": "64MB",
    "max_connections": "100",
}
_numbers = itertools.count(1)


def wanted_version() -> int | None:
    """The PostgreSQL that `KITH_TEST_PG` asks for: 15 means the machine's."""
    return int(os.environ["KITH_TEST_PG"]) if os.environ.get("KITH_TEST_PG") else None


@contextmanager
def server_for_run(run: Path) -> Iterator[str]:
    """The owner's address of the run's server (its database `postgres`), shared by all its processes."""
    given = os.environ.get("KITH_TEST_DATABASE_URL")
    if given:
        yield given
        return
    with running(Server(run / "data", settings=FAST, wanted=wanted_version())) as server:
        yield server.dsn("owner", "postgres")


def make_template(run: Path, server: str) -> None:
    """Makes and migrates the template once for a run, whichever process comes first."""
    ready = run / "template.ready"
    with locked(run / "template.lock"):
        if not ready.exists():
            _execute(server, sql.SQL("drop database if exists {}").format(sql.Identifier(TEMPLATE)))
            _execute(server, sql.SQL("create database {}").format(sql.Identifier(TEMPLATE)))
            migrate(make_conninfo(server, dbname=TEMPLATE), run / "data")
            ready.touch()


def migrate(owner: str, data: Path) -> None:
    """Runs `kith migrate` over a database, as a service would."""
    told = subprocess.run(
        [sys.executable, "-m", "kith.cli", "migrate", "--quiet"],
        env=environment(owner, data),
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, f"kith migrate failed:\n{told.stdout}{told.stderr}"


def environment(owner: str, data: Path) -> dict[str, str]:
    """The environment for a Kith process over this database and data folder."""
    source = os.pathsep.join([str(places.CLONE / "src"), str(places.CLONE)])
    return {**os.environ, "KITH_DATABASE_URL": owner, "KITH_DATA": str(data), "PYTHONPATH": source}


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """The owner's URL of a migrated database of its own, dropped afterwards."""
    name = f"kith_{os.getpid()}_{next(_numbers)}"
    copy = sql.SQL("create database {} template {}")
    _execute(server, copy.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
    try:
        yield as_url(make_conninfo(server, dbname=name))
    finally:
        # Connections of every role may still be open, and only a superuser may end them all.
        given = os.environ.get("KITH_TEST_DATABASE_URL")
        _execute(
            given or dsn_for(server, "admin"),
            sql.SQL("drop database {} with (force)").format(sql.Identifier(name)),
        )


def as_url(words: str) -> str:
    """Connection words as a URL, the form in which `KITH_DATABASE_URL` is usually given."""
    parts = {name: quote(str(value), safe="") for name, value in conninfo_to_dict(words).items()}
    user, password, name = parts.pop("user"), parts.pop("password", ""), parts.pop("dbname")
    rest = "&".join(f"{key}={value}" for key, value in parts.items())
    return f"postgresql://{user}:{password}@/{name}?{rest}"


def _execute(server: str, statement: sql.Composed) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


class DurableServer:
    """A PostgreSQL of its own, as durable as a real one, that a test may kill and start again."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._server = Server(data, wanted=wanted_version())

    def start(self) -> None:
        """Starts it, or starts it again after a kill; returns when it answers."""
        self._server.start()

    def stop(self, mode: str = "fast") -> None:
        """Stops it in good order, or with `immediate` without writing anything more."""
        self._server.stop(mode)

    def kill(self) -> None:
        """Kills the postmaster and every backend at once, and returns when they are gone."""
        for pid in self._pids():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        until(lambda: not self._pids(), "the killed server's processes are gone")

    def dsn(self, role: str = "owner") -> str:
        """Connection words for one of Kith's roles, or for `admin`, the superuser."""
        return self._server.dsn(role)

    def _pids(self) -> list[int]:
        from kith.ops.postgres import stale

        cluster = self._server.cluster
        return [pid for pid in stale.pids() if stale.works_in(pid, cluster)]


def dsn_for(owner: str, role: str) -> str:
    """Connection words for another role on the same database."""
    if role == "owner":
        return make_conninfo(owner)
    return make_conninfo(owner, user=f"kith_{role}", password=config.password(role))
