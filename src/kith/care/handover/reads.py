"""Reading and acknowledging: how far each reader has read, and who has. The rules are in sql/reads.sql."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.care.handover.since import Read, Spell
from kith.record.connection import cursor


@dataclass(frozen=True)
class Reader:
    """Somebody who has read what the viewer can see of a person, and when they first had."""

    staff: UUID
    at: datetime


def head() -> int:
    """Where the feed stands. Never sent to a browser in the open: see decision 0055."""
    row = cursor().execute("select handover_head()", prepare=True).fetchone()
    return int(row[0]) if row else 0


def floor(since: datetime) -> int:
    """A place before everything that was recorded since a moment: what comes before it need not be looked at."""
    row = cursor().execute("select handover_floor(%s)", (since,), prepare=True).fetchone()
    return int(row[0]) if row else 0


def upto(patients: Sequence[UUID]) -> dict[UUID, Read]:
    """How far the viewer has read about each of these people; nobody who was never read."""
    rows = cursor().execute("select * from handover_upto(%s)", (list(patients),), prepare=True).fetchall()
    return {row.patient: Read(row.upto, row.at) for row in rows}


def mark(patients: Sequence[UUID], position: int) -> int:
    """Keep that the viewer has read about these people up to a place in the feed; answers of how many."""
    row = cursor().execute("select handover_mark(%s, %s)", (list(patients), position)).fetchone()
    return int(row[0]) if row else 0


def readers(seen: Mapping[UUID, int], since: datetime) -> dict[UUID, list[Reader]]:
    """Who has read each person's part since then, at least up to the place that the viewer can see of it."""
    rows = (
        cursor()
        .execute(
            "select * from handover_readers(%s, %s, %s)",
            (list(seen), list(seen.values()), since),
            prepare=True,
        )
        .fetchall()
    )
    found: dict[UUID, list[Reader]] = {}
    for row in sorted(rows, key=lambda row: row.at):
        found.setdefault(row.patient, []).append(Reader(row.staff, row.at))
    return found


def on_shift() -> set[UUID]:
    """Who is signed in at the viewer's service now."""
    return {row[0] for row in cursor().execute("select * from handover_on_shift()").fetchall()}


def spells(since: datetime) -> list[Spell]:
    """When the viewer signed in and out at this service since then, this time included."""
    rows = cursor().execute("select * from handover_spells(%s)", (since,), prepare=True).fetchall()
    return [Spell(row.started, row.ended) for row in rows]
