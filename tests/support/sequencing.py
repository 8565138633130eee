"""Sequencers as processes of their own, to be killed."""

import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from kith.record.sequencer import ONLY_ONE
from tests.support.stores import environment


class Sequencers:
    """One at work and one waiting, as the store's advisory lock has it; either may be killed at any time."""

    def __init__(self, owner: str, data: Path, *, standby: bool = True) -> None:
        self._owner = owner
        self._environment = environment(owner, data)
        self._log = data / "sequencer.log"
        self._wanted = 2 if standby else 1
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Starts as many as are missing. The oldest holds the lock."""
        self._running = [each for each in self._running if each.poll() is None]
        while len(self._running) < self._wanted:
            with self._log.open("ab") as log:
                command = [sys.executable, "-m", "kith.record.sequencer"]
                self._running.append(subprocess.Popen(command, env=self._environment, stdout=log, stderr=log))

    def ready(self) -> bool:
        """True when one holds the lock and every other waits for it: a kill now costs no restart."""
        with psycopg.connect(self._owner, autocommit=True) as connection:
            row = connection.execute(
                "select count(*) filter (where granted), count(*) from pg_locks where locktype = 'advisory'"
                " and database = (select oid from pg_database where datname = current_database())"
                " and objid = %s",
                (ONLY_ONE,),
            ).fetchone()
        return row == (1, self._wanted)

    def kill(self, which: int = 0) -> None:
        """Kills one at once; 0 is the one at work."""
        victim = self._running.pop(which)
        victim.send_signal(signal.SIGKILL)
        victim.wait(30)

    def stop(self) -> None:
        """Stops all in good order."""
        for each in self._running:
            each.terminate()
        for each in self._running:
            each.wait(30)
        self._running = []
