"""Finds one Patient's resources by code and date: plain columns under row security, newest first.

The columns answer most of it; tokens are looked at only where a code may stand in another coding than the
first. `patient` gives the access path (docs/decisions/0002-the-store.md).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from kith.record.connection import Cursor
from kith.record.statuses import DELETED
from kith.record.types import type_number


class Found(NamedTuple):
    """One current version."""

    id: UUID
    version: int
    recorded: datetime
    occurred: datetime | None
    body: str


@dataclass(frozen=True, slots=True)
class Span:
    """`date` with a prefix: the interval that the date stands for, from `low` up to, not including, `high`."""

    prefix: str
    low: datetime
    high: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `first_codes` are hashes that can only be a first coding's; `codes` of any coding."""

    type: str
    patient: UUID
    first_codes: tuple[int, ...] = ()
    codes: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()


# R4 3.1.1.4.7: how the interval of the resource (occurred, occurred_end) must stand to that of the parameter.
# Where the resource has a moment, occurred_end is null and the moment is both its ends.
_WITHIN = "(c.occurred >= %s and c.occurred < %s and (c.occurred_end is null or c.occurred_end <= %s))"
_DATES: dict[str, tuple[str, str]] = {
    "eq": (_WITHIN, "low high high"),
    "ne": (f"not {_WITHIN}", "low high high"),
    "gt": ("(c.occurred >= %s or c.occurred_end > %s)", "high high"),
    "ge": ("(c.occurred >= %s or c.occurred_end > %s)", "low low"),
    "lt": ("c.occurred < %s", "low"),
    "le": ("c.occurred < %s", "high"),
    "sa": ("c.occurred >= %s", "high"),
    "eb": ("coalesce(c.occurred_end <= %s, c.occurred < %s)", "low low"),
}
PREFIXES = frozenset(_DATES)

_SELECT = (
    "select c.id, v.version, v.recorded, c.occurred, v.body"
    " from current c join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded where "
)


def page(
    cursor: Cursor, wanted: Wanted, *, limit: int, after: tuple[datetime, UUID] | None = None
) -> list[Found]:
    """Up to `limit` current resources, newest `occurred` first, those after (occurred, id) only.

    Resources that happened at no known time are not found by this.
    """
    where, values = _conditions(wanted)
    if after is not None:
        where += " and (c.occurred, c.id) < (%s, %s)"
        values = [*values, *after]
    statement = f"{_SELECT}{where} order by c.occurred desc, c.id desc limit %s"
    rows = cursor.execute(statement, [*values, limit], prepare=True).fetchall()
    return [Found(*row) for row in rows]


def count(cursor: Cursor, wanted: Wanted) -> int:
    """How many there are, of those that the session may see."""
    where, values = _conditions(wanted)
    row = cursor.execute(f"select count(*) from current c where {where}", values, prepare=True).fetchone()  # noqa: S608 - our own words
    assert row is not None
    return int(row[0])


def _conditions(wanted: Wanted) -> tuple[str, list[Any]]:
    parts = ["c.patient = %s", "c.type = %s::smallint", f"c.status <> {DELETED}", "c.occurred is not null"]
    values: list[Any] = [wanted.patient, type_number(wanted.type)]
    if wanted.first_codes and not wanted.codes:
        parts.append("c.code = any(%s)")
        values.append(list(wanted.first_codes))
    elif wanted.codes:
        parts.append("(c.code = any(%s) or c.tokens && %s::bigint[])")
        values += [list(wanted.first_codes), list(wanted.codes)]
    for span in wanted.spans:
        condition, ends = _DATES[span.prefix]
        parts.append(condition)
        values += [getattr(span, end) for end in ends.split()]
    return " and ".join(parts), values
