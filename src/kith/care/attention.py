"""What needs whoever leads, about everybody here: pure, from what was read. It never tells of staff."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from kith.care.allergies import is_known
from kith.care.changes import NOTHING, Changes
from kith.care.cpr import decisions
from kith.care.days import LONDON, clock
from kith.care.due.slots import Slot, State
from kith.care.facts import Facts
from kith.care.measures import standing
from kith.care.presence import after
from kith.care.presence.presence import MISSING, Presence, presence_of, seems_back
from kith.care.spells import LONGEST
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.allergy import Allergy
from kith.catalogue.facts import NOT_ASKED

BY_DAY = range(8, 22)
OLD = timedelta(days=183)
"""A fact that steers care and was not looked at for half a year (hazard HZ-32)."""
STEERING = ("texture", "eating-help", "moving", "skin", "continence", "must-do")
FIRST = (
    "cpr",
    "texture",
    "eating-help",
    "moving",
    "talking",
    "calms",
    "must-do",
    "skin",
    "continence",
    "contact",
)
"""The kinds behind the first eight questions of a summary; allergies have a line of their own."""
RISING = 2
"""Changes of the two gravest ranks are for today."""


@dataclass(frozen=True)
class About:
    """Everything that was read about one person."""

    patient: UUID
    entries: Sequence[DailyEntry] = ()
    slots: Sequence[Slot] = ()
    changes: Changes = NOTHING
    allergies: Sequence[Allergy] = ()
    facts: Facts = field(default_factory=Facts)

    @cached_property
    def presence(self) -> Presence:
        """Whether they are here, away or have died."""
        return presence_of(self.facts)


Say = Callable[[About, datetime], Iterator[str]]


def late(about: About, now: datetime) -> Iterator[str]:
    """What must not be missed and is late."""
    yield from (slot.plan.what for slot in about.slots if slot.plan.must and slot.state(now) is State.LATE)


def missed(about: About, now: datetime) -> Iterator[str]:
    """What must not be missed and was, in the last day."""
    yield from (slot.plan.what for slot in about.slots if slot.plan.must and slot.state(now) is State.MISSED)


def twice(about: About, now: datetime) -> Iterator[str]:
    """What was planned once and recorded more than once."""
    yield from (slot.plan.what for slot in about.slots if slot.twins)


def changed(about: About, now: datetime) -> Iterator[str]:
    """Grave changes on which nobody has acted."""
    yield from (each.sentence for each in about.changes.open if each.rule.rank <= RISING)


def quiet(about: About, now: datetime) -> Iterator[str]:
    """By day: nothing recorded for hours."""
    if now.astimezone(LONDON).hour not in BY_DAY or about.presence.away:
        return
    last = max((each.occurred for each in standing(about.entries)), default=None)
    if last is None:
        yield "Nothing in the last 24 hours"
    elif now - last > LONGEST:
        yield f"Nothing for {int((now - last).total_seconds() // 3600)} hours"


def cpr_waits(about: About, now: datetime) -> Iterator[str]:
    """A CPR decision that only one person has seen (practice, rule 12)."""
    if any(each.waits for each in decisions(about.facts)):
        yield "A second person must see the signed form"


def allergies_unasked(about: About, now: datetime) -> Iterator[str]:
    """Nobody has asked about allergies."""
    if not is_known(about.allergies):
        yield "Nobody has asked"


def unasked(about: About, now: datetime) -> Iterator[str]:
    """How many of the first questions nobody has asked."""
    said = {held.entry.kind for held in about.facts.held if not held.removed and not _is_unasked(held.entry)}
    open_ = [kind for kind in FIRST if kind not in said]
    if open_:
        yield "1 question" if len(open_) == 1 else f"{len(open_)} questions"


def old(about: About, now: datetime) -> Iterator[str]:
    """Facts that steer care, the newest version of which is half a year old."""
    aged = [held for kind in STEERING for held in about.facts.of(kind) if now - held.entry.made > OLD]
    if aged:
        yield "1 answer" if len(aged) == 1 else f"{len(aged)} answers"


def missing(about: About, now: datetime) -> Iterator[str]:
    """Nobody knows where they are."""
    away = about.presence.away
    if away and away.left.answers.get("where") == MISSING:
        yield f"Since {clock(away.left.occurred)}"


def back_unsaid(about: About, now: datetime) -> Iterator[str]:
    """Away by the record, while care was recorded here (hazard HZ-80)."""
    if care := seems_back(about.presence, about.entries):
        yield f"Care was recorded at {clock(care.occurred)}"


def overdue(about: About, now: datetime) -> Iterator[str]:
    """Away past the day on which they were expected."""
    if day := about.presence.overdue(now.astimezone(LONDON).date()):
        yield f"Expected on {day.day} {day:%b}"


def after_death(about: About, now: datetime) -> Iterator[str]:
    """What a death asks for and nobody has recorded."""
    if about.presence.died:
        yield from (step.words for step in after.waiting(after.steps(about.facts)))


def of_the_living(say: Say) -> Say:
    """The same, of whoever has not died."""
    return lambda about, now: iter(()) if about.presence.died else say(about, now)


LINES: tuple[tuple[str, Say], ...] = (
    ("missing", missing),
    ("after", after_death),
    ("late", late),
    ("missed", missed),
    ("twice", twice),
    ("back", back_unsaid),
    ("changed", of_the_living(changed)),
    ("quiet", of_the_living(quiet)),
    ("overdue", overdue),
    ("cpr", of_the_living(cpr_waits)),
    ("allergies", of_the_living(allergies_unasked)),
    ("unasked", of_the_living(unasked)),
    ("old", of_the_living(old)),
)
"""In the order in which they press."""


def attention(everybody: Sequence[About], now: datetime) -> Mapping[str, list[tuple[UUID, tuple[str, ...]]]]:
    """By line, whom it is about and what is said of each; a line about nobody is empty."""
    return {
        key: [(each.patient, said) for each in everybody if (said := tuple(say(each, now)))]
        for key, say in LINES
    }


def _is_unasked(entry: DailyEntry) -> bool:
    return NOT_ASKED in (entry.answers.get("known"), entry.answers.get("decision"))
