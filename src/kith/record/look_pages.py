"""Looks a page at a time, newest first. Row security tells of looks at one's own organisation's people and no others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kith.record.connection import Cursor
from kith.record.looks import Look, LookKind
from kith.record.search.finding import Span

Place = tuple[datetime, int]
"""When a look was, and its number: the order in which looks are told."""

COLUMNS = "l.at, l.number, l.kind, l.staff, l.role, l.custodian, l.purpose, l.face, l.asked, l.depth"
_ABOUT = f"select {COLUMNS} from look_person p join look l on l.at = p.at and l.number = p.number where p.patient = %s"  # noqa: S608 - our own words

# R4 3.1.1.4.7 for a moment: how it must stand to the interval of the parameter.
_DATES: dict[str, tuple[str, str]] = {
    "eq": ("p.at >= %s and p.at < %s", "low high"),
    "ne": ("not (p.at >= %s and p.at < %s)", "low high"),
    "gt": ("p.at >= %s", "high"),
    "ge": ("p.at >= %s", "low"),
    "lt": ("p.at < %s", "low"),
    "le": ("p.at < %s", "high"),
    "sa": ("p.at >= %s", "high"),
    "eb": ("p.at < %s", "low"),
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """One look and its number, which with its moment tells it from every other."""

    number: int
    look: Look


def page_about(
    cursor: Cursor, patient: UUID, spans: Sequence[Span] = (), *, limit: int, after: Place | None = None
) -> list[Numbered]:
    """Up to `limit` looks at one Patient, newest first, those after a place only."""
    parts: list[str] = [""]
    values: list[Any] = [patient]
    for span in spans:
        condition, ends = _DATES[span.prefix]
        parts.append(condition)
        values += [getattr(span, end) for end in ends.split()]
    if after is not None:
        parts.append("(p.at, p.number) < (%s, %s) and p.at <= %s")  # the last lets months be left out
        values += [*after, after[0]]
    where = " and ".join(parts)
    rows = cursor.execute(
        f"{_ABOUT}{where} order by p.at desc, p.number desc limit %s", [*values, limit]
    ).fetchall()
    return [numbered(row) for row in rows]


def one_about(cursor: Cursor, patient: UUID, place: Place) -> Numbered | None:
    """One look at one Patient; None where there is none, or none that may be told."""
    row = cursor.execute(f"{_ABOUT} and p.at = %s and p.number = %s", (patient, *place)).fetchone()
    return numbered(row) if row else None


def numbered(row: Any) -> Numbered:
    """The look that a row of `COLUMNS` holds."""
    return Numbered(row[1], Look(row[0], LookKind(row[2]), *row[3:10]))
