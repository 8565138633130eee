"""What is due for several people, in one read beside their entries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from kith.care.due.engine import slots
from kith.care.due.plans import PLAN, plans_of
from kith.care.due.slots import Slot
from kith.care.facts import Facts, facts_about
from kith.catalogue.components import DailyEntry

Slots = Mapping[UUID, list[Slot]]


def due_for(
    patients: Sequence[UUID],
    entries: Mapping[UUID, Sequence[DailyEntry]],
    now: datetime,
    since: datetime,
) -> dict[UUID, list[Slot]]:
    """By person, every instant of their plans from `since`, from which on `entries` were read, to eight hours ahead."""
    facts = facts_about(patients, (PLAN,))
    return {
        patient: slots(plans_of(facts.get(patient, Facts())), entries.get(patient, ()), now, since)
        for patient in patients
    }
