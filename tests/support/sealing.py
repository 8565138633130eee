"""Waiting for the seals, which come after what they seal."""

from typing import Any

import psycopg

from kith.record import anchor
from tests.support.waiting import until


def until_anchored(owner: psycopg.Connection[Any]) -> None:
    """Returns when there is a seal, and the newest one's head stands in the anchor's file."""

    def caught_up() -> bool:
        row = owner.execute("select max(number) from seal").fetchone()
        head = anchor.last_head(anchor.anchor_file())
        return row is not None and head is not None and head.seal == row[0]

    until(caught_up, "the anchor has the last head", 120)
