"""`kith demo`, from nothing to a page, stopped, and shown again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from kith.ops import config, places
from kith.ops.postgres import Server
from tests.support.live import free_port
from tests.support.waiting import until


@pytest.fixture
def data(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, named to `kith demo` by the environment."""
    monkeypatch.delenv("KITH_DATABASE_URL", raising=False)
    monkeypatch.setenv("KITH_DATA", str(open_folder / "data"))
    return open_folder / "data"


@contextmanager
def shown(log: Path) -> Iterator[str]:
    """A running `kith demo`, once it says that it is ready; ended as Ctrl-C does. Gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "kith.cli", "demo", "--port", str(port), "--workers", "1"]
    with log.open("wb") as out:
        environment = {**os.environ, "PYTHONPATH": str(places.CLONE / "src")}
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, process_group=0)
    try:
        ready = f"Kith is ready at http://localhost:{port}\n"
        until(lambda: "Ctrl-C" in log.read_text() or process.poll() is not None, "it says so", seconds=180)
        assert ready in log.read_text(), log.read_text()
        yield f"http://localhost:{port}"
    finally:
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 0, log.read_text()


def entries() -> int:
    """How many versions the store holds, asked as its owner."""
    with psycopg.connect(config.dsn("owner")) as connection:
        row = connection.execute("select count(*) from version").fetchone()
        assert row is not None
        return int(row[0])


def answering() -> set[str]:
    """The roles of the connections that stay open between requests: the server's own, and the sequencer's."""
    with psycopg.connect(config.dsn("owner")) as connection:
        query = (
            "select distinct usename from pg_stat_activity where datname = 'kith' and pid <> pg_backend_pid()"
        )
        return {role for (role,) in connection.execute(query)} - {"kith_worker"}


def test_it_shows_a_home_stops_cleanly_and_keeps_what_is_there(data: Path, tmp_path: Path) -> None:
    """The sign-ins are printed, the pages load, Ctrl-C stops the database too, and a second run loads nothing."""
    with shown(tmp_path / "first") as address:
        page = httpx.get(address, follow_redirects=True)
        assert page.status_code == 200
        assert "Sign in" in page.text
        until(lambda: answering() == {"kith_app"}, "only the server's own role stays connected", 120)
        assert entries() > 8000
        until(
            lambda: "All ninety days" in (tmp_path / "first").read_text(),
            "the older days are there",
            seconds=600,
        )
        loaded = entries()
        assert loaded > 50_000
    assert "eliza" in (tmp_path / "first").read_text()
    assert Server(data).pid is None
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)

    with shown(tmp_path / "second"):
        assert entries() == loaded
    assert "Keeping what is there" in (tmp_path / "second").read_text()
