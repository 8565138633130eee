"""How well the rules do on lives whose truth is known: what is found and missed, how soon, and how many are false.

It takes plain data: entries by person, and the truth as person, kind of episode, first and last day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Protocol
from uuid import UUID

from kith.care.days import ServiceDay
from kith.care.noticing.engine import notice
from kith.care.noticing.entries import Entry
from kith.care.noticing.finding import Finding
from kith.catalogue.noticing import NoticingRule, noticing_rules

ONE = timedelta(days=1)
AFTER = 4
"""A finding that comes so many days after an episode still belongs to it."""

TELLS = {
    "dehydration": {"drinks-less"},
    "infection": {"temperature", "pulse", "breathing", "drinks-less", "food-less", "marked-change"},
    "poor sleep": {"sleep-less"},
    "low mood": {"mood-lower"},
    "moving less": {"mobility-more-help"},
    "refusal": {"refused-food-drink", "refused-care", "refused-medicines"},
    "falls": {"near-falls", "falls"},
    "constipation": {"bowels-none"},
    "pain": {"pain-more"},
    "distress": {"distress-more"},
    "weight loss": {"weight-lost"},
    "quiet drift": {"weight-lost"},
}
"""Which rules should find which kind of episode."""


class Truth(Protocol):
    """What was planted."""

    @property
    def person(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...


@dataclass(frozen=True)
class Raised:
    """A finding on the day on which it first stood there."""

    person: UUID
    day: date
    finding: Finding


@dataclass(frozen=True)
class Score:
    """What came of it. `delays` are days from the beginning of an episode until it was found, by kind."""

    delays: Mapping[str, list[int]]
    missed: Mapping[str, int]
    false: Mapping[str, int]
    person_weeks: float
    by_day: Sequence[int]
    """New alerts of everybody on each day."""

    @property
    def found(self) -> int:
        return sum(map(len, self.delays.values()))

    @property
    def false_a_week(self) -> float:
        """False alarms per person and week."""
        return sum(self.false.values()) / self.person_weeks


def score(
    lives: Mapping[UUID, Sequence[Entry]], truth: Iterable[Truth], days: Sequence[date],
    rules: Sequence[NoticingRule] | None = None, day_rule: ServiceDay | None = None,
) -> Score:  # fmt: skip
    """Judge the rules over these days, each as it stood when it ended; every alert is closed at once."""
    planted = list(truth)
    raised = [
        each
        for person, entries in lives.items()
        for each in alerts(person, entries, days, rules or noticing_rules(), day_rule or ServiceDay())
    ]
    delays: dict[str, list[int]] = {kind: [] for kind in sorted({each.kind for each in planted})}
    missed: Counter[str] = Counter()
    for each in planted:
        caught = [r.day for r in raised if _belongs(r, each) and r.finding.rule.key in TELLS[each.kind]]
        if caught:
            delays[each.kind].append((min(caught) - each.first).days)
        else:
            missed[each.kind] += 1
    false = [r for r in raised if not any(_belongs(r, each) for each in planted)]
    counts = Counter(r.day for r in raised)
    weeks = len(lives) * len(days) / 7
    return Score(
        delays, missed, Counter(r.finding.rule.key for r in false), weeks, [counts[day] for day in days]
    )


def alerts(
    person: UUID,
    entries: Sequence[Entry],
    days: Sequence[date],
    rules: Sequence[NoticingRule],
    day_rule: ServiceDay,
) -> Iterator[Raised]:
    """The findings that were not there before, day by day."""
    seen: set[UUID] = set()
    ordered, place = sorted(entries, key=lambda entry: entry.occurred), 0
    for day in days:
        end = day_rule.span(day).end
        while place < len(ordered) and ordered[place].occurred < end:
            place += 1
        for finding in notice(person, ordered[:place], rules, day, day_rule).findings:
            if finding.id not in seen:
                seen.add(finding.id)
                yield Raised(person, day, finding)


def told(score: Score) -> list[str]:
    """The score in lines, for whoever runs the test."""
    kinds = [
        f"{kind}: found {len(days)} of {len(days) + score.missed.get(kind, 0)}"
        + (f", after {median(days):.0f} days (longest {max(days)})" if days else "")
        for kind, days in score.delays.items()
    ]
    return [*kinds, f"false: {dict(score.false)}, {score.false_a_week:.3f} a person-week"]


def _belongs(raised: Raised, truth: Truth) -> bool:
    return raised.person == truth.person and truth.first <= raised.day <= truth.last + ONE * AFTER
