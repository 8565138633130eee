"""What one process of several does: draws days and copies them in. Knows nothing of Django, and so starts quickly."""

import psycopg

from kith.care.generation import entries
from kith.care.generation.entries import Plan
from kith.record import loading

AT_ONCE = 5000
"""Resources in one transaction: nobody else is at work in a store that is being filled."""


class _Here:
    """What this process needs for every day."""

    plan: Plan
    connection: psycopg.Connection


def begin(plan: Plan, owner: str) -> None:
    """In a new process: keep the plan, and connect as the owner."""
    _Here.plan, _Here.connection = plan, psycopg.connect(owner, autocommit=True)
    # Sealing flushes what came before it; a crash meanwhile means beginning again with an empty store.
    _Here.connection.execute("set synchronous_commit = off")


def day(number: int) -> int:
    """Copy one day's entries and looks in; answers how many looks."""
    loading.load(_Here.connection, entries.news(_Here.plan, number), at_once=AT_ONCE)
    return loading.load_looks(_Here.connection, entries.looks(_Here.plan, number))
