"""More of something within some days than before, and things that are a change by themselves."""

from datetime import date
from decimal import Decimal
from functools import cache
from math import ceil

from kith.care.days import ONE
from kith.care.noticing import wording
from kith.care.noticing.entries import Entry, Ledger
from kith.care.noticing.episodes import Judged, State, running
from kith.care.noticing.figures import counted, recorded
from kith.care.noticing.finding import Finding, Unsaid
from kith.catalogue.noticing import NoticingRule

LASTING = 1

RAREST = Decimal("0.5")
"""Where something hardly ever happened, its spread is taken as that of so many."""


class ByOften:
    """One rule over one person's ledger."""

    def __init__(self, ledger: Ledger, rule: NoticingRule) -> None:
        self.ledger, self.rule = ledger, rule
        self.on = cache(self._on)

    def found(self) -> list[Finding | Unsaid]:
        """The episode that runs now, or that too little is known of the days before."""
        days = running(self.judge, self.ledger.today, lasting=LASTING)
        if days:
            return [self._finding(days)]
        return [] if self.expected(self.ledger.today) is not None else [self._unsaid()]

    def judge(self, day: date) -> Judged:
        """Whether there were more in the days up to this one than is usual."""
        number = len(self._entries(day))
        if number < self.rule.at_least:
            return Judged(day, State.AS_USUAL)
        expected = self.expected(day)
        if expected is None:
            return Judged(day, State.UNKNOWN)
        wanted = max(self.rule.at_least, self._far_above(expected))
        step = sum(number >= wanted * each for each in self.rule.steps)
        return Judged(day, State.CHANGED if step else State.AS_USUAL, step)

    def expected(self, day: date) -> Decimal | None:
        """How many are usual within so many days; None when too few earlier days have anything recorded."""
        usual = self.rule.usual
        if usual is None:
            return Decimal(0)
        end = day - ONE * self.rule.within
        days = [end - ONE * back for back in range(usual.days)]
        if sum(recorded(self.ledger, self.rule, each) > 0 for each in days) < usual.at_least:
            return None
        return Decimal(sum(len(self.on(each)) for each in days) * self.rule.within) / usual.days

    def _far_above(self, expected: Decimal) -> int:
        return ceil(expected + self.rule.spread * max(expected, RAREST).sqrt()) if self.rule.usual else 0

    def _on(self, day: date) -> list[Entry]:
        return counted(self.ledger, self.rule, day)

    def _entries(self, day: date) -> list[Entry]:
        return [entry for back in range(self.rule.within) for entry in self.on(day - ONE * back)]

    def _finding(self, days: list[Judged]) -> Finding:
        newest, oldest = days[0].day, days[-1].day
        entries = self._entries(oldest)
        entries += [entry for back in range((newest - oldest).days) for entry in self.on(newest - ONE * back)]
        entries.sort(key=lambda entry: (entry.occurred, entry.id))
        said = (self.rule, len(self._entries(newest)), self.expected(newest), newest)
        happened = [day for day in self._days(oldest, newest) if self.on(day)]
        return Finding(
            rule=self.rule,
            patient=self.ledger.patient,
            since=happened[0],
            last=happened[-1],
            step=max(judged.step for judged in days),
            sentence=wording.more_often(*said, self.ledger.today),
            dated=wording.more_often(*said, None),
            entries=tuple(entry.id for entry in entries),
        )

    def _days(self, oldest: date, newest: date) -> list[date]:
        """The days whose entries were counted, oldest first."""
        first = oldest - ONE * (self.rule.within - 1)
        return [first + ONE * ahead for ahead in range((newest - first).days + 1)]

    def _unsaid(self) -> Unsaid:
        assert self.rule.usual is not None
        end = self.ledger.today - ONE * self.rule.within
        days = [end - ONE * back for back in range(self.rule.usual.days)]
        known = sum(recorded(self.ledger, self.rule, day) > 0 for day in days)
        return Unsaid(self.rule, self.ledger.patient, wording.too_little(self.rule, known, len(days)))


def events(ledger: Ledger, rule: NoticingRule) -> list[Finding | Unsaid]:
    """A finding for each of the last days on which it happened."""
    days = [ledger.today - ONE * back for back in range(rule.within)]
    return [_event(ledger, rule, day, entries) for day in days if (entries := counted(ledger, rule, day))]


def _event(ledger: Ledger, rule: NoticingRule, day: date, entries: list[Entry]) -> Finding:
    return Finding(
        rule=rule,
        patient=ledger.patient,
        since=day,
        last=day,
        step=sum(len(entries) >= step for step in rule.steps),
        sentence=wording.happened(rule, entries, day, ledger.today),
        dated=wording.happened(rule, entries, day, None),
        entries=tuple(entry.id for entry in entries),
    )
