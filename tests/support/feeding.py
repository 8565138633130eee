"""Drains the feed to its end, as the sequencer would in its own time."""

from typing import Any

import psycopg

from kith.record import sequencer
from tests.support.waiting import until

UNSEALED = "select exists (select 1 from look where xid >= (select look_xid from feed_head))"


def drained(worker_dsn: str) -> None:
    """Place and seal every change and look that stands.

    A look is sealed once every transaction as old as its own is over, in all databases of the server: a test that
    runs beside this one may keep it waiting.
    """
    with psycopg.connect(worker_dsn, autocommit=True) as connection:
        until(lambda: _sealed(connection), "every change and look is sealed", seconds=180)


def _sealed(connection: psycopg.Connection[Any]) -> bool:
    while sequencer.drain(connection) or sequencer.seal_looks(connection):
        pass
    return connection.execute(UNSEALED).fetchone() == (False,)
