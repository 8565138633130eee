"""Looks: who asked for what, committed before the answer leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from kith.record.connection import Cursor


class LookKind(IntEnum):
    """How somebody looked (architecture, "Gate")."""

    OPENING = 1
    LIST = 2
    EXPORT = 3
    OVERRIDE = 4
    API = 5


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one person, as the person may see it."""

    at: datetime
    kind: LookKind
    staff: UUID | None
    role: str
    custodian: int
    purpose: int
    face: str
    asked: str
    depth: int


@dataclass(frozen=True, slots=True)
class Looker:
    """One member of staff in one role, for one purpose: how often they looked in one way, from when to when."""

    staff: UUID | None
    role: str
    custodian: int
    purpose: int
    kind: LookKind
    times: int
    first: datetime
    last: datetime


def record_look(
    cursor: Cursor, patients: Iterable[UUID], *, kind: LookKind, face: str, asked: str, depth: int = 2
) -> None:
    """Write one look by the session of this transaction, with a line for each person it showed."""
    cursor.execute(
        "select kith_look(%s, %s::smallint, %s, %s, %s::smallint)",
        (list(patients), int(kind), face, asked, depth),
    )


def looks_at(cursor: Cursor, patients: list[UUID], *, since: datetime, limit: int = 500) -> list[Look]:
    """Who looked at these Patients since then, newest first; empty without a decision for them.

    It is read with the person: what is withheld from them is left out, whoever asks (practice, 24).
    """
    rows = cursor.execute(
        "select l.at, l.kind, l.staff, l.role, l.custodian, l.purpose, l.face, l.asked, l.depth"
        " from look_person p join look l on l.at = p.at and l.number = p.number"
        " where p.patient = any(%s) and p.at >= %s"
        " and (p.patient, p.at, p.number) not in (select w.patient, w.at, w.number from kith_withheld(true) w)"
        " order by p.at desc limit %s",
        (patients, since, limit),
    ).fetchall()
    return [Look(row[0], LookKind(row[1]), *row[2:]) for row in rows]


def lookers(cursor: Cursor, patients: list[UUID], *, since: datetime) -> list[Looker]:
    """Everybody who looked at these Patients since then, the last first, but for what is withheld from them."""
    rows = cursor.execute("select * from kith_lookers(%s, %s)", (patients, since)).fetchall()
    return [
        Looker(r.staff, r.role, r.custodian, r.purpose, LookKind(r.kind), r.times, r.first, r.last)
        for r in rows
    ]
