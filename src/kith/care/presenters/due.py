"""What is due in words: "due 14:00", "late since 14:00", with the sign that says the same by its shape."""

from collections.abc import Iterable
from datetime import datetime

from kith.care.days import LONDON, clock
from kith.care.due.slots import Slot, State
from kith.care.people import Weight
from kith.care.sayings import sentence
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry

PRESSING = (State.LATE, State.DUE, State.SOON)
"""What can be done now, in the order in which it presses."""
WEIGHTS: dict[State, Weight] = {State.LATE: "alert", State.DUE: "warn", State.SOON: "quiet"}


def foremost(slots: Iterable[Slot], now: datetime) -> Slot | None:
    """The one that comes next: the longest due of what must not be missed, then of the rest; else the next to come."""
    waiting = [slot for slot in slots if slot.state(now) in (*PRESSING, State.LATER)]
    return min(waiting, key=lambda slot: pressing(slot, now), default=None)


def pressing(slot: Slot, now: datetime) -> tuple[int, bool, datetime, str]:
    """The order of a list: late first, then due; within each what must not be missed, then the earliest."""
    return (list(State).index(slot.state(now)), not slot.plan.must, slot.due, str(slot.plan.id))


def when_said(slot: Slot, now: datetime) -> str:
    """When it is or was due."""
    state, at = slot.state(now), _at(slot.due, now)
    words = {
        State.LATE: "Late, was due",
        State.DUE: "Due",
        State.SOON: "Soon,",
        State.MISSED: "Missed, was due",
    }
    return f"{words.get(state, 'At')} {at}"


def done_said(entry: DailyEntry, telling: Telling) -> str:
    """What was recorded, when and by whom: "10:32 by Emily Ward: Tea; 150 of 200 ml"."""
    kind = telling.kinds.get(entry.kind)
    said = sentence(kind, entry.answers, telling.register) if kind else ""
    head = f"{clock(entry.occurred)} by {telling.who(entry.author)}"
    return f"{head}: {said}" if said else head


def _at(due: datetime, now: datetime) -> str:
    day, today = due.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    if day == today:
        return clock(due)
    near = {-1: "yesterday", 1: "tomorrow"}.get((day - today).days)
    return f"{clock(due)} {near or f'{day:%A}'}"
