"""Waiting for the seals, which come after what they seal."""

from typing import Any

import psycopg

from kith.record import anchor
from tests.support.waiting import until


def until_anchored(owner: psycopg.Connection[Any]) -> None:
    """Returns when there is a seal, and the newest one's head stands in the anchor's file."""

    def caught_up() -> bool:
        head = anchor.last_head(anchor.anchor_file())
        return head is not None and head.seal == newest(owner)

    try:
        until(caught_up, "the anchor has the last head", 120)
    except AssertionError as late:
        raise AssertionError(f"{late}\n{how_it_stands(owner)}") from None


def newest(owner: psycopg.Connection[Any]) -> int | None:
    """The number of the newest seal; None before the first."""
    row = owner.execute("select max(number) from seal").fetchone()
    return row[0] if row else None


def how_it_stands(owner: psycopg.Connection[Any]) -> str:
    """What kept the seals or their heads back, in lines: counts, and who holds or waits for what."""
    pending = owner.execute("select count(*) from feed_pending").fetchone()
    head = anchor.last_head(anchor.anchor_file())
    at_work = owner.execute(
        "select usename, state, wait_event_type, wait_event, pg_blocking_pids(pid), left(query, 80)"
        " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    ).fetchall()
    told = [
        f"pending {pending}, newest seal {newest(owner)}, head {head} in {anchor.anchor_file()}",
        *at_work,
    ]
    return "\n".join(map(str, told))
