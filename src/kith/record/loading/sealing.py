"""Placing and sealing what was loaded, where no sequencer runs yet."""

import threading
import time

import psycopg

from kith.record import sequencer

PATIENCE = 60.0
"""Seconds for which a load waits for other people's transactions to end."""


def seal_all(worker: str) -> int:
    """Give every pending change its place in the feed, and seal it and every look. Answers how many changes.

    `worker` is the worker's connection words. A sequencer that runs already is waited for as it is by another.
    A look is sealed once every transaction as old as its own has ended, in any database of the server: those are
    waited for, `PATIENCE` seconds at most. What is left then is the sequencer's, when it next runs.
    """
    done = 0
    with psycopg.connect(worker, autocommit=True) as connection:
        sequencer.catch_up_anchor(connection)
        while placed := sequencer.drain(connection):
            done += placed
        end = time.monotonic() + PATIENCE
        while sequencer.unsealed_looks(connection) and time.monotonic() < end:
            if not sequencer.seal_looks(connection):
                threading.Event().wait(sequencer.IDLE_SECONDS)
    return done
