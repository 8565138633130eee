"""Reasons declared by those who have no relationship with somebody (access rules, 6), and who may be told of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kith.access.sharing import Declared
from kith.access.viewer import Viewer
from kith.record.connection import cursor

LASTS = {
    Declared.AGREED: timedelta(hours=8),
    Declared.ABSENT: timedelta(hours=4),
    Declared.LACKS_CAPACITY: timedelta(hours=4),
    Declared.EMERGENCY: timedelta(hours=1),
}
"""How long each counts, at most to the end of the session. The hours are ours; no source gives them."""
NEEDS_WORDS = frozenset({Declared.ABSENT, Declared.LACKS_CAPACITY})
"""Kinds for which somebody says why; in an emergency nobody is made to type."""
MOST_WORDS = 300

SLUGS = {
    Declared.AGREED: "agreed",
    Declared.ABSENT: "absent",
    Declared.LACKS_CAPACITY: "lacks-capacity",
    Declared.EMERGENCY: "emergency",
}


class NotDeclared(Exception):
    """The reason does not count so; the words say why."""


@dataclass(frozen=True)
class Declaration:
    """A reason that somebody declared, as the person and whoever oversees may read it."""

    number: int
    patient: UUID
    staff: UUID
    role: str
    custodian: int
    kind: Declared
    why: str
    since: datetime
    until: datetime


def may_declare(viewer: Viewer) -> tuple[Declared, ...]:
    """The kinds of reason that the viewer's role may declare, in the order in which they are offered."""
    return tuple(kind for kind in Declared if viewer.may(f"declare:{SLUGS[kind]}"))


def declare(viewer: Viewer, patient: UUID, kind: Declared, why: str = "") -> datetime:
    """Declare a reason about a person; answers until when it counts. It says nothing of whether there is such a person.

    Raises `NotDeclared`, with words fit to show, for a role that may not and where a reason is wanted and not given.
    """
    why = " ".join(why.split())
    if kind in NEEDS_WORDS and not why:
        raise NotDeclared("Say in a few words why you need to see this now.")
    if len(why) > MOST_WORDS:
        raise NotDeclared(f"Say it in {MOST_WORDS} characters or fewer.")
    row = cursor().execute(
        "select kith_declare(%s, %s::smallint, %s, %s)", (patient, int(kind), why, LASTS[kind])
    ).fetchone()  # fmt: skip
    if row is None or row[0] is None:
        raise NotDeclared(
            "Your role cannot open a record in this way. Ask the person in charge of the shift."
        )
    until: datetime = row[0]
    return until


def declared_about(patients: Iterable[UUID], *, since: datetime) -> list[Declaration]:
    """What was declared about people who are open to the viewer, the newest first.

    Of what somebody declared about another organisation's Patient of the same person only what also looked into these.
    """
    return _read("select * from kith_declared(%s, %s)", (list(patients), since))


def declared_here(*, since: datetime) -> list[Declaration]:
    """What the viewer's organisation's staff declared about anybody; empty for whoever does not oversee."""
    return _read("select * from kith_declared_here(%s)", (since,))


def _read(asked: str, values: tuple[Any, ...]) -> list[Declaration]:
    rows = cursor().execute(asked, values).fetchall()
    return [
        Declaration(
            r.number, r.patient, r.staff, r.role, r.custodian, Declared(r.kind), r.why, r.since, r.until
        )
        for r in rows
    ]
