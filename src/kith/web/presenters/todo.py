"""What is to be done: late, due and soon, each with its button; then what comes, what was missed, what is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kith.care.days import LONDON, clock
from kith.care.due.slots import Slot, State
from kith.care.people import Resident, Weight, confusable
from kith.care.presenters.due import WEIGHTS, done_said, pressing, when_said
from kith.care.telling import Telling
from kith.catalogue import instants
from kith.catalogue.categories import Masks, allows
from kith.catalogue.kinds import EntryKind
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.round import Way, ways

HEADINGS = {State.LATE: "Late", State.DUE: "Due now", State.SOON: "Soon"}
FOLDED = {State.LATER: "Later", State.MISSED: "Missed in the last 24 hours", State.DONE: "Done"}
COUNTED = ((State.LATE, "late"), (State.DUE, "due now"), (State.SOON, "soon"), (State.MISSED, "missed"))
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Item:
    """One thing to be done for one person. `button` holds what its recording needs; nothing where the reader may not."""

    person: Resident
    similar: bool
    href: str
    what: str
    when: str
    must: bool
    weight: Weight
    button: Mapping[str, str]
    did: str = ""
    twice: str = ""


@dataclass(frozen=True)
class Section:
    """Items that stand alike."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class TodoPage:
    """The page. `clocks` says that the clocks change."""

    open: tuple[Section, ...]
    folded: tuple[Section, ...]
    summary: str
    clocks: str
    now: str
    rounds: tuple[Way, ...]


def todo_page(
    people: Sequence[Resident], due: Mapping[UUID, Sequence[Slot]], telling: Telling, may_add: Masks
) -> TodoPage:
    """Everything that is to be done for these people, as this reader may."""
    alike = confusable([person.name for person in people])
    found: dict[State, list[tuple[Slot, Item]]] = {}
    for place, person in enumerate(people):
        for slot in due.get(person.patient, ()):
            item = _item(slot, person, telling, may_add, similar=place in alike)
            found.setdefault(slot.state(telling.now), []).append((slot, item))
    return TodoPage(
        open=_sections(HEADINGS, found, telling.now),
        folded=_sections(FOLDED, found, telling.now),
        summary=_summary(found),
        clocks=clock_change(telling.now),
        now=clock(telling.now),
        rounds=ways(telling),
    )


def clock_change(now: datetime) -> str:
    """What the next twelve hours' clock change means for whoever works through it; nothing on other days."""
    then = now + HOUR * 12
    before, after = (each.astimezone(LONDON).utcoffset() or timedelta() for each in (now, then))
    if after < before:
        return "The clocks go back tonight: the hour from 1 to 2 comes twice. What is due at 1 is due the first time."
    if after > before:
        return "The clocks go forward tonight: 1 becomes 2. What is due at 1 is due at 2."
    return ""


def _sections(
    titles: Mapping[State, str], found: Mapping[State, list[tuple[Slot, Item]]], now: datetime
) -> tuple[Section, ...]:
    return tuple(
        Section(str(state), title, tuple(item for _, item in _ordered(state, found[state], now)))
        for state, title in titles.items()
        if found.get(state)
    )


def _ordered(state: State, held: Iterable[tuple[Slot, Item]], now: datetime) -> list[tuple[Slot, Item]]:
    newest_first = state in (State.DONE, State.MISSED)
    order = sorted(held, key=lambda each: (pressing(each[0], now), each[1].person.room, each[1].person.name))
    return sorted(order, key=lambda each: each[0].due, reverse=True) if newest_first else order


def _item(slot: Slot, person: Resident, telling: Telling, may_add: Masks, *, similar: bool) -> Item:
    state, kind = slot.state(telling.now), telling.kinds.get(slot.plan.record)
    return Item(
        person=person,
        similar=similar,
        href=Hrefs(person.patient).summary,
        what=slot.plan.what,
        when=when_said(slot, telling.now) if state is not State.DONE else "",
        must=slot.plan.must,
        weight=WEIGHTS.get(state, "quiet"),
        button=_button(slot, person, kind) if _may(kind, may_add) and state in HEADINGS else {},
        did=done_said(slot.entry, telling) if slot.entry else "",
        twice=_twice(slot, telling),
    )


def _may(kind: EntryKind | None, may_add: Masks) -> bool:
    return kind is not None and allows(may_add, kind.category, kind.tier)


def _button(slot: Slot, person: Resident, kind: EntryKind | None) -> Mapping[str, str]:
    return {
        "patient": str(person.patient),
        "person": person.name,
        "kind": kind.key if kind else "",
        "what": slot.plan.what,
        "entry": str(slot.id),
        "plan": str(slot.plan.id),
        "due": instants.write(slot.due),
    }


def _twice(slot: Slot, telling: Telling) -> str:
    if not slot.twins:
        return ""
    others = ", ".join(f"{clock(each.occurred)} by {telling.who(each.author)}" for each in slot.twins)
    return f"Recorded more than once: also {others}. Look whether it was done twice."


def _summary(found: Mapping[State, Sequence[object]]) -> str:
    parts = [f"{len(found[state])} {words}" for state, words in COUNTED if found.get(state)]
    return f"{', '.join(parts)}." if parts else "Nothing is waiting just now."
