"""A worker shows one person's emergency facts to an ambulance crew by a code (access rules, 7): to make, end and tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kith.access.factors.sealed import fingerprint
from kith.access.open_record import OpenRecord
from kith.access.purposes import Purpose
from kith.access.roles import shipped
from kith.directory.models import Staff
from kith.ops.typed_codes import drawn, grouped
from kith.record.connection import cursor
from kith.record.ids import new_id

CREW = "ambulance_crew"
"""The role of a crew's session."""
LENGTH = 8
"""Letters of a code (39 bits); it is used once, within a quarter of an hour (the database keeps the time)."""
USE_WITHIN = timedelta(minutes=15)
LASTS = timedelta(hours=4)
"""How long a crew sees it: the journey and handing over at the hospital. Ours; no source gives the hours."""
TOLD = timedelta(hours=12)
"""So long what was shown stands on the worker's page; *who looked* keeps it for good."""


class NotPossible(Exception):
    """This worker cannot show this person: a visitor, or of somebody who is not looked after where they work."""


@dataclass(frozen=True)
class Code:
    """A code, to be read out or scanned once, and until when it can be used."""

    code: str
    until: datetime


@dataclass(frozen=True)
class Crew:
    """How a crew names itself. Nobody checks it; the worker sees who stands there."""

    service: str
    sign: str
    name: str

    @property
    def said(self) -> str:
        """In their own words, in one line."""
        return ", ".join((self.name, self.service, self.sign))


@dataclass(frozen=True)
class Showing:
    """What was shown of somebody: by whom, until when it can be used or read, and to whom."""

    id: UUID
    by: str
    made: datetime
    use_by: datetime
    used: datetime | None
    until: datetime | None
    ended: datetime | None
    crew: Crew
    may_end: bool

    def open(self, now: datetime) -> bool:
        """Whether the code can still be used, or the crew still reads."""
        return self.ended is None and (self.until or self.use_by) > now


def may_show(record: OpenRecord) -> bool:
    """Whether a page offers it; the database decides. Never to whoever looks and gives no care."""
    viewer, decision = record.viewer, record.decision
    looks_only = viewer.purpose in (Purpose.INSPECTION, Purpose.OWN_ACCESS) or not viewer.role.writes
    return not looks_only and not decision.declared and decision.of_own(viewer)


def make(record: OpenRecord) -> Code:
    """A fresh code for the person whose emergency facts are open here. Only its hash is kept. Raises `NotPossible`.

    Call it where `gate.open_emergency` has opened the record: the crew is shown no more than is open there.
    """
    code, most = drawn(LENGTH), shipped()[CREW].read
    row = cursor().execute(
        "select kith_show(%s, %s, %s, %s, %s)",
        (new_id(), record.patient, fingerprint(code), most.low, most.high),
    ).fetchone()  # fmt: skip
    if row is None or row[0] is None:
        raise NotPossible
    return Code(grouped(code, 4), row[0])


def end(showing: UUID) -> bool:
    """End it at once: whoever made it, and whoever leads or oversees there. False where it is not theirs, or over."""
    row = cursor().execute("select kith_end_showing(%s)", (showing,)).fetchone()
    return bool(row and row[0])


def shown(patient: UUID, now: datetime) -> list[Showing]:
    """What was shown of somebody who is open to the viewer, lately; the newest first."""
    rows = cursor().execute("select * from kith_showings(%s, %s)", (patient, now - TOLD)).fetchall()
    names = _names(row.made_by for row in rows)
    return [
        Showing(
            r.id, names.get(r.made_by, "Somebody"), r.made, r.use_by, r.used, r.until, r.ended,
            Crew(r.crew_service, r.crew_sign, r.crew_name), r.may_end,
        )
        for r in rows
    ]  # fmt: skip


def crews(who: Iterable[UUID]) -> dict[UUID, str]:
    """How crews named themselves and who showed it to them, by the id on their looks, as far as the viewer may know."""
    wanted = list(who)
    rows = cursor().execute("select * from kith_crews(%s)", (wanted,)).fetchall() if wanted else []
    names = _names(row.made_by for row in rows)
    return {
        r.who: f"“{Crew(r.crew_service, r.crew_sign, r.crew_name).said}”, shown by"
        f" {names.get(r.made_by, 'somebody')}"
        for r in rows
    }


def _names(staff: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Staff.objects.filter(id__in=list(staff)).values_list("id", "name"))
