"""`kith serve` over a database in which there is nothing at all."""

import os

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from kith.ops import config
from tests.support.live import LiveKith
from tests.support.stores import as_url

pytestmark = pytest.mark.usefixtures("store_url")


def test_it_makes_the_tables_and_prints_the_code_until_somebody_has_begun(test_server: str) -> None:
    name = f"kith_{os.getpid()}_bare"
    with psycopg.connect(test_server, autocommit=True) as server:
        server.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    kith = LiveKith(as_url(make_conninfo(test_server, dbname=name)), config.data_folder())
    kith.start()
    kith.stop()
    assert kith.log.count("The code that begins: ") == 1
    with psycopg.connect(kith.dsn("owner")) as owner:
        owner.execute(
            "insert into directory_organization (id, name, active) values (gen_random_uuid(), 'x', true)"
        )
    kith.start()
    kith.stop()
    assert kith.log.count("The code that begins: ") == 1
    assert kith.log.count("Kith is ready") == 2
