"""Runs the rules over a person's entries."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from kith.care.days import ONE, ServiceDay
from kith.care.noticing import by_absence, by_loss, by_often
from kith.care.noticing.by_often import ByOften
from kith.care.noticing.by_usual import ByUsual
from kith.care.noticing.entries import Entry, Ledger
from kith.care.noticing.episodes import LONGEST
from kith.care.noticing.finding import Finding, Noticed, Unsaid
from kith.catalogue.noticing import NoticingRule, Way


def notice(
    patient: UUID,
    entries: Iterable[Entry],
    rules: Sequence[NoticingRule],
    today: date,
    day_rule: ServiceDay,
) -> Noticed:
    """What the rules have to say about one person on a service day, the gravest finding first.

    A rule of whose kinds there is no entry at all says nothing: where something is never written down, it
    may not be part of this person's care. `today` is the day that runs; totals are judged once a day is over.
    """
    ledger = Ledger(patient, entries, today, reaches(rules), day_rule)
    said = [each for rule in rules if _is_kept(ledger, rule) for each in _found(ledger, rule)]
    findings = sorted((each for each in said if isinstance(each, Finding)), key=lambda each: each.order)
    return Noticed(tuple(findings), tuple(each for each in said if isinstance(each, Unsaid)))


def reaches(rules: Iterable[NoticingRule]) -> dict[str, int]:
    """How many days back each kind of entry is looked at by any of these rules."""
    found: dict[str, int] = {}
    for rule in rules:
        found |= {kind.key: max(reach(rule), found.get(kind.key, 0)) for kind in rule.kinds}
    return found


def reach(rule: NoticingRule) -> int:
    """How many days a rule looks back, today among them."""
    usual = rule.usual.days + rule.usual.before if rule.usual else 0
    match rule.way:
        case Way.LOSS:
            longest = max([loss.days for loss in rule.losses] + [rule.drift.days if rule.drift else 0])
            return LONGEST + longest + rule.within + 1
        case Way.ABSENCE:
            return usual + int(rule.steps[-1]) + 1
        case Way.EVENT:
            return rule.within
        case Way.OFTEN:
            return LONGEST + rule.within + usual
    return LONGEST + rule.days + usual + 1


def _found(ledger: Ledger, rule: NoticingRule) -> list[Finding | Unsaid]:
    match rule.way:
        case Way.LOSS:
            return by_loss.found(ledger, rule)
        case Way.ABSENCE:
            return by_absence.found(ledger, rule)
        case Way.EVENT:
            return by_often.events(ledger, rule)
        case Way.OFTEN:
            return ByOften(ledger, rule).found()
    return ByUsual(ledger, rule).found()


def _is_kept(ledger: Ledger, rule: NoticingRule) -> bool:
    first = ledger.today - ONE * (reach(rule) - 1)
    return any(day >= first for kind in rule.kinds for day in ledger.days(kind.key))
