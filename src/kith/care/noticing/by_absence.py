"""Longer without something than is usual for the person, while its kind of thing is still written down."""

from datetime import date
from decimal import Decimal

from kith.care.days import ONE
from kith.care.noticing import robust, wording
from kith.care.noticing.entries import Ledger
from kith.care.noticing.figures import counted, recorded
from kith.care.noticing.finding import Finding, Unsaid
from kith.catalogue.noticing import NoticingRule

BEYOND = 2
"""So many days longer than nine in ten of the person's own pauses."""
NEARLY_ALL = Decimal("0.9")


def found(ledger: Ledger, rule: NoticingRule) -> list[Finding | Unsaid]:
    """The pause that runs now, if it is long, and longer than is usual for the person."""
    assert rule.usual is not None
    days = [day for day in _days(ledger, rule) if counted(ledger, rule, day)]
    if not days or len(days) < rule.usual.at_least:
        return [Unsaid(rule, ledger.patient, wording.too_little(rule, len(days), rule.usual.days))]
    last, yesterday = days[-1], ledger.today - ONE
    silent = (yesterday - last).days
    if counted(ledger, rule, ledger.today) or silent < _threshold(rule, days):
        return []
    if not _recorded(ledger, rule, last, silent):
        return [Unsaid(rule, ledger.patient, wording.not_written_down(rule, last, ledger.today))]
    step = sum(silent >= each for each in rule.steps)
    usual = robust.quarters(_pauses(days))
    said = (rule, last, silent, usual)
    return [
        Finding(
            rule=rule,
            patient=ledger.patient,
            since=last + ONE,
            last=yesterday,
            step=step,
            sentence=wording.none_since(*said, ledger.today),
            dated=wording.none_since(*said, None),
            entries=tuple(entry.id for entry in counted(ledger, rule, last)),
        )
    ]


def _days(ledger: Ledger, rule: NoticingRule) -> list[date]:
    """The days that tell what is usual: up to yesterday, as far back as the rule and its longest pause go."""
    assert rule.usual is not None
    reach = rule.usual.days + int(rule.steps[-1])
    return [ledger.today - ONE * back for back in range(reach, 0, -1)]


def _pauses(days: list[date]) -> list[Decimal]:
    """The days between one and the next."""
    return [Decimal((later - earlier).days - 1) for earlier, later in zip(days, days[1:], strict=False)]


def _threshold(rule: NoticingRule, days: list[date]) -> Decimal:
    pauses = _pauses(days)
    return max(rule.steps[0], robust.quantile(pauses, NEARLY_ALL) + BEYOND) if pauses else rule.steps[0]


def _recorded(ledger: Ledger, rule: NoticingRule, last: date, silent: int) -> bool:
    """Whether most of the silent days have something of the kind: silence may be in the book alone."""
    days = [last + ONE * ahead for ahead in range(1, silent + 1)]
    known = sum(recorded(ledger, rule, day) >= rule.enough.entries for day in days)
    return known >= silent * rule.enough.share
