"""Changes noticed, as pages show them: cards with the gravest first, acts in the day's timeline, marks on lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kith.care.changes import Changes, Closed
from kith.care.days import clock, named
from kith.care.noticing.finding import Finding, Unsaid
from kith.care.people import Alert, Weight
from kith.care.presenters.item import Item
from kith.care.sayings import word
from kith.care.telling import Telling
from kith.catalogue.components.noticed_change import NEEDS_NOTE, Act, ways_to_close
from kith.catalogue.noticing import noticing_rules

FEW = 3
"""So many stand on the day and the weeks; the others are one tap away."""

RANKS = {1: "Act now", 2: "Act today", 3: "Look into it", 4: "Keep an eye on it"}


@dataclass(frozen=True)
class WayToClose:
    """One way of acting, and whether it needs a reason."""

    code: str
    words: str
    asks_why: bool


@dataclass(frozen=True)
class Card:
    """One open finding."""

    id: UUID
    title: str
    sentence: str
    since: str
    rank: str
    weight: Weight
    looks_for: str
    suggests: str
    kind: str
    part: str
    last: date
    rests_on: str


@dataclass(frozen=True)
class Done:
    """One finding that was acted on."""

    id: UUID
    version: int
    title: str
    sentence: str
    acts: tuple[str, ...]


@dataclass(frozen=True)
class Noticed:
    """The section on a person's page, or all of their changes."""

    cards: tuple[Card, ...]
    further: int
    done: tuple[Done, ...]
    unsaid: tuple[str, ...]
    looks_for: tuple[str, ...]
    ways: tuple[WayToClose, ...]

    @property
    def quick(self) -> tuple[WayToClose, ...]:
        """Ways of closing that one tap says."""
        return tuple(way for way in self.ways if not way.asks_why)

    @property
    def reasoned(self) -> tuple[WayToClose, ...]:
        """Ways of closing that say nothing without the reason."""
        return tuple(way for way in self.ways if way.asks_why)


def noticed(changes: Changes, telling: Telling, *, most: int | None = None) -> Noticed:
    """What is to be said about one person, at most `most` cards."""
    shown = changes.open[:most]
    return Noticed(
        cards=tuple(card(finding, telling) for finding in shown),
        further=len(changes.open) - len(shown),
        done=tuple(_done(each, telling) for each in changes.closed),
        unsaid=tuple(_unsaid(each, telling) for each in changes.unsaid),
        looks_for=tuple(rule.looks_for for rule in noticing_rules()),
        ways=tuple(
            WayToClose(option.code, word(option.words, telling.register), option.code in NEEDS_NOTE)
            for option in ways_to_close()
        ),
    )


def card(finding: Finding, telling: Telling) -> Card:
    """One finding in the reader's words."""
    rule, part = finding.rule, finding.rule.part
    number = len(finding.entries)
    return Card(
        id=finding.id,
        title=word(rule.words, telling.register),
        sentence=finding.sentence,
        since=_day(finding.since, telling),
        rank=RANKS[rule.rank],
        weight="alert" if rule.rank == 1 else "noticed",
        looks_for=rule.looks_for,
        suggests=rule.suggests,
        kind=rule.reads[0].kind.key if part else "",
        part=part.key if part else "",
        last=finding.last,
        rests_on="1 entry" if number == 1 else f"{number} entries",
    )


def marks(changes: Mapping[UUID, Changes], telling: Telling) -> dict[UUID, Alert]:
    """At most one mark for each person: the gravest change."""
    return {
        patient: Alert(word(each.open[0].rule.words, telling.register), "noticed")
        for patient, each in changes.items()
        if each.open
    }


def acts(closed: Sequence[Closed], telling: Telling) -> list[Item]:
    """What was done about changes, as lines of the day's timeline."""
    return [_item(each, act, telling) for each in closed for act in each.change.acts]


def _item(closed: Closed, act: Act, telling: Telling) -> Item:
    change = closed.change
    title = change.clinical if telling.register == "clinical" else change.words
    return Item(
        id=change.id,
        kind="noticed-change",
        group="noticed",
        icon="",
        moment=act.at,
        clock=clock(act.at),
        title=f"Acted on: {title}",
        said=(_how(act, telling),),
        note=act.note,
        by=telling.who(act.author),
        is_act=True,
    )


def _done(closed: Closed, telling: Telling) -> Done:
    change = closed.change
    title = change.clinical if telling.register == "clinical" else change.words
    said = tuple(_said(act, telling) for act in change.acts)
    return Done(change.id, closed.version, title, change.sentence, said)


def _said(act: Act, telling: Telling) -> str:
    because = f": {act.note}" if act.note else ""
    return f"{_how(act, telling)}{because} ({telling.who(act.author)}, {_when(act.at, telling)})"


def _how(act: Act, telling: Telling) -> str:
    return word(act.option.words, telling.register) if act.option else act.how


def _when(moment: datetime, telling: Telling) -> str:
    return f"{_day(telling.rule.of(moment), telling)} at {clock(moment)}"


def _day(day: date, telling: Telling) -> str:
    """Within a sentence: today, yesterday, on Monday 23 November."""
    near = {0: "today", 1: "yesterday"}
    return near.get((telling.today - day).days) or f"on {named(day, telling.today)}"


def _unsaid(each: Unsaid, telling: Telling) -> str:
    return f"{word(each.rule.words, telling.register)}: {each.why}"
