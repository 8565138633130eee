"""One instant of one plan, and how it stands now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kith.care.due.plans import Plan
from kith.catalogue.components import DailyEntry, Planned

EARLY = timedelta(hours=1)
"""So long before its instant something may be done, unless the one before it is nearer."""
GRACE = timedelta(hours=1)
"""What is not done so long after its instant is late (practice, rule 16)."""
OPEN_FOR = timedelta(hours=8)
"""What was not done so long after its instant was missed."""
QUARTER = 4
"""Of an interval a quarter at most is grace, and may come early: two hours do not wait for three."""


class State(StrEnum):
    """How something stands, in the order in which it presses."""

    LATE = "late"
    DUE = "due"
    SOON = "soon"
    LATER = "later"
    MISSED = "missed"
    DONE = "done"


@dataclass(frozen=True)
class Slot:
    """One instant of a plan: it counts as done by an entry from `opens` on and before `closes`.

    `entry` is what was recorded, `twins` are further entries about the very same instant.
    """

    plan: Plan
    due: datetime
    opens: datetime
    closes: datetime | None = None
    entry: DailyEntry | None = None
    twins: tuple[DailyEntry, ...] = ()

    @property
    def id(self) -> UUID:
        """The id of the entry by which it is done."""
        return Planned(self.plan.id, self.due).id

    @property
    def late_from(self) -> datetime:
        """The instant from which on it is late."""
        return self.due + grace(self.plan)

    def state(self, now: datetime) -> State:
        """How it stands at an instant."""
        if self.entry:
            return State.DONE
        if self.closes and now >= self.closes:
            return State.MISSED
        if now < self.opens:
            return State.LATER
        if now < self.due:
            return State.SOON
        return State.DUE if now < self.late_from else State.LATE


def grace(plan: Plan) -> timedelta:
    """How long after its instant it is still on time."""
    return min(GRACE, timedelta(hours=plan.every) / QUARTER) if plan.every else GRACE


def early(plan: Plan) -> timedelta:
    """How long before its instant it may be done."""
    return min(EARLY, timedelta(hours=plan.every) / QUARTER) if plan.every else EARLY
