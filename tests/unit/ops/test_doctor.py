"""What the doctor says."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from kith.ops.doctor import State, database, examine, machine
from tests.support.stores import DurableServer

pytestmark = pytest.mark.store


def test_a_durable_migrated_database_is_well(durable_server: DurableServer) -> None:
    """Every question about our own server has a good answer."""
    with psycopg.connect(durable_server.dsn(), autocommit=True) as connection:
        found = [check(connection) for check in database.CHECKS]
    subjects = {"database", "checksums", "durability", "clocks", "tables", "backup role"}
    assert {finding.subject for finding in found if finding.state is State.WELL} == subjects


def test_a_forgetful_database_is_wrong(durable_server: DurableServer) -> None:
    """A server that acknowledges before it has written loses entries."""
    with psycopg.connect(durable_server.dsn(), autocommit=True) as connection:
        connection.execute("set synchronous_commit = off")
        assert database.durability(connection).state is State.WRONG


def test_waiting_migrations_are_wrong(durable_server: DurableServer) -> None:
    """The words say what to run."""
    with psycopg.connect(durable_server.dsn()) as connection:
        connection.execute("delete from django_migrations where app = 'record'")
        finding = database.migrations(connection)
        connection.rollback()
    assert finding.state is State.WRONG
    assert "kith migrate" in finding.words


def test_a_database_that_does_not_answer_is_one_finding_of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is examined all the same."""
    monkeypatch.setenv("KITH_DATABASE_URL", "postgresql://kith_owner@/kith?host=/nowhere")
    found = {finding.subject: finding for finding in examine()}
    assert found["database"].state is State.WRONG
    assert "space" in found


def test_keys_that_others_can_read_are_wrong(tmp_path: Path) -> None:
    """The words name the key and the cure."""
    tmp_path.chmod(0o700)
    key = tmp_path / "seal"
    key.touch(mode=0o600)
    assert machine.keys(tmp_path).state is State.WELL
    key.chmod(0o640)
    finding = machine.keys(tmp_path)
    assert finding.state is State.WRONG
    assert "seal" in finding.words


def test_an_old_backup_is_wrong(tmp_path: Path) -> None:
    """A day and two hours is the longest without one."""
    for age, state in ((timedelta(hours=25), State.WELL), (timedelta(hours=27), State.WRONG)):
        finished = (datetime.now(UTC) - age).isoformat()
        (tmp_path / "backup.json").write_text(json.dumps({"finished": finished}))
        assert machine.backups(tmp_path).state is state
