"""Days in a row far from the person's own earlier days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from kith.care.days import ONE
from kith.care.noticing import robust, wording
from kith.care.noticing.entries import Ledger
from kith.care.noticing.episodes import Judged, State, in_a_row, running
from kith.care.noticing.figures import DayFigure, day_figure
from kith.care.noticing.finding import Finding, Unsaid
from kith.catalogue.noticing import MeasureOf, NoticingRule, Usual

LASTING = 1


@dataclass(frozen=True)
class Own:
    """The person's own usual before some day: the known days and what they come to."""

    figures: tuple[DayFigure, ...]
    middle: Decimal
    spread: Decimal
    entries: Decimal
    """How many entries such a day has as a rule."""

    @property
    def quarters(self) -> tuple[Decimal, Decimal]:
        """Between these lies the half of the days that is most usual."""
        return robust.quarters([figure.value for figure in self.figures])


class ByUsual:
    """One rule over one person's ledger."""

    def __init__(self, ledger: Ledger, rule: NoticingRule) -> None:
        self.ledger, self.rule = ledger, rule
        self.last = ledger.today if rule.today else ledger.today - ONE
        self.figure = cache(self._figure)
        self.own = cache(self._own)

    def found(self) -> list[Finding | Unsaid]:
        """The episode that runs now, or that too little is known of today and of the days before."""
        days = running(self.judge, self.last, lasting=LASTING)
        step = in_a_row(days, self.rule.days)
        if step:
            return [self._finding(days, step)]
        return [] if self.own(self.last) or self.rule.otherwise else [self._unsaid()]

    def judge(self, day: date) -> Judged:
        """Whether one day is far from the usual before it."""
        figure, own = self.figure(day), self.own(day)
        if figure is None or (own is None and not self.rule.otherwise):
            return Judged(day, State.UNKNOWN)
        if own is None:
            return self._against_most_people(figure)
        enough = self.rule.enough
        if len(figure.entries) < enough.entries or len(figure.entries) < own.entries * enough.share:
            return Judged(day, State.UNKNOWN)
        step = max(self._step(value, own) for value in self._values(figure))
        return Judged(day, State.CHANGED if step else State.AS_USUAL, step)

    def _figure(self, day: date) -> DayFigure | None:
        return day_figure(self.ledger, self.rule, day)

    def _own(self, day: date) -> Own | None:
        """The usual before a day; None when too few days are known well enough."""
        usual = self._usual
        first = day - ONE * (usual.before + self.rule.days - 1 + usual.days)
        days = [first + ONE * ahead for ahead in range(usual.days)]
        known = [found for each in days if (found := self.figure(each))]
        known = [found for found in known if len(found.entries) >= self.rule.enough.entries]
        if len(known) < max(usual.at_least, 1):
            return None
        values = [found.value for found in known]
        return Own(
            tuple(known),
            robust.middle(values),
            robust.spread(values),
            robust.middle([Decimal(len(found.entries)) for found in known]),
        )

    @property
    def _usual(self) -> Usual:
        assert self.rule.usual is not None
        return self.rule.usual

    def _values(self, figure: DayFigure) -> tuple[Decimal, ...]:
        """What is held against the usual: each single reading, or the day's figure."""
        return figure.values if self.rule.measure is MeasureOf.NUMBER else (figure.value,)

    def _step(self, value: Decimal, own: Own) -> int:
        away = value - own.middle
        away = {"less": -away, "more": away, "either": abs(away)}[self.rule.direction]
        if away < self.rule.spread * own.spread:
            return 0
        by = own.middle if self.rule.by == "share" else Decimal(1)
        return sum(away >= step * by for step in self.rule.steps) if away > 0 else 0

    def _against_most_people(self, figure: DayFigure) -> Judged:
        step = max(self._beyond(value) for value in figure.values)
        return Judged(figure.day, State.CHANGED if step else State.AS_USUAL, step)

    def _beyond(self, value: Decimal) -> int:
        """How many steps a value lies beyond what is usual for most people; the first is the edge itself."""
        limits = self.rule.most_people
        below = limits.low - value if limits.low is not None else Decimal(0)
        above = value - limits.high if limits.high is not None else Decimal(0)
        away = max(below, above)
        return sum(away >= step - self.rule.steps[0] for step in self.rule.steps) if away > 0 else 0

    def _finding(self, days: list[Judged], step: int) -> Finding:
        changed = [judged.day for judged in days if judged.state is State.CHANGED]
        figures = [found for day in changed if (found := self.figure(day))]
        own = self.own(changed[0])
        return Finding(
            rule=self.rule,
            patient=self.ledger.patient,
            since=changed[-1],
            last=changed[0],
            step=step,
            sentence=wording.far_from_usual(self.rule, figures, own, self.ledger.today),
            dated=wording.far_from_usual(self.rule, figures, own, None),
            entries=tuple(entry.id for figure in figures for entry in figure.entries),
        )

    def _unsaid(self) -> Unsaid:
        usual = self._usual
        first = self.last - ONE * (usual.before + self.rule.days - 1 + usual.days)
        known = sum(self.figure(first + ONE * ahead) is not None for ahead in range(usual.days))
        return Unsaid(self.rule, self.ledger.patient, wording.too_little(self.rule, known, usual.days))
