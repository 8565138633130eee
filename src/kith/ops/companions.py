"""Processes that run beside the web server, begun again when they fall."""

import importlib.util
import os
import subprocess
import sys
import threading
import time
from types import TracebackType

PAUSE = 1.0  # seconds before a companion that fell soon after its beginning is begun again
SOON = 10.0  # seconds: one that lived longer is begun again at once, since changes wait for the sequencer


def exists(module: str) -> bool:
    """True when this installation has the module."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


class Companion:
    """Keeps `python -m <module>` running inside a `with` block, as one of the database's roles."""

    def __init__(self, module: str, *, role: str, wanted: bool = True) -> None:
        self._module = module
        self._environment = {**os.environ, "KITH_DB_ROLE": role}
        self._wanted = wanted
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self._keep, name=f"keeper of {module}", daemon=True)

    def __enter__(self) -> "Companion":
        if self._wanted:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._wanted:
            with self._guard:
                self._ending.set()
                if self._process:
                    self._process.terminate()
            self._thread.join()

    def _keep(self) -> None:
        """Runs in one thread for the companion's whole life: its death ends the companion's too."""
        while not self._ending.is_set():
            with self._guard:
                if self._ending.is_set():
                    return
                self._process = self._begin()
            begun = time.monotonic()
            self._process.wait()
            if time.monotonic() - begun < SOON:
                self._ending.wait(PAUSE)

    def _begin(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "kith.ops.companion", self._module]
        # A session of its own: Ctrl-C in a terminal reaches the parent, which ends the companion in order.
        return subprocess.Popen(
            command, env=self._environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
