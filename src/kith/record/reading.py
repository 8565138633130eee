"""Reading: rows come through row security, so what is not allowed is simply not there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from kith.catalogue.categories import Masks
from kith.record.connection import Cursor
from kith.record.statuses import DELETED, ENTERED_IN_ERROR
from kith.record.stored import Stored
from kith.record.types import type_name, type_number

COLUMNS = (
    "c.id, c.type, v.version, v.recorded, c.patient, c.custodian, c.category, c.tier, c.team, c.status, c.occurred,"
    " v.author, v.action, v.session, v.reason, v.body"
)
WITHIN = "(((case when c.gate < 64 then %s::bigint else %s::bigint end) >> (c.gate & 63)) & 1) = 1 and c.team is null"
CURRENT = "from current c join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded"


@dataclass(frozen=True, slots=True)
class Query:
    """What to find. `patients` or `custodian` gives the access path; without one it is slow, never wrong."""

    type: str
    patients: list[UUID] = field(default_factory=list)
    custodian: int | None = None
    codes: list[int] = field(default_factory=list)
    """Hashes of the first coding (`kith.record.search.hashing.token`)."""
    since: datetime | None = None
    until: datetime | None = None
    """`occurred` at or after `since` and before `until`."""
    before: tuple[datetime, UUID] | None = None
    """Continue after this (occurred, id): the last row of the page before."""
    limit: int = 1000
    with_deleted: bool = False
    open_to: Masks | None = None
    """Only what lies within these gates and is restricted to no team: what somebody else would see of it. This narrows
    what the session may see, and never widens it.
    """
    not_barring: list[UUID] = field(default_factory=list)
    """Only what bars none of these."""


def find(cursor: Cursor, query: Query) -> list[Stored]:
    """Current versions that fit, newest `occurred` first. Runs under the session of this transaction."""
    where, values = _conditions(query)
    rows = cursor.execute(
        f"select {COLUMNS} {CURRENT} where {' and '.join(where)} order by c.occurred desc, c.id desc limit %s",  # noqa: S608 - only our own words are spliced
        [*values, query.limit],
        prepare=True,
    ).fetchall()
    return [stored_from(row) for row in rows]


def _conditions(query: Query) -> tuple[list[str], list[Any]]:
    where = ["c.type = %s::smallint"]
    values: list[Any] = [type_number(query.type)]
    optional: list[tuple[str, Any]] = [
        ("c.patient = any(%s)", query.patients or None),
        ("c.custodian = %s::smallint", query.custodian),
        ("c.code = any(%s)", query.codes or None),
        ("c.occurred >= %s", query.since),
        ("c.occurred < %s", query.until),
    ]
    for condition, value in optional:
        if value is not None:
            where.append(condition)
            values.append(value)
    if query.before is not None:
        where.append("(c.occurred, c.id) < (%s, %s)")
        values.extend(query.before)
    if query.open_to is not None:
        where.append(WITHIN)
        values.extend(query.open_to)
    if query.not_barring:
        where.append("(c.barred is null or not c.barred && %s)")
        values.append(query.not_barring)
    if not query.with_deleted:
        where.append(f"c.status <> {DELETED}")
    return where, values


class Wanted(NamedTuple):
    """Resources whose first coding hashes to `code`, from `since` on."""

    code: int
    since: datetime


class Told(NamedTuple):
    """As much of a current version as many are read at once for."""

    patient: UUID
    id: UUID
    code: int
    occurred: datetime
    until: datetime | None
    body: str


SEVERAL = (
    "select c.patient, c.id, c.code, c.occurred, c.occurred_end, v.body"
    " from unnest(%s::bigint[], %s::timestamptz[]) w(code, since)"
    " join current c on c.code = w.code and c.occurred >= w.since"
    " join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded"
    " where c.type = %s::smallint and c.patient = any(%s) and c.status <> all(%s::smallint[])"
)


def find_several(cursor: Cursor, type: str, patients: Sequence[UUID], wanted: Sequence[Wanted]) -> list[Told]:
    """Standing resources of several codes about several people, each code from its own time on, in no order."""
    rows = cursor.execute(SEVERAL, _several(type, patients, wanted), prepare=True).fetchall()
    return [Told(*row) for row in rows if row[5] is not None]


def _several(type: str, patients: Sequence[UUID], wanted: Sequence[Wanted]) -> tuple[object, ...]:
    codes, since = [each.code for each in wanted], [each.since for each in wanted]
    return codes, since, type_number(type), list(patients), [DELETED, ENTERED_IN_ERROR]


FINGERPRINTS = (
    "select c.patient, count(*) as many, sum(uuid_hash_extended(c.id, c.version)) as one,"
    " sum(uuid_hash_extended(c.id, -c.version)) as other"
    " from unnest(%s::bigint[], %s::timestamptz[]) w(code, since)"
    " join current c on c.code = w.code and c.occurred >= w.since"
    " where c.type = %s::smallint and c.patient = any(%s) and c.status <> all(%s::smallint[]) group by c.patient"
)


def fingerprints(
    cursor: Cursor, type: str, patients: Sequence[UUID], wanted: Sequence[Wanted]
) -> dict[UUID, tuple[int, ...]]:
    """What `find_several` would find of each person, as a few numbers: the same for the same ids and versions.

    A version never changes, so whatever was worked out from the same fingerprint still holds. What the session
    may not see is not in it.
    """
    rows = cursor.execute(FINGERPRINTS, _several(type, patients, wanted), prepare=True).fetchall()
    return {row[0]: tuple(map(int, row[1:])) for row in rows}


def restrictions(cursor: Cursor, ids: Sequence[UUID]) -> tuple[int | None, tuple[UUID, ...]]:
    """The team to which any of these is restricted, and the staff barred from any: what rests on them is no wider."""
    rows = cursor.execute("select team, barred from current where id = any(%s)", (list(ids),)).fetchall()
    teams = [row[0] for row in rows if row[0] is not None]
    return min(teams, default=None), tuple(sorted({who for row in rows for who in row[1] or ()}))


def read(cursor: Cursor, type: str, id: UUID) -> Stored | None:
    """The current version, or None when there is none or the session may not see it."""
    row = cursor.execute(
        f"select {COLUMNS} {CURRENT} where c.id = %s and c.type = %s::smallint",  # noqa: S608 - constants
        (id, type_number(type)),
        prepare=True,
    ).fetchone()
    return stored_from(row) if row else None


def read_several(cursor: Cursor, type: str, ids: Iterable[UUID]) -> list[Stored]:
    """The current versions of those of these ids that the session may see, in no order."""
    rows = cursor.execute(
        f"select {COLUMNS} {CURRENT} where c.id = any(%s) and c.type = %s::smallint",  # noqa: S608 - constants
        (list(ids), type_number(type)),
    ).fetchall()
    return [stored_from(row) for row in rows]


def history(cursor: Cursor, type: str, id: UUID) -> list[Stored]:
    """Every version, newest first, each governed by the present labels."""
    rows = cursor.execute(
        f"select {COLUMNS} from current c join version v on v.id = c.id"  # noqa: S608 - constants
        " where c.id = %s and c.type = %s::smallint order by v.version desc",
        (id, type_number(type)),
    ).fetchall()
    return [stored_from(row) for row in rows]


def patient_of(cursor: Cursor, id: UUID) -> UUID | None:
    """The Patient a resource belongs to, or None: asked before deciding, tells nothing else."""
    row = cursor.execute("select kith_patient_of(%s)", (id,), prepare=True).fetchone()
    return row[0] if row else None


def stored_from(row: Any) -> Stored:
    """One row of `COLUMNS` as what it is."""
    return Stored(row[0], type_name(row[1]), *row[2:])
