"""One day as it is told to the person whose day it was, spell by spell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kith.care.days import ONE, named
from kith.care.measures import standing
from kith.care.own_day.wording import TAKEN, wordings
from kith.care.presenters.day import helpers
from kith.care.sayings import decimal
from kith.care.spells import Spell, spells
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry

WEEK = timedelta(days=7)
A_CUP = Decimal(200)
"""Millilitres; what a cup in a home holds."""


@dataclass(frozen=True)
class Told:
    """One sentence, with the picture of its kind."""

    said: str
    icon: str


@dataclass(frozen=True)
class Part:
    """A part of the day: "In the morning"."""

    title: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class OwnDay:
    """The page. `also` are sentences about the whole day."""

    title: str
    parts: tuple[Part, ...]
    also: tuple[str, ...]
    before: date
    after: date | None


def own_day(entries: Sequence[DailyEntry], day: date, telling: Telling) -> OwnDay:
    """The day from the entries of the week up to it."""
    mine = sorted(standing(telling.in_day(entries, day)), key=lambda entry: (entry.occurred, str(entry.id)))
    parts = (
        Part(f"In the {spell.name.lower()}", tuple(_told(mine, spell, telling)))
        for spell in spells(telling.rule, day)
    )
    return OwnDay(
        title=named(day, telling.today),
        parts=tuple(part for part in parts if part.told),
        also=tuple(_also(mine, entries, day, telling)),
        before=day - ONE,
        after=day + ONE if day < telling.today else None,
    )


def _told(entries: Iterable[DailyEntry], spell: Spell, telling: Telling) -> Iterator[Told]:
    """Each thing once a spell: a day of six cups of tea is told as tea. What is joined stands where its first one was."""
    within = [entry for entry in entries if spell.span.holds(entry.occurred)]
    given: set[str] = set()
    for entry in within:
        for each in _said(entry, within):
            if each not in given:
                given.add(each)
                yield Told(each, telling.kinds[entry.kind].icon)


def _said(entry: DailyEntry, within: Iterable[DailyEntry]) -> list[str]:
    """What is told of an entry; where its kind is joined, of all of that kind in the spell."""
    wording = wordings().get(entry.kind)
    if wording is None:
        return []
    if not wording.join:
        return wording.said(entry)
    several = [said for each in within if each.kind == entry.kind for said in wording.said(each)]
    return [wording.join.format(listed(list(dict.fromkeys(several))))] if several else []


def listed(several: Sequence[str]) -> str:
    """Tea, coffee and water."""
    return " and ".join(filter(None, (", ".join(several[:-1]), several[-1]))) if several else ""


def _also(
    mine: Sequence[DailyEntry], entries: Sequence[DailyEntry], day: date, telling: Telling
) -> Iterator[str]:
    drunk = sum(
        (decimal(entry.answers.get(TAKEN)) or Decimal(0) for entry in mine if entry.kind == "drink"),
        Decimal(0),
    )
    if cups := round(drunk / A_CUP):
        yield "In all you drank about one cup." if cups == 1 else f"In all you drank about {cups} cups."
    if helped := sorted({telling.who(each) for each in helpers(mine)}):
        yield f"With you were {listed(helped)}." if len(helped) > 1 else f"{helped[0]} was with you."
    span = telling.rule.over(telling.rule.week(day, WEEK.days))
    week = len(helpers([entry for entry in entries if span.holds(entry.occurred)]))
    if week > 1:
        yield f"In the last seven days {week} people helped you."
