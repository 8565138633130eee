"""One PostgreSQL server in one data folder: started, asked, stopped."""

import os
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from kith.ops import config, places
from kith.ops.postgres import cluster, folder, programs, roles, stale
from kith.ops.postgres.account import Account, runner
from kith.ops.postgres.errors import LauncherError
from kith.ops.postgres.locks import locked

DATABASE = "kith"
NOT_YET = ("not accepting connections", "starting up", "not yet accepting", "recovery", "shutting down")


class Server:
    """A PostgreSQL server of our own, reached by a private socket only.

    `settings` are added to `cluster.SETTINGS`; `wanted` is the major version for a new cluster.
    """

    def __init__(
        self, data: Path, *, settings: Mapping[str, str] | None = None, wanted: int | None = None
    ) -> None:
        self.data = data.resolve()
        self.cluster = self.data / "postgres"
        self.settings = dict(settings or {})
        self.wanted = wanted

    @cached_property
    def account(self) -> Account:
        """The account that runs the programs."""
        return runner()

    @cached_property
    def programs(self) -> programs.Programs:
        """The programs that suit the cluster."""
        return programs.choose(self.cluster, self.account, self.wanted)

    @property
    def pid(self) -> int | None:
        """The postmaster's process id while the server runs."""
        return stale.running_pid(self.cluster)

    def start(self) -> None:
        """Starts the server unless it runs, makes what it lacks, and returns when it answers.

        Raises LauncherError. Two processes may start at once: the second waits, and finds it running.
        """
        folder.prepare(self.data, self.account)
        with locked(self.data / "postgres.lock"):
            if self.pid is None:
                self._start()
            with self._connected() as connection:
                roles.ensure(connection)
                roles.ensure_database(connection, DATABASE)

    def _start(self) -> None:
        if not self.cluster.exists():
            cluster.make(self.cluster, self.programs, self.account, cluster.admin_password())
        cluster.write_settings(self.cluster, self.account, self.settings)
        stale.clear(self.cluster, places.socket_folder(self.data))
        log = self.cluster / "start.log"  # what comes before the server opens its own log
        # -t: after a crash the server first replays what it had promised, however long that takes.
        told = self._pg_ctl("start", "-w", "-t", "900", "-s", "-l", log)
        if told:
            raise LauncherError(f"PostgreSQL did not start in {self.data}: {self._last_words() or told}")

    def _connected(self) -> psycopg.Connection[Any]:
        """A connection as administrator, as soon as the server takes one.

        pg_ctl is content with a server that still brings a backup back, which may take long and is no failure.
        """
        wait = threading.Event()
        while True:
            try:
                return psycopg.connect(self.admin_dsn(), autocommit=True)
            except psycopg.OperationalError as error:
                if self.pid is None:
                    words = self._last_words()
                    raise LauncherError(f"PostgreSQL ended by itself in {self.data}: {words}") from None
                # A refusal with reason is final; a connection that breaks off is not: the server comes or goes.
                if "FATAL" in str(error) and not any(words in str(error) for words in NOT_YET):
                    raise
            wait.wait(0.05)

    def _last_words(self) -> str:
        """The end of the newest log, where the server says why it stopped."""
        logs = sorted(self.cluster.glob("log/*.log"), key=lambda path: path.stat().st_mtime)
        return logs[-1].read_text()[-600:].strip() if logs else ""

    def stop(self, mode: str = "fast") -> None:
        """Stops the server; the data stay. Modes as pg_ctl's: smart, fast, immediate."""
        if self.pid is not None:
            told = self._pg_ctl("stop", "-w", "-t", "120", "-s", "-m", mode)
            if told:
                raise LauncherError(f"PostgreSQL in {self.data} did not stop: {told}")

    def _pg_ctl(self, *arguments: str | Path) -> str:
        """Runs pg_ctl and gives back what it said when it failed, otherwise nothing."""
        pg_ctl = self.programs.path("pg_ctl")
        told = self.account.run([pg_ctl, "-D", self.cluster, *arguments], seconds=1000)
        return (told.stdout.strip() or "no reason was given") if told.returncode else ""

    def dsn(self, role: str, database: str = DATABASE) -> str:
        """Connection words for one of Kith's roles."""
        host = os.fspath(places.socket_folder(self.data))
        return make_conninfo(host=host, dbname=database, user=f"kith_{role}", password=config.password(role))

    def admin_dsn(self, database: str = "postgres") -> str:
        """Connection words for the cluster's administrator (a superuser)."""
        return self.dsn("admin", database)
