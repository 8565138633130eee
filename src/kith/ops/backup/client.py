"""Calls PostgreSQL's own backup programs as the backup's role."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kith.ops import config
from kith.ops.backup.errors import BackupError
from kith.ops.postgres import Server

SLOT = "kith_backup"


class Client:
    """`pg_basebackup` and `pg_receivewal` against one server.

    Raises BackupError when the role may not replicate: then the server's own backup must be used.
    """

    def __init__(self, server: Server) -> None:
        self._programs = server.programs
        words = {name: str(value) for name, value in conninfo_to_dict(config.dsn("backup")).items()}
        self._password = words.pop("password", "")
        words.pop("dbname", None)
        self._address = make_conninfo("", **words)
        self._refuse_without_right()

    def _refuse_without_right(self) -> None:
        try:
            with psycopg.connect(config.dsn("backup")) as connection:
                row = connection.execute(
                    "select rolreplication from pg_roles where rolname = current_user"
                ).fetchone()
        except psycopg.OperationalError as error:
            raise BackupError(f"The backup's role cannot sign in: {error}") from None
        if row != (True,):
            raise BackupError(
                "The role kith_backup may not replicate on this server. Use the server's own backup, and after its "
                "restore run: kith restore --after-server-restore"
            )

    def make_slot(self) -> bool:
        """Asks the server to keep every change until it is received; True when it had not been asked before."""
        with psycopg.connect(config.dsn("backup")) as connection:
            question = "select 1 from pg_replication_slots where slot_name = %s"
            if connection.execute(question, [SLOT]).fetchone():
                return False
        self._run("pg_receivewal", "--create-slot", "--if-not-exists", f"--slot={SLOT}")
        return True

    def begin_receiving(self, spool: Path) -> subprocess.Popen[bytes]:
        """Begins to receive every change into `spool`; ends with this process, however it ends."""
        command = self._command("pg_receivewal", "-D", spool, f"--slot={SLOT}", "--synchronous")
        return subprocess.Popen(
            [sys.executable, "-m", "kith.ops.companion", "--program", *command],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def begin_base(self) -> subprocess.Popen[bytes]:
        """Begins a copy of the whole database as a tar on standard output, with the changes made meanwhile."""
        command = self._command("pg_basebackup", "-D", "-", "-F", "tar", "-X", "fetch", "-c", "fast")
        return subprocess.Popen(
            command,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def _run(self, program: str, *words: str | Path) -> None:
        told = subprocess.run(
            self._command(program, *words),
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            raise BackupError(f"{program} failed: {told.stderr.strip()[-600:]}")

    def _command(self, program: str, *words: str | Path) -> list[str]:
        return [str(self._programs.path(program)), "-d", self._address, "--no-password", *map(str, words)]

    def _environment(self) -> dict[str, str]:
        """The password goes by the environment, which only this account can read; arguments anybody can."""
        return {**os.environ, "PGPASSWORD": self._password, "LC_ALL": "C"}
