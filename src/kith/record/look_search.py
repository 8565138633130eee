"""Searches looks over years, newest first, by who looked, when, how and in which role; row security tells the rest.

Months outside the days asked for are left out; by staff or kind an index serves, in the order in which they are told.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kith.record.connection import Cursor
from kith.record.look_pages import COLUMNS, Place, numbered
from kith.record.looks import Look, LookKind


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; what is not given limits nothing. From `since` up to, not including, `until`."""

    staff: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    kind: LookKind | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One look, its number, and at whom, of those of whom the session may be told."""

    number: int
    look: Look
    patients: list[UUID]


def page_sought(cursor: Cursor, sought: Sought, *, limit: int, after: Place | None = None) -> list[Seen]:
    """Up to `limit` looks, newest first, those after a place only; one that shows nobody of ours is not told."""
    where, values = conditions(sought, after)
    rows = cursor.execute(statement(where), [*values, limit]).fetchall()
    return [Seen(row[1], numbered(row).look, row[10]) for row in rows]


def statement(where: str) -> str:
    """The search as SQL."""
    return (
        f"select {COLUMNS}, array(select p.patient from look_person p where p.at = l.at and p.number = l.number)"  # noqa: S608 - our own words
        f" from look l where {where} order by l.at desc, l.number desc limit %s"
    )


def conditions(sought: Sought, after: Place | None) -> tuple[str, list[Any]]:
    """What a look must be, and the values for it."""
    given = [
        ("l.staff = %s", sought.staff),
        ("l.at >= %s", sought.since),
        ("l.at < %s", sought.until),
        ("l.kind = %s::smallint", int(sought.kind) if sought.kind else None),
        ("l.role = %s", sought.role or None),
        ("l.at <= %s", after[0] if after else None),  # lets months be left out, which the next cannot
    ]
    parts = [condition for condition, value in given if value is not None]
    values = [value for _, value in given if value is not None]
    if after:
        parts.append("(l.at, l.number) < (%s, %s)")
        values += after
    return " and ".join(parts) or "true", values
