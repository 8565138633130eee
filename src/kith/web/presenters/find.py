"""Whom a search found: enough to tell two people apart, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kith.care.days import LONDON
from kith.care.people import Resident, marked
from kith.web.presenters.hrefs import Hrefs


@dataclass(frozen=True)
class Found:
    """One person: name, room, age and birth date, by which staff tell people apart."""

    person: Resident
    href: str
    born: str


@dataclass(frozen=True)
class FindPage:
    """The page; `said` is what is read out when an answer comes."""

    MOST: ClassVar[int] = 20

    typed: str = ""
    people: tuple[Found, ...] = ()
    said: str = ""
    nobody: bool = False
    admits: bool = False
    """Whether this reader may take people in."""


def find_page(typed: str, people: Sequence[Resident], *, now: datetime, all: int, near: bool) -> FindPage:
    """The people found, of `all` that there are; `near` when none begins as typed."""
    found = [Found(person, Hrefs(person.patient).summary, _born(person, now)) for person in marked(people)]
    return FindPage(typed, tuple(found), _said(len(people), all, near), nobody=not people)


def _said(shown: int, all: int, near: bool) -> str:
    if not shown:
        return ""
    people = "1 person" if all == 1 else f"{all} people"
    if near:
        return f"Nobody begins like that. {people} with a name spelt nearly so:"
    return f"{people} found." if shown == all else f"The first {shown} of {people}. Type more to see fewer."


def _born(person: Resident, now: datetime) -> str:
    if person.born is None:
        return "Birth date not recorded"
    age = person.age(now.astimezone(LONDON).date())
    return f"{age} years, born {person.birthday}"
