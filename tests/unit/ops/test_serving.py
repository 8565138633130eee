"""A running Kith."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from kith.ops.companions import Companion
from kith.ops.postgres import LauncherError
from kith.ops.serving import refuse_taken
from tests.support.live import HOST, LiveKith
from tests.support.waiting import until


def test_it_answers_stops_and_starts_again(live_kith: LiveKith) -> None:
    """A restart serves the same data on the same port."""
    assert httpx.get(f"{live_kith.url}/health").status_code == 200
    live_kith.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{live_kith.url}/health")
    live_kith.start()
    assert httpx.get(f"{live_kith.url}/health").status_code == 200


def test_it_comes_back_after_a_kill(live_kith: LiveKith) -> None:
    """A killed server leaves nothing that keeps the next one from starting."""
    live_kith.kill()
    live_kith.start()
    assert httpx.get(f"{live_kith.url}/health").status_code == 200


def test_a_worker_that_still_loads_ends_when_it_is_told_to() -> None:
    """Its parent's handler, which it begins with, would only make a note."""
    told = (
        "import signal; from kith.ops.serving import loaded; signal.signal(signal.SIGTERM, lambda *_: None);"
    )
    told += "assert loaded('json:dumps')(1) == '1'; signal.raise_signal(signal.SIGTERM); print('still here')"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (-signal.SIGTERM, "")


def test_a_taken_port_is_said_in_a_sentence(live_kith: LiveKith) -> None:
    """Nobody has to read a stack trace to learn that two servers want one port."""
    with pytest.raises(LauncherError, match=f"Port {live_kith.port} is taken"):
        refuse_taken(HOST, live_kith.port)


def test_a_fallen_companion_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sequencer comes back by itself, and ends with the server."""
    marks = tmp_path / "marks"
    (tmp_path / "beside.py").write_text(
        f"import os, signal\nopen({str(marks)!r}, 'a').write(str(os.getpid()) + '\\n')\nsignal.pause()\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:src")
    with Companion("beside", role="worker"):
        until(lambda: len(_pids(marks)) == 1, "it has begun")
        subprocess.run(["kill", f"-{signal.SIGKILL.value}", str(_pids(marks)[0])], check=True)
        until(lambda: len(_pids(marks)) == 2, "it has begun again")
    assert not Path(f"/proc/{_pids(marks)[1]}").exists()


def _pids(marks: Path) -> list[int]:
    return [int(line) for line in marks.read_text().split()] if marks.exists() else []
