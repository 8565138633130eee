"""An entry for the wrong person: moved to the right one, and both histories tell it (practice, rule 17)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kith.access import kept_from
from kith.access.concerns import KIND as CONCERN
from kith.access.open_record import OpenRecord
from kith.access.refused import Refused
from kith.catalogue import exact
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import Fact
from kith.catalogue.loader import catalogue
from kith.record.connection import cursor
from kith.record.labels import Labels
from kith.record.writing import Written
from kith.record.wrong_person import put_right


@dataclass(frozen=True)
class Moved:
    """That an entry left a record, or came to one: when it was about, when it was moved, by whom."""

    occurred: datetime
    at: datetime
    by: UUID


class NotMovable(ValueError):
    """It cannot be moved: it is removed and recorded anew."""


def movable(entry: DailyEntry) -> bool:
    """Whether an entry of this kind can be moved.

    What is held once about a person has its place by that person, and what was done about a concern hangs on it: both
    are removed and recorded anew.
    """
    kind = catalogue().current.get(entry.kind)
    return kind is not None and kind.fact is not Fact.ONE and entry.kind != CONCERN


def move(
    record: OpenRecord, id: UUID, to: OpenRecord, *, expected: int, new_id: UUID, reason: str
) -> Written | None:
    """Move an entry that stands at version `expected` from one person's record to another's.

    What it answered of the first person's plans is due for them again. None when the very same move was made before.
    Raises `Refused` for one that is not there, `NotMovable`, and the record's errors: `Conflict`, and `NotAllowed` or
    `Missing` for a viewer who may not change it there or add it here.
    """
    if to.patient == record.patient:
        raise NotMovable
    try:
        stored = record.read("Observation", id)
    except Refused:
        with suppress(Refused):  # a form that is sent again
            to.read("Observation", new_id)
            return None
        raise
    entry = DailyEntry.from_fhir(exact.loads(stored.body or "{}"))
    if stored.in_error or stored.custodian != record.viewer.custodian or not movable(entry):
        raise NotMovable
    right = replace(entry, id=new_id, patient=to.patient, planned=None, source=None, status="final")
    written = put_right(
        cursor(),
        "Observation",
        id,
        expected=expected,
        patient=to.patient,
        new_id=new_id,
        author=record.viewer.practitioner,
        labels=Labels(
            stored.custodian, Category(stored.category), Tier(stored.tier), stored.team, entry.about
        ),
        reason=reason,
        right=exact.dumps(right.to_fhir()),
    )
    kept_from.keep_moved(id, new_id)
    return written


def moved_away(patients: Sequence[UUID], since: datetime, until: datetime) -> list[Moved]:
    """What was about these people at a time and was recorded for the wrong one: as far as the viewer could have read it."""
    rows = cursor().execute(
        "select * from kith_moved_away(%s, %s, %s)", (list(patients), since, until), prepare=True
    )
    return [Moved(row.occurred, row.at, row.author) for row in rows.fetchall()]


def moved_here(id: UUID) -> Moved | None:
    """That an entry which the viewer sees came from another person's record; None for any other."""
    row = cursor().execute("select at, author from moved where to_id = %s", (id,), prepare=True).fetchone()
    return Moved(row.at, row.at, row.author) if row else None
