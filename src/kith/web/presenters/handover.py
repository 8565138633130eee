"""The handover's pages: parts with their addresses, what a reader acknowledges, and who has read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from kith.care.days import clock
from kith.care.handover.lines import Line
from kith.care.handover.open_concerns import OPEN
from kith.care.handover.parts import Handover, Part
from kith.care.handover.reads import Reader
from kith.care.handover.since import Choice
from kith.care.telling import Telling
from kith.web.presenters.hrefs import Hrefs

CHOICES = {
    Choice.READ: "Since you last read",
    Choice.SHIFT: "Since your last shift",
    Choice.DAY: "Last 24 hours",
}
Seal = Callable[[Sequence[UUID]], str]


@dataclass(frozen=True)
class Way:
    """One of the lengths of time that can be chosen."""

    words: str
    href: str
    here: bool


@dataclass(frozen=True)
class Shown:
    """A line with its address."""

    line: Line
    href: str


@dataclass(frozen=True)
class Card:
    """One person's part on the page."""

    part: Part
    foremost: tuple[Shown, ...]
    further: tuple[Shown, ...]
    day: str
    note: str
    token: str
    read_by: str
    place: str


@dataclass(frozen=True)
class HandoverPage:
    """The page."""

    cards: tuple[Card, ...]
    silent: tuple[Card, ...]
    quiet: tuple[Card, ...]
    quiet_words: str
    summary: str
    ways: tuple[Way, ...]
    token: str
    choice: str
    huddle: str
    read_by: str
    readers: tuple[str, ...]
    waiting: tuple[str, ...]
    empty: bool


@dataclass(frozen=True)
class Reading:
    """Who has read each person's part, and who is signed in now."""

    readers: Mapping[UUID, Sequence[Reader]]
    here: Sequence[UUID]


def handover_page(shown: Handover, reading: Reading, seal: Seal, telling: Telling) -> HandoverPage:
    """The page for one reader; `seal` makes what they send back when they have read."""
    cards = [_card(part, place, shown, reading, seal, telling) for place, part in enumerate(shown.parts, 1)]
    whole = _whole(shown, reading)
    return HandoverPage(
        cards=tuple(cards),
        silent=tuple(_card(part, 0, shown, reading, seal, telling) for part in shown.silent),
        quiet=tuple(_card(part, 0, shown, reading, seal, telling) for part in shown.quiet),
        quiet_words=f"Nothing new for {_people(len(shown.quiet))}",
        summary=_summary(shown),
        ways=tuple(_way(choice, words, shown.choice) for choice, words in CHOICES.items()),
        token=seal([part.person.patient for part in shown.everybody]),
        choice=shown.choice.value,
        huddle=f"{reverse('web:huddle')}?since={shown.choice.value}",
        read_by=f"Read by {len(set(whole) & set(reading.here))} of {len(reading.here)} signed in now",
        readers=tuple(f"{telling.who(who)}, {clock(at)}" for who, at in whole.items()),
        waiting=tuple(sorted(telling.who(who) for who in reading.here if who not in whole)),
        empty=not shown.everybody,
    )


def _card(part: Part, place: int, shown: Handover, reading: Reading, seal: Seal, telling: Telling) -> Card:
    patient = part.person.patient
    hrefs = Hrefs(patient)
    names = [telling.who(each.staff) for each in reading.readers.get(patient, ())]
    return Card(
        part=part,
        foremost=_lines(part.foremost, hrefs),
        further=_lines(part.further, hrefs),
        day=hrefs.today,
        note=f"{hrefs.record}?kind=handover-note",
        token=seal([patient]),
        read_by=f"Read by {', '.join(names)}." if names else "",
        place=f"{place} of {len(shown.parts)}" if place else "",
    )


def _lines(lines: Sequence[Line], hrefs: Hrefs) -> tuple[Shown, ...]:
    return tuple(Shown(each, _href(each, hrefs)) for each in lines)


def _href(line: Line, hrefs: Hrefs) -> str:
    if line.rank == OPEN:
        return f"{reverse('web:concerns')}#concern-{line.id}"
    return hrefs.entry(line.id) if line.entry else hrefs.today


def _whole(shown: Handover, reading: Reading) -> dict[UUID, datetime]:
    """Who has read everything that is told here, and when they had."""
    told = [part.person.patient for part in shown.everybody if part.newest]
    found: dict[UUID, list[datetime]] = {}
    for patient in told:
        for reader in reading.readers.get(patient, ()):
            found.setdefault(reader.staff, []).append(reader.at)
    return {staff: max(times) for staff, times in found.items() if len(times) == len(told)}


def _summary(shown: Handover) -> str:
    if not shown.everybody:
        return ""
    if not shown.parts:
        return f"Nothing that stands out {shown.since}."
    return f"{_people(len(shown.parts)).capitalize()} to tell of {shown.since}. Who needs you soonest comes first."


def _way(choice: Choice, words: str, here: Choice) -> Way:
    return Way(words, f"{reverse('web:handover')}?since={choice.value}", choice is here)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
