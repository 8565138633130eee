"""Drains the feed to its end, as the sequencer would in its own time."""

import psycopg

from kith.record import sequencer


def drained(worker_dsn: str) -> None:
    """Place and seal every change and look that stands."""
    with psycopg.connect(worker_dsn, autocommit=True) as connection:
        while sequencer.drain(connection) or sequencer.seal_looks(connection):
            pass
