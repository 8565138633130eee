"""What one process of several does: draws days and copies them in. Knows nothing of Django, and so starts quickly."""

from collections.abc import Iterator
from typing import Protocol

import psycopg

from kith.record import loading
from kith.record.loading import New, PastLook

AT_ONCE = 5000
"""Resources in one transaction: nobody else is at work in a store that is being filled."""


class Plan(Protocol):
    """What days are drawn from; a day is a number counted from 0."""

    @property
    def days(self) -> int:
        """How many."""

    def news(self, day: int) -> Iterator[New]:
        """The day's entries."""

    def looks(self, day: int) -> list[PastLook]:
        """The day's looks, in order of time."""


class _Here:
    """What this process needs for every day."""

    plan: Plan
    connection: psycopg.Connection


def begin(plan: Plan, owner: str) -> None:
    """In a new process: keep the plan, and connect as the owner."""
    _Here.plan, _Here.connection = plan, psycopg.connect(owner, autocommit=True)
    # Sealing flushes what came before it; a crash meanwhile means beginning again with an empty store.
    _Here.connection.execute("set synchronous_commit = off")


def day(number: int) -> tuple[int, int]:
    """Copy one day's entries and looks in; answers how many of each."""
    loaded = loading.load(_Here.connection, _Here.plan.news(number), at_once=AT_ONCE)
    return loaded, loading.load_looks(_Here.connection, _Here.plan.looks(number))
