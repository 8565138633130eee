"""PostgreSQL without an administrator, as whoever runs these tests: root, or an ordinary user."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from kith.ops import places
from kith.ops.postgres import LauncherError, Server, programs
from kith.ops.postgres.account import runner
from tests.support.waiting import until

INSTALLED = sorted({found.major for found in programs.installed(runner())})


@pytest.fixture
def server(open_folder: Path) -> Iterator[Server]:
    """A server of this test's own."""
    made = Server(open_folder / "data")
    made.start()
    yield made
    made.stop("immediate")


def _ask(dsn: str, question: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(question).fetchone()
        assert row is not None
        return row[0]


def test_it_is_private_and_checked(server: Server) -> None:
    """No TCP, no trust, checksums, UTF-8 in the C locale, and not root's."""
    expected = {
        "listen_addresses": "",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "lc_collate": "C",
        "TimeZone": "UTC",
        "password_encryption": "scram-sha-256",
    }
    row = "(select datcollate from pg_database where datname = current_database())"
    for name, value in expected.items():
        told = _ask(
            server.dsn("app"), f"select {row if name == 'lc_collate' else f'current_setting({name!r})'}"
        )
        assert (name, told) == (name, value)
    rules = [line.split() for line in (server.cluster / "pg_hba.conf").read_text().splitlines()]
    assert {rule[-1] for rule in rules if rule and not rule[0].startswith("#")} == {"scram-sha-256"}
    assert server.cluster.stat().st_uid == runner().uid != 0
    assert places.socket_folder(server.data).stat().st_mode & 0o777 == 0o700


def test_a_wrong_password_is_refused_and_the_right_one_is_private(server: Server) -> None:
    """Nobody is let in for being on the same machine."""
    assert _ask(server.dsn("app"), "select current_user") == "kith_app"
    for wrong in ("wrong", ""):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(make_conninfo(server.dsn("app"), password=wrong))


@pytest.mark.parametrize("major", INSTALLED)
def test_the_folder_decides_which_programs_run(open_folder: Path, major: int) -> None:
    """A folder made by one version is never started with another."""
    first = Server(open_folder / "data", wanted=major)
    first.start()
    first.stop()
    again = Server(open_folder / "data")
    again.start()
    version = _ask(again.dsn("owner"), "select current_setting('server_version_num')::int / 10000")
    again.stop()
    assert version == major


def test_a_version_that_nobody_has_is_said_in_a_sentence(open_folder: Path) -> None:
    """The sentence names the version to install."""
    (open_folder / "PG_VERSION").write_text("12\n")
    with pytest.raises(LauncherError, match="needs PostgreSQL 12, which is not on this machine"):
        programs.choose(open_folder, runner())


def test_locks_of_a_killed_server_do_not_keep_it_from_starting(server: Server) -> None:
    """Even when the killed server's number lives again, as another program of the same account."""
    _kill(server)
    account = runner()
    other = {"user": account.uid, "group": account.gid} if account.is_other else {}
    with subprocess.Popen(["sleep", "60"], cwd="/", **other) as living:  # type: ignore[call-overload]
        try:
            lines = (server.cluster / "postmaster.pid").read_text().splitlines()
            (server.cluster / "postmaster.pid").write_text("\n".join([str(living.pid), *lines[1:]]) + "\n")
            server.start()
            assert _ask(server.dsn("app"), "select 1") == 1
        finally:
            living.kill()


def test_a_killed_initdb_does_not_keep_it_from_starting(open_folder: Path) -> None:
    """Half a cluster is thrown away, never started."""
    (open_folder / "data" / "postgres.new").mkdir(parents=True)
    (open_folder / "data" / "postgres.new" / "PG_VERSION").write_text("18\n")
    (open_folder / "data").chmod(0o711)
    server = Server(open_folder / "data")
    server.start()
    assert _ask(server.dsn("app"), "select 1") == 1
    server.stop()


def test_a_closed_folder_is_refused_in_a_sentence(open_folder: Path) -> None:
    """Root's service account cannot pass through; an ordinary user cannot make anything there."""
    closed = open_folder / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(LauncherError, match=r"(cannot reach|cannot be used).* with DATA="):
        Server(closed / "data").start()


def test_a_long_path_gets_a_short_socket(open_folder: Path) -> None:
    """The operating system takes 107 bytes; people's folders are longer."""
    deep = open_folder.joinpath(*["a-folder-with-a-long-name"] * 5)
    for folder in (deep, *deep.parents[:4]):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711)
    server = Server(deep / "data")
    server.start()
    assert _ask(server.dsn("app"), "select 1") == 1
    server.stop()
    places.socket_folder(server.data).rmdir()


def test_a_closed_umask_does_not_lock_the_account_out(open_folder: Path) -> None:
    """Administrators often work with umask 077."""
    before = os.umask(0o077)
    try:
        server = Server(open_folder / "data")
        server.start()
    finally:
        os.umask(before)
    assert _ask(server.dsn("app"), "select 1") == 1
    server.stop()


HOLD = """
import os, sys, psycopg
from kith.ops import config
from kith.ops.postgres import database_running
with database_running():
    with psycopg.connect(config.dsn("app")) as connection:
        connection.execute("select 1")
    print("up", flush=True)
    sys.stdin.read()
"""


def _holder(data: Path) -> subprocess.Popen[str]:
    """A process that uses the database until its standard input ends."""
    environment = {name: value for name, value in os.environ.items() if name != "KITH_DATABASE_URL"}
    environment |= {"KITH_DATA": str(data), "PYTHONPATH": str(places.CLONE / "src")}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", HOLD], env=environment, **pipes)  # type: ignore[call-overload, no-any-return]


def _up(holder: subprocess.Popen[str]) -> bool:
    assert holder.stdout is not None
    return holder.stdout.readline() == "up\n"


def test_processes_that_start_at_once_share_one_server(open_folder: Path) -> None:
    """All of them get it; the last to leave stops it."""
    data = open_folder / "data"
    holders = [_holder(data) for _ in range(3)]
    assert all(_up(holder) for holder in holders)
    server = Server(data)
    pid = server.pid
    for holder in holders[:2]:
        holder.communicate()
    assert server.pid == pid is not None
    holders[2].communicate()
    assert server.pid is None
    assert (server.cluster / "PG_VERSION").exists()


def test_a_server_left_by_a_killed_process_is_taken_over(open_folder: Path) -> None:
    """And stopped by the process that took it over."""
    data = open_folder / "data"
    first = _holder(data)
    assert _up(first)
    first.kill()
    first.communicate()
    server = Server(data)
    pid = server.pid
    assert pid is not None
    second = _holder(data)
    assert _up(second)
    assert server.pid == pid
    second.communicate()
    assert server.pid is None


def _kill(server: Server) -> None:
    from kith.ops.postgres import stale

    for pid in [pid for pid in stale.pids() if stale.works_in(pid, server.cluster)]:
        subprocess.run(["kill", "-KILL", str(pid)], check=False)
    until(lambda: server.pid is None, "the server is gone")
