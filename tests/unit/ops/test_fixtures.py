"""The databases that tests are given."""

from typing import Any

import psycopg
import pytest

from kith.ops import config
from tests.support.stores import DurableServer, wanted_version

pytestmark = pytest.mark.store


def test_each_role_signs_in_as_itself(app_dsn: str, worker_dsn: str, owner_dsn: str) -> None:
    """No fixture gives a stronger role than it says."""
    for dsn, name in ((app_dsn, "kith_app"), (worker_dsn, "kith_worker"), (owner_dsn, "kith_owner")):
        with psycopg.connect(dsn) as connection:
            row = connection.execute(
                "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
            ).fetchone()
        assert row == (name, False, False)


def test_the_database_is_migrated(owner: psycopg.Connection[Any]) -> None:
    """Migrations ran, and the owner owns what they made."""
    owners = owner.execute("select distinct tableowner from pg_tables where schemaname = 'public'").fetchall()
    assert owners == [("kith_owner",)]


def test_django_speaks_to_the_same_database(store_url: str, owner: psycopg.Connection[Any]) -> None:
    """Django's connection is the module's database, as the application."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select current_database(), current_user")
        found = cursor.fetchone()
    row = owner.execute("select current_database()").fetchone()
    assert row is not None
    assert found == (row[0], "kith_app")
    with psycopg.connect(config.dsn("worker")) as worker:
        assert worker.info.dbname == row[0]


def test_the_server_is_the_one_asked_for(owner: psycopg.Connection[Any]) -> None:
    """KITH_TEST_PG=15 really tests on 15."""
    assert owner.info.server_version // 10_000 == (wanted_version() or 18)


def test_a_killed_server_keeps_what_it_acknowledged(durable_server: DurableServer) -> None:
    """The durable server is durable, and starts again after a kill."""
    with psycopg.connect(durable_server.dsn(), autocommit=True) as connection:
        assert connection.execute("show fsync").fetchone() == ("on",)
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept values (1)")
        durable_server.kill()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
    durable_server.start()
    with psycopg.connect(durable_server.dsn()) as connection:
        assert connection.execute("select n from kept").fetchall() == [(1,)]
