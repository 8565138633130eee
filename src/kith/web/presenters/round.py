"""A round: one kind of care for everybody here in the order of the rooms, each with what was last recorded of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from kith.care.days import clock
from kith.care.measures import standing
from kith.care.people import Alert, Resident, confusable
from kith.care.presenters.due import done_said
from kith.care.telling import Telling
from kith.catalogue.categories import Masks, allows
from kith.catalogue.components import DailyEntry
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.rooms import walked

ROUNDS = ("drink", "food", "night-check")
"""The kinds that a home goes round with."""
TEXTURE = "Food "
"""How the alert on what somebody may eat and drink begins: on a round it is never one of the others."""
LATELY = timedelta(hours=1)
"""Who has had it so short a time ago has had it on this round."""


@dataclass(frozen=True)
class Stop:
    """One person on the round. `alerts` are all that must be known before anything is given, `further` counts the others."""

    person: Resident
    similar: bool
    href: str
    last: str
    had: bool
    alerts: tuple[Alert, ...]
    further: int
    button: Mapping[str, str]


@dataclass(frozen=True)
class Elsewhere:
    """Somebody who is away."""

    person: Resident
    href: str


@dataclass(frozen=True)
class Way:
    """One of the rounds."""

    words: str
    href: str
    here: bool


@dataclass(frozen=True)
class RoundPage:
    """The page. `elsewhere` are those who are away."""

    title: str
    stops: tuple[Stop, ...]
    elsewhere: tuple[Elsewhere, ...]
    summary: str
    ways: tuple[Way, ...]
    now: str


def ways(telling: Telling, kind: str = "") -> tuple[Way, ...]:
    """Every round there is."""
    return tuple(Way(telling.title(each), reverse("web:round", args=[each]), each == kind) for each in ROUNDS)


def round_page(
    kind: str,
    people: Sequence[Resident],
    entries: Mapping[UUID, Sequence[DailyEntry]],
    telling: Telling,
    may_add: Masks,
) -> RoundPage:
    """Everybody here, by room."""
    alike = confusable([person.name for person in people])
    may = allows(may_add, telling.kinds[kind].category, telling.kinds[kind].tier)
    stops = [
        _stop(kind, person, entries.get(person.patient, ()), telling, similar=place in alike, may=may)
        for place, person in enumerate(people)
        if person.where is None
    ]
    stops.sort(key=lambda stop: (walked(stop.person.room), stop.person.name))
    left = sum(not stop.had for stop in stops)
    away = tuple(
        Elsewhere(each, Hrefs(each.patient).summary) for each in people if each.where and not each.died
    )
    return RoundPage(
        telling.title(kind),
        tuple(stops),
        away,
        _summary(left, len(stops)),
        ways(telling, kind),
        clock(telling.now),
    )


def _stop(
    kind: str, person: Resident, entries: Sequence[DailyEntry], telling: Telling, *, similar: bool, may: bool
) -> Stop:
    last = max(
        (each for each in standing(entries) if each.kind == kind),
        key=lambda each: each.occurred,
        default=None,
    )
    shown = tuple(each for each in person.ranked if each.weight == "alert" or each.words.startswith(TEXTURE))
    what = ". ".join(each.words for each in shown)
    button = {"patient": str(person.patient), "person": person.name, "kind": kind, "what": what}
    return Stop(
        person=person,
        similar=similar,
        href=Hrefs(person.patient).summary,
        last=done_said(last, telling) if last else "",
        had=last is not None and telling.now - last.occurred < LATELY,
        alerts=shown,
        further=len(person.ranked) - len(shown),
        button=button if may else {},
    )


def _summary(left: int, number: int) -> str:
    if not number:
        return ""
    if not left:
        return "Everybody has had it within the last hour."
    return f"{left} of {number} without it in the last hour."
