"""Placing and sealing what was loaded, where no sequencer runs yet."""

import psycopg

from kith.record import sequencer


def seal_all(worker: str) -> int:
    """Give every pending change its place in the feed, and seal it and every look. Answers how many changes.

    `worker` is the worker's connection words. A sequencer that runs already is waited for as it is by another.
    """
    done = 0
    with psycopg.connect(worker, autocommit=True) as connection:
        sequencer.catch_up_anchor(connection)
        while placed := sequencer.drain(connection):
            done += placed
        while sequencer.seal_looks(connection):
            pass
    return done
