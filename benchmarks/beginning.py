"""B11: from `make demo` to the first page, with every package there already; and a restart of `kith serve`."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from benchmarks.results import Result, against, spread
from kith.ops import places
from tests.support.live import free_port
from tests.support.waiting import until

PASSES = 3


def measure() -> Iterator[Result]:
    """Each pass of the demonstration begins with an empty data folder and loads the whole home."""
    times = []
    for _ in range(PASSES):
        with tempfile.TemporaryDirectory(prefix="kith-bench-") as name:
            folder = Path(name)
            folder.chmod(0o711)
            times.append(_demo(folder))
    slowest = max(times)
    told = "the demonstration home"
    yield against(
        "B11",
        "make demo to the first page",
        slowest,
        "s",
        "60 s",
        slowest <= 60,
        spread=spread(times),
        data=told,
    )
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        times = _restarts(folder)
    slowest = max(times)
    yield against(
        "B11",
        "kith serve, restart",
        slowest,
        "s",
        "3 s",
        slowest <= 3,
        spread=spread(times),
        data="no people",
    )


def _demo(folder: Path) -> float:
    port = free_port()
    begun = time.perf_counter()
    with _begun(["make", "demo", f"PORT={port}", f"DATA={folder / 'data'}"], folder):
        until(lambda: _shows(port), "the first page is shown", seconds=300)
        return time.perf_counter() - begun


def _restarts(folder: Path) -> list[float]:
    """From the wish to stop to the next answer, database and sequencer included."""
    port, times = free_port(), []
    kith = [sys.executable, "-m", "kith.cli"]
    os.environ["PYTHONPATH"] = str(places.CLONE / "src")
    before = dict(os.environ)
    os.environ["KITH_DATA"] = str(folder / "data")
    try:
        subprocess.run([*kith, "migrate", "--quiet"], check=True)
        for _ in range(PASSES + 1):
            begun = time.perf_counter()
            with _begun([*kith, "serve", "--port", str(port)], folder):
                until(lambda: _shows(port, "/health"), "it answers", seconds=120)
                times.append(time.perf_counter() - begun)
                begun = time.perf_counter()
            times[-1] += time.perf_counter() - begun
    finally:
        os.environ.clear()
        os.environ.update(before)
    return times[1:]  # the first one was a start


class _begun:
    """A command that runs inside the block and is stopped, in good order, at its end."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._command = command
        self._log = folder / "log"

    def __enter__(self) -> None:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, cwd=places.CLONE, stdout=log, stderr=log, process_group=0
            )

    def __exit__(self, *error: object) -> None:
        os.killpg(self._process.pid, signal.SIGINT)
        self._process.wait(120)


def _shows(port: int, page: str = "/") -> bool:
    try:
        return (
            httpx.get(f"http://localhost:{port}{page}", follow_redirects=True, timeout=30).status_code == 200
        )
    except httpx.HTTPError:
        return False
