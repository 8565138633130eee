"""What the wall board shows: every room with whose it is, where they are and whether anything presses.

What is to be done is not said: a wall is read by visitors too, and a catheter is nobody's business but one's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.care.days import LONDON, clock
from kith.care.due.slots import Slot, State
from kith.care.people import Alert, Resident, Weight, marked
from kith.care.presenters.due import PRESSING, WEIGHTS, foremost, pressing
from kith.web.presenters.rooms import walked

MOST_SAID = 2
"""As many things that press are said of one person; the rest is counted."""
SAID = {State.LATE: "Late", State.DUE: "Due", State.SOON: "Soon"}
COUNTED = ((State.LATE, "late"), (State.DUE, "due now"), (State.SOON, "soon"))


@dataclass(frozen=True)
class Pressing:
    """One thing that can be done now: how it stands, and when it was or is due."""

    said: str
    weight: Weight


@dataclass(frozen=True)
class Place:
    """One person's place on the board."""

    room: str
    name: str
    similar: bool
    where: Alert | None
    pressing: tuple[Pressing, ...]
    more: int
    next: str

    @property
    def weight(self) -> Weight:
        """How much the place stands out."""
        return self.pressing[0].weight if self.pressing else "quiet"


@dataclass(frozen=True)
class BoardPage:
    """The board. `counts` are words with their number, for the head."""

    service: str
    day: str
    time: str
    counts: tuple[tuple[int, str], ...]
    places: tuple[Place, ...]


def board_page(
    people: Sequence[Resident], due: Mapping[UUID, Sequence[Slot]], service: str, now: datetime
) -> BoardPage:
    """Whoever lives, by room as one walks. Places stay where they are, so that an eye learns them."""
    here = sorted((each for each in marked(people) if not each.died), key=lambda each: walked(each.room))
    local = now.astimezone(LONDON)
    return BoardPage(
        service=service,
        day=f"{local:%A} {local.day} {local:%B}",
        time=clock(now),
        counts=_counts(here, due, now),
        places=tuple(_place(each, due.get(each.patient, ()), now) for each in here),
    )


def _place(person: Resident, slots: Sequence[Slot], now: datetime) -> Place:
    waiting = sorted(
        (slot for slot in slots if slot.state(now) in PRESSING), key=lambda slot: pressing(slot, now)
    )
    coming = foremost(slots, now)
    return Place(
        room=person.room,
        name=person.name if person.similar else short(person),
        similar=person.similar,
        where=person.where,
        pressing=tuple(
            Pressing(f"{SAID[slot.state(now)]} {clock(slot.due)}", WEIGHTS[slot.state(now)])
            for slot in waiting[:MOST_SAID]
        ),
        more=max(0, len(waiting) - MOST_SAID),
        next=f"Next {clock(coming.due)}" if coming and not waiting else "",
    )


def short(person: Resident) -> str:
    """What they like to be called, and the letter of the family name: enough on a wall, unless names are alike."""
    first = person.likes or person.name.split()[0]
    return f"{first} {person.name.split()[-1][0]}." if " " in person.name else first


def _counts(
    here: Sequence[Resident], due: Mapping[UUID, Sequence[Slot]], now: datetime
) -> tuple[tuple[int, str], ...]:
    states = [slot.state(now) for each in here for slot in due.get(each.patient, ())]
    away = sum(each.where is not None for each in here)
    found = [(states.count(state), words) for state, words in COUNTED]
    return (
        (len(here) - away, "here"),
        *([(away, "away")] if away else []),
        *(each for each in found if each[0]),
    )
