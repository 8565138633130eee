"""A running Kith for tests: the real server, as a process of its own, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from kith.ops.serving import answers
from tests.support.stores import dsn_for, environment
from tests.support.waiting import until

HOST = "127.0.0.1"


class LiveKith:
    """`kith serve` over a database that somebody else runs. Start, stop and kill it as you like."""

    def __init__(
        self, owner: str, data: Path, *, workers: int = 1, extra: dict[str, str] | None = None
    ) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._owner = owner
        self._workers = workers
        self._environment = {**environment(owner, data), "KITH_DEMO": "1", **(extra or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def dsn(self, role: str) -> str:
        """Connection words for one of Kith's roles on its database."""
        return dsn_for(self._owner, role)

    @property
    def pid(self) -> int:
        """The process id of the server that was begun."""
        assert self._process is not None, "it is not running"
        return self._process.pid

    @property
    def log(self) -> str:
        """Everything that the server has said."""
        return (self.data / "serve.log").read_text()

    def start(self) -> None:
        """Starts it and returns when it answers."""
        command = [sys.executable, "-m", "kith.cli", "serve", "--port", str(self.port)]
        command += ["--workers", str(self._workers)]
        with (self.data / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # its own group, so that a kill takes the workers too
            )
        until(self._answers_or_ended, "the server answers", seconds=60)
        assert self._process.poll() is None, f"kith serve ended:\n{self.log}"

    def stop(self) -> None:
        """Stops it in good order and waits until it is gone."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
            self._process = None

    def kill(self) -> None:
        """Kills it and its workers at once, as a power cut would."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(30)
            self._process = None

    def _answers_or_ended(self) -> bool:
        assert self._process is not None
        return self._process.poll() is not None or answers(HOST, self.port)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
