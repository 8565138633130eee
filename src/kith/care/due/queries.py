"""What is due for several people, in one read beside their entries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from kith.care.due.away import while_here
from kith.care.due.engine import slots
from kith.care.due.plans import PLAN, plans_of
from kith.care.due.slots import Slot
from kith.care.facts import Facts, facts_about
from kith.care.presence.presence import TELLING, presence_of
from kith.catalogue.components import DailyEntry


def due_for(
    patients: Sequence[UUID],
    entries: Mapping[UUID, Sequence[DailyEntry]],
    now: datetime,
    since: datetime,
    facts: Mapping[UUID, Facts] | None = None,
) -> dict[UUID, list[Slot]]:
    """By person, every instant of their plans from `since`, from which on `entries` were read, to eight hours ahead, as
    far as they are here.

    `facts` are theirs where the page has read them already.
    """
    known = facts_about(patients, (PLAN, *TELLING)) if facts is None else facts
    return {
        patient: _due(known.get(patient, Facts()), entries.get(patient, ()), now, since)
        for patient in patients
    }


def _due(facts: Facts, entries: Sequence[DailyEntry], now: datetime, since: datetime) -> list[Slot]:
    return while_here(slots(plans_of(facts), entries, now, since), presence_of(facts), entries)
