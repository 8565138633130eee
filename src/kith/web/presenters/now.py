"""What needs whoever leads, now: a line for each thing, with those whom it is about and the way to their records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from kith.care.attention import About, attention
from kith.care.days import clock
from kith.care.people import Resident, Weight
from kith.web.presenters.hrefs import Hrefs

Href = Callable[[Hrefs], str]


@dataclass(frozen=True)
class Title:
    """How a line is called with one, and with several; how much it presses; where each person's records are."""

    one: str
    several: str
    weight: Weight
    href: Href


def _summary(hrefs: Hrefs) -> str:
    return hrefs.summary


def _today(hrefs: Hrefs) -> str:
    return hrefs.today


def _asking(hrefs: Hrefs) -> str:
    return reverse("web:asking", args=[hrefs.patient])


TITLES: Mapping[str, Title] = {
    "missing": Title("person is missing", "people are missing", "alert", _summary),
    "after": Title("thing to do after a death", "things to do after a death", "alert", _summary),
    "late": Title("must not be missed, and is late", "must not be missed, and are late", "alert", _today),
    "missed": Title("was missed since yesterday", "were missed since yesterday", "alert", _today),
    "twice": Title("was recorded more than once", "were recorded more than once", "warn", _today),
    "back": Title(
        "person is away by the record, and had care here",
        "people are away by the record, and had care here",
        "alert",
        _summary,
    ),
    "changed": Title(
        "change waits for somebody to act", "changes wait for somebody to act", "warn", lambda h: h.changes
    ),
    "quiet": Title("person without a record for hours", "people without a record for hours", "warn", _today),
    "overdue": Title(
        "person was expected back before today", "people were expected back before today", "warn", _summary
    ),
    "cpr": Title(
        "CPR decision seen by one person only", "CPR decisions seen by one person only", "alert", _summary
    ),
    "allergies": Title(
        "person was never asked about allergies",
        "people were never asked about allergies",
        "warn",
        lambda h: h.allergies,
    ),
    "unasked": Title("person has questions not asked", "people have questions not asked", "quiet", _asking),
    "old": Title(
        "person has answers older than six months",
        "people have answers older than six months",
        "quiet",
        _summary,
    ),
}
BY_PERSON = ("missing", "back", "overdue", "quiet", "allergies", "unasked", "old", "cpr")
"""Lines that count people; the others count what there is."""


@dataclass(frozen=True)
class Named:
    """Somebody whom a line is about."""

    person: Resident
    said: tuple[str, ...]
    href: str


@dataclass(frozen=True)
class Line:
    """One thing that needs somebody, with its number."""

    key: str
    number: int
    words: str
    weight: Weight
    people: tuple[Named, ...]


@dataclass(frozen=True)
class NowPage:
    """The page. `clear` are the lines about nobody."""

    lines: tuple[Line, ...]
    clear: tuple[str, ...]
    now: str


def now_page(people: Sequence[Resident], everybody: Sequence[About], now: datetime) -> NowPage:
    """Every line in the order in which it presses."""
    known = {person.patient: person for person in people}
    found = attention(everybody, now)
    lines = [_line(key, told, known) for key, told in found.items() if told]
    clear = [TITLES[key].several for key, told in found.items() if not told]
    return NowPage(tuple(lines), tuple(clear), clock(now))


def _line(key: str, told: Sequence[tuple[UUID, tuple[str, ...]]], known: Mapping[UUID, Resident]) -> Line:
    title = TITLES[key]
    number = len(told) if key in BY_PERSON else sum(len(said) for _, said in told)
    people = [Named(known[patient], said, title.href(Hrefs(patient))) for patient, said in told]
    people.sort(key=lambda each: each.person.name)
    return Line(key, number, title.one if number == 1 else title.several, title.weight, tuple(people))
