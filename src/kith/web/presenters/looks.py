"""Who looked: openings first, lists folded by day, in words that the person can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from kith.care.days import clock, named
from kith.care.sayings import times
from kith.care.telling import Telling

Sort = Literal["opening", "list", "export", "override"]

SORTS = {
    "opening": "Opened the record",
    "export": "Took a copy",
    "override": "Opened it for a reason they gave",
    "list": "Saw the name in a list",
}


UNUSUAL = ("override", "export")


@dataclass(frozen=True)
class Look:
    """One look, as the record keeps it."""

    at: datetime
    who: str
    role: str
    why: str
    asked: str
    sort: Sort


@dataclass(frozen=True)
class Opening:
    """One line of the page."""

    when: str
    iso: str
    who: str
    role: str
    why: str
    did: str
    unusual: bool


@dataclass(frozen=True)
class LooksDay:
    """A day: unusual looks one by one, routine ones folded by person, lists in one sentence."""

    title: str
    unusual: tuple[Opening, ...]
    routine: tuple[Opening, ...]
    folded: str
    lists: str
    listed: tuple[Opening, ...]


@dataclass(frozen=True)
class LooksPage:
    """The page."""

    days: tuple[LooksDay, ...]
    summary: str
    empty: bool


def looks_page(looks: Sequence[Look], telling: Telling) -> LooksPage:
    """The page, newest day first."""
    days = sorted({telling.rule.of(look.at) for look in looks}, reverse=True)
    return LooksPage(
        days=tuple(_day(day, [k for k in looks if telling.rule.of(k.at) == day], telling) for day in days),
        summary=summary_of(looks),
        empty=not looks,
    )


def _day(day: date, looks: list[Look], telling: Telling) -> LooksDay:
    newest = sorted(looks, key=lambda look: look.at, reverse=True)
    lists = [look for look in newest if look.sort == "list"]
    return LooksDay(
        title=named(day, telling.today),
        unusual=tuple(_opening([look]) for look in newest if look.sort in UNUSUAL),
        routine=tuple(_opening(group) for group in _grouped(newest)),
        folded=_opened([look for look in newest if look.sort == "opening"]),
        lists=_folded(lists),
        listed=tuple(_opening([look]) for look in lists),
    )


def _grouped(looks: Sequence[Look]) -> list[list[Look]]:
    """Routine looks of one person in one role together, so that unusual ones stand out (practice, rule 24)."""
    routine: dict[tuple[str, str, str], list[Look]] = {}
    for look in looks:
        if look.sort == "opening":
            routine.setdefault((look.who, look.role, look.why), []).append(look)
    return list(routine.values())


def _opening(looks: Sequence[Look]) -> Opening:
    last, first = looks[0], looks[-1]
    asked = list(dict.fromkeys(look.asked for look in reversed(looks) if look.asked))
    often = "" if len(looks) == 1 else f" {times(len(looks))}"
    when = clock(first.at) if clock(first.at) == clock(last.at) else f"{clock(first.at)} to {clock(last.at)}"
    did = f"{SORTS[last.sort]}{often}" + (f": {', '.join(asked)}" if asked else "")
    return Opening(when, first.at.isoformat(), last.who, last.role, last.why, did, last.sort in UNUSUAL)


def _folded(lists: Sequence[Look]) -> str:
    if not lists:
        return ""
    people = len({look.who for look in lists})
    who = "1 person" if people == 1 else f"{people} people"
    return f"{who} saw the name in a list, {times(len(lists))}"


def _opened(looks: Sequence[Look]) -> str:
    people = len({look.who for look in looks})
    who = "1 person" if people == 1 else f"{people} people"
    return f"{who} opened the record {times(len(looks))}" if looks else ""


def summary_of(looks: Sequence[Look]) -> str:
    """How many people opened the record, and how often, in one sentence."""
    told = _opened([look for look in looks if look.sort != "list"])
    return f"{told} in the last four weeks." if told else "Nobody has opened the record in this time."
