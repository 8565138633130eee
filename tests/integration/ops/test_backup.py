"""A backup, the data destroyed, a restore: every byte back, to the moment asked for."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from kith.ops import places
from kith.ops.postgres import Server
from kith.record import anchor, attachments, destruction
from kith.record.verify import verify
from kith.record.writing import put
from tests.support.feeding import drained
from tests.support.stores import wanted_version
from tests.support.waiting import until
from tests.support.world import Worker, World, drink, patient

pytestmark = pytest.mark.store


class Home:
    """A Kith with a server, keys and a backup of its own; the keys are files, so that destroying them counts."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.backup = folder / "backup"
        self.key = folder / "key"
        self.server = Server(self.data, wanted=wanted_version())
        self.server.start()
        self.kith("migrate", "--quiet")
        self.public = self.kith("backup", "--new-key", str(self.key)).split()[2]

    def kith(self, *words: str, fails: bool = False) -> str:
        """Runs the kith command over this home, and gives back what it said."""
        told = subprocess.run(
            [sys.executable, "-m", "kith.cli", *words],
            env=self._environment(),
            capture_output=True,
            text=True,
        )
        self._up()
        assert bool(told.returncode) == fails, told.stdout + told.stderr
        return told.stdout + told.stderr

    @contextmanager
    def backing_up(self) -> Iterator[None]:
        """A running `kith backup`, from its first whole copy on."""
        words = ["backup", "--to", str(self.backup), "--key", self.public, "--every", "0.2"]
        process = subprocess.Popen([sys.executable, "-m", "kith.cli", *words], env=self._environment())
        try:
            until(
                lambda: (self.data / "backup.json").exists() or process.poll() is not None,
                "a copy is made",
                60,
            )
            assert process.poll() is None
            yield
        finally:
            process.terminate()
            assert process.wait(60) == 0
            self._up()

    def wait_until_shipped(self) -> None:
        """Everything written until now is in the backup: two shipments have finished since."""
        said = self.data / "backup.json"
        for _ in range(2):
            before = said.read_text()
            until(partial(_differs, said, before), "it is shipped")

    def destroy(self, *, keep_anchor: bool = True) -> None:
        """Everything on this machine is gone; the anchor is elsewhere."""
        self.server.stop("immediate")
        if keep_anchor:
            shutil.copytree(self.data / "anchor", self.backup.parent / "anchor")
        shutil.rmtree(self.data)
        if keep_anchor:
            self.data.mkdir()
            (self.backup.parent / "anchor").rename(self.data / "anchor")

    def restore(self, *words: str, fails: bool = False) -> str:
        """Runs kith restore."""
        return self.kith("restore", "--from", str(self.backup), "--key", str(self.key), *words, fails=fails)

    def _up(self) -> None:
        """The last process that uses a server stops it: starts it again for the test itself."""
        if (self.data / "postgres").exists():
            self.server.start()

    def worker(self) -> Worker:
        """Somebody who may record."""
        return World(self.server.dsn("app")).worker()

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(places.CLONE / "src")}


@pytest.fixture
def home(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home of this test's own."""
    for name in [name for name in os.environ if name.startswith("KITH_SECRET_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("KITH_DATABASE_URL", raising=False)
    monkeypatch.setenv("KITH_DATA", str(open_folder / "data"))
    made = Home(open_folder)
    yield made
    made.server.stop("immediate")


def _differs(path: Path, text: str) -> bool:
    return path.read_text() != text


def everything(dsn: str) -> dict[str, str]:
    """A hash of every row of every table."""
    with psycopg.connect(dsn) as connection:
        tables = connection.execute(
            "select tablename from pg_tables where schemaname = 'public' order by tablename"
        ).fetchall()
        return {name: _hash_of_table(connection, name) for (name,) in tables}


def _hash_of_table(connection: psycopg.Connection[Any], name: str) -> str:
    rows = connection.execute(
        sql.SQL("select t::text from {} t order by 1").format(sql.Identifier(name))
    ).fetchall()
    return hashlib.sha256("\n".join(row[0] for row in rows).encode()).hexdigest()


def record_morning(home: Home) -> str:
    """A person, some drinks and a paper note, sealed; gives back the note's name in storage."""
    eliza = home.worker()
    person = patient()
    eliza.may(person["id"])
    eliza.put(person)
    for taken in range(3):
        eliza.put(drink(person["id"], taken=str(100 + taken)))
    name = put_paper(eliza, drink(person["id"]), b"A note that was written on paper.")
    drained(home.server.dsn("worker"))
    return name


def put_paper(worker: Worker, entry: dict[str, Any], content: bytes) -> str:
    """An entry with a file, in one transaction; gives back the file's name in storage."""
    kept = attachments.keep(content)
    with worker.transaction() as cursor:
        put(cursor, json.dumps(entry), id=UUID(entry["id"]), labels=worker.labels(), author=worker.staff)
        attachments.attach(cursor, UUID(entry["id"]), 1, kept)
    return kept.name


def now(home: Home) -> datetime:
    """The database's own clock."""
    with psycopg.connect(home.server.dsn("owner")) as connection:
        row = connection.execute("select clock_timestamp()").fetchone()
        assert row is not None
        moment: datetime = row[0]
        return moment


def assert_sound(home: Home, restores: int) -> None:
    """Seals, rows and files agree, and the anchor knows of the restores."""
    with psycopg.connect(home.server.dsn("owner"), autocommit=True) as connection:
        report = verify(connection, anchor.anchor_file())
    assert (report.findings, report.restores) == ([], restores)


def test_every_byte_comes_back_to_the_moment_asked_for(home: Home) -> None:
    """First to a moment before the last entries, then, from the same backup, with them."""
    with home.backing_up():
        name = record_morning(home)
        content = attachments.load(name)
        morning, moment = everything(home.server.dsn("owner")), now(home)
        record_morning(home)
        evening = everything(home.server.dsn("owner"))
        home.wait_until_shipped()
    assert morning != evening

    home.destroy()
    home.restore("--at", moment.isoformat())
    assert everything(home.server.dsn("owner")) == morning
    assert attachments.load(name) == content
    assert_sound(home, restores=1)

    home.destroy(keep_anchor=False)
    home.restore()
    assert everything(home.server.dsn("owner")) == evening
    assert_sound(home, restores=1)


def test_a_copy_alone_restores_and_says_what_it_cannot(home: Home) -> None:
    """`--once` restores to its end; what is asked beyond it, or with a wrong key, is refused in a sentence."""
    record_morning(home)
    before = now(home)
    whole = everything(home.server.dsn("owner"))
    home.kith("backup", "--to", str(home.backup), "--key", home.public, "--once")
    assert "There is a database" in home.restore(fails=True)

    home.destroy()
    home.kith("backup", "--new-key", str(home.key.with_name("wrong")))
    wrong = home.kith(
        "restore", "--from", str(home.backup), "--key", str(home.key.with_name("wrong")), fails=True
    )
    assert "does not open with this key" in wrong
    assert "nothing before it is held" in home.restore("--at", before.isoformat(), fails=True)
    assert "ends before" in home.restore("--at", "2036-01-01T00:00", fails=True)
    home.restore()
    assert everything(home.server.dsn("owner")) == whole


def test_what_was_lawfully_destroyed_does_not_come_back(home: Home) -> None:
    """Neither its body nor its file, although the moment asked for was before; and it is no attack."""
    with home.backing_up():
        eliza = home.worker()
        manager = World(home.server.dsn("app")).worker(custodian=eliza.custodian)
        person = patient()
        for who in (eliza, manager):
            who.may(person["id"])
        eliza.put(person)
        gone = drink(person["id"])
        name = put_paper(eliza, gone, b"A letter.")
        drained(home.server.dsn("worker"))
        moment = now(home)
        with eliza.transaction() as cursor:
            number = destruction.ask(cursor, gone["id"], rule="retention: 8 years", reason="the time is over")
        with manager.transaction() as cursor:
            destruction.confirm(cursor, number, gone["id"])
        drained(home.server.dsn("worker"))
        home.wait_until_shipped()

    home.destroy()
    assert "1 lawful destructions were done again" in home.restore("--at", moment.isoformat())
    with psycopg.connect(home.server.dsn("owner")) as connection:
        bodies = connection.execute("select body from version where id = %s", [gone["id"]]).fetchall()
        certificate = connection.execute("select rule, done_at is not null from destruction").fetchall()
    assert (bodies, certificate) == ([(None,)], [("retention: 8 years", True)])
    assert not (attachments.folder() / name).exists()
    drained(home.server.dsn("worker"))
    assert_sound(home, restores=1)


def test_nothing_readable_lies_in_a_backup(home: Home) -> None:
    """Neither a body nor a key nor a password, in any file."""
    record_morning(home)
    home.kith("backup", "--to", str(home.backup), "--key", home.public, "--once")
    secrets = [path.read_bytes() for path in (home.data / "secrets").iterdir()]
    for path in [path for path in home.backup.rglob("*") if path.is_file() and path.name != "about.json"]:
        content = path.read_bytes()
        assert b"Observation" not in content
        assert not any(secret in content for secret in secrets)
    about = json.loads(next(home.backup.rglob("about.json")).read_text())
    assert set(about) == {"begun", "finished"}
