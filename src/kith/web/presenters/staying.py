"""Leaving, and who left lately."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from django.http import QueryDict

from kith.care.days import LONDON
from kith.care.presenters.fact import day_in_short
from kith.directory.models import KnownPatient
from kith.web.sent import line

LEAVES = {
    "home": "Home, or to family",
    "other-home": "To another care home",
    "hospital": "To hospital, and not back here",
    "died": "They died, and everything is done",
    "elsewhere": "Somewhere else",
}
ONWARD = "To {}, another of our services"
WHEN = "Write the day as day/month/year, like 20/11/2026."
WHERE = "Say where they go."


@dataclass(frozen=True)
class LeavePage:
    """Where they could go, whether there is a stay to end, and on which day it ends already, in words."""

    choices: Sequence[tuple[str, str]]
    stays: bool
    ends: str = ""


@dataclass(frozen=True)
class Leaving:
    """What was asked: at which moment, where to, why in words, and what is wrong with it."""

    at: datetime | None
    where: str
    why: str
    problems: dict[str, str]


@dataclass(frozen=True)
class LeftPage:
    """Who left: id, name, and when in words."""

    people: tuple[tuple[UUID, str, str], ...]


def ends_said(until: datetime | None) -> str:
    """On which day a stay ends that is to end; nothing where it goes on."""
    return day_in_short(until.astimezone(LONDON)) if until else ""


def left_page(people: Iterable[tuple[KnownPatient, datetime]]) -> LeftPage:
    """The page, whoever left last first."""
    newest = sorted(people, key=lambda each: each[1], reverse=True)
    return LeftPage(
        tuple((who.id, who.name, f"Left on {day_in_short(at.astimezone(LONDON))}") for who, at in newest)
    )


def leaving(sent: QueryDict, choices: Mapping[str, str], now: datetime) -> Leaving:
    """The form's answers; a day and a place there must be."""
    at, where = when_of(sent.get("when", ""), now), sent.get("where", "")
    problems = {"when": "" if at else WHEN, "where": "" if where in choices else WHERE}
    why = ". ".join(filter(None, (choices.get(where), line(sent, "why"))))
    return Leaving(at, where, why, {name: words for name, words in problems.items() if words})


def when_of(typed: str, now: datetime) -> datetime | None:
    """The moment of a day that was typed: now for today, midday of any other; None for what is no day."""
    try:
        day = datetime.strptime(typed.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return None
    if day == now.astimezone(LONDON).date():
        return now
    return datetime.combine(day, time(12), LONDON).astimezone(UTC)
