"""What has changed about people since a place in the feed, each resource once, as it stands now.

Places in the feed, not times, say what is new to a reader: an entry that is written down, sent or committed late
gets its place late, whatever time it is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kith.record.connection import Cursor
from kith.record.reading import COLUMNS, stored_from
from kith.record.stored import Stored
from kith.record.types import type_number

VERSION, RELABELLED = 1, 2
"""Of what the feed tells (sql/tables.sql), what shows somebody something new."""

_ASKED = "unnest(%s::uuid[], %s::bigint[], %s::timestamptz[]) a(patient, after, since)"
_MOMENT = f"case when f.what = {RELABELLED} then f.at else f.recorded end"
_FROM = f"case when f.what = {RELABELLED} then 1 else f.version end"  # who may see it only now, sees all of it anew
_NEW = (
    "f.patient = a.patient and f.position > a.after and f.position <= %s"
    f" and {_MOMENT} >= a.since and f.what in ({VERSION}, {RELABELLED})"
)
FIND = f"""
    with new as (
      select f.id, min({_FROM}) as first, max(f.position) as position
      from {_ASKED} join feed f on {_NEW} group by f.id)
    select n.first, n.position, {COLUMNS}
    from new n join current c on c.id = n.id
    join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded
    where c.type = any(%s) order by n.position
"""  # noqa: S608 - our own words
WHICH = f"""
    select a.patient, f.id, min({_FROM})
    from {_ASKED} join feed f on {_NEW} join current c on c.id = f.id
    where c.type = any(%s) group by a.patient, f.id
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Since:
    """What counts as new about one Patient: places after `after`, and nothing recorded before `since`."""

    patient: UUID
    after: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A resource of which something is new, as it stands now."""

    stored: Stored
    position: int
    """The newest of its places in the feed."""
    first: int
    """The oldest of its versions that is new: 1 when the whole resource is."""

    @property
    def whole(self) -> bool:
        """Whether nothing of the resource was there before."""
        return self.first == 1


@dataclass(frozen=True, slots=True)
class New:
    """That something of a resource is new, and `first`, the oldest version of it that is."""

    patient: UUID
    id: UUID
    first: int


def find(cursor: Cursor, wanted: Sequence[Since], *, upto: int, types: Sequence[str]) -> list[Change]:
    """The changes that the session may see, up to and including a place in the feed, in the feed's order."""
    if not wanted:
        return []
    rows = cursor.execute(FIND, _values(wanted, upto, types), prepare=True).fetchall()
    return [Change(stored_from(row[2:]), row[1], row[0]) for row in rows]


def which(cursor: Cursor, wanted: Sequence[Since], *, upto: int, types: Sequence[str]) -> list[New]:
    """What `find` would find, without reading any of it."""
    if not wanted:
        return []
    rows = cursor.execute(WHICH, _values(wanted, upto, types), prepare=True).fetchall()
    return [New(*row) for row in rows]


def _values(wanted: Sequence[Since], upto: int, types: Sequence[str]) -> tuple[Any, ...]:
    return (
        [each.patient for each in wanted],
        [each.after for each in wanted],
        [each.since for each in wanted],
        upto,
        [type_number(type) for type in types],
    )
