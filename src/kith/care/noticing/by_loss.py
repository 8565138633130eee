"""A weight that goes down: by a share within so many days, or step by step."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kith.care.noticing import robust, wording
from kith.care.noticing.entries import Entry, Ledger
from kith.care.noticing.episodes import LONGEST
from kith.care.noticing.figures import day_figure
from kith.care.noticing.finding import Finding, Unsaid
from kith.catalogue.noticing import NoticingRule

STEADY = Decimal("0.8")
"""So many of all pairs of readings must go down for a drift."""
FEWEST_TO_DOUBT = 4
"""From so many earlier readings the single highest may be a slip, and is left out, where it stands alone."""
ALONE = Decimal("0.05")
"""It stands alone when it lies by more than this share above the next."""


@dataclass(frozen=True)
class Reading:
    """The reading of one day."""

    day: date
    value: Decimal
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Fall:
    """How far a reading lies below an earlier one, and how many times a rule's threshold that is."""

    reading: Reading
    earlier: Reading
    times: Decimal
    drifting: bool = False


def found(ledger: Ledger, rule: NoticingRule) -> list[Finding | Unsaid]:
    """The loss that the newest reading shows, from the first reading in a row that showed one."""
    readings = _readings(ledger, rule)
    if len(readings) < 2 or (ledger.today - readings[-1].day).days > rule.within:
        newest = readings[-1].day if readings else None
        return [Unsaid(rule, ledger.patient, wording.no_reading(rule, newest, ledger.today))]
    row: list[Fall] = []
    for place in reversed(range(1, len(readings))):
        fall = _fall(readings[: place + 1], rule)
        if fall is None or (readings[-1].day - fall.reading.day).days > LONGEST:
            break
        row.append(fall)
    return [_finding(ledger, rule, row)] if row else []


def _readings(ledger: Ledger, rule: NoticingRule) -> list[Reading]:
    (reads,) = rule.reads
    made = (day_figure(ledger, rule, day) for day in ledger.days(reads.kind.key))
    return [Reading(each.day, each.value, each.entries) for each in made if each]


def _fall(readings: list[Reading], rule: NoticingRule) -> Fall | None:
    """The worst that the last of these readings shows against those before it."""
    falls = [fall for fall in (*_losses(readings, rule), _drift(readings, rule)) if fall]
    return max(falls, key=lambda fall: fall.times, default=None)


def _losses(readings: list[Reading], rule: NoticingRule) -> list[Fall]:
    last, falls = readings[-1], []
    for loss in rule.losses:
        within = [each for each in readings[:-1] if (last.day - each.day).days <= loss.days]
        if not within:
            continue
        earlier = _highest(within)
        times = (earlier.value - last.value) / earlier.value / loss.share
        if times >= rule.steps[0]:
            falls.append(Fall(last, earlier, times))
    return falls


def _highest(readings: list[Reading]) -> Reading:
    first, *rest = sorted(readings, key=lambda each: (-each.value, each.day))
    if len(readings) < FEWEST_TO_DOUBT or first.value <= rest[0].value * (1 + ALONE):
        return first
    return rest[0]


def _drift(readings: list[Reading], rule: NoticingRule) -> Fall | None:
    """A steady fall: the middle of all slopes between two readings (Theil and Sen), nearly all of them down."""
    drift, last = rule.drift, readings[-1]
    if drift is None:
        return None
    held = [each for each in readings if (last.day - each.day).days <= drift.days]
    if len(held) < drift.at_least or (last.day - held[0].day).days * 3 < drift.days:
        return None
    slopes = [
        (later.value - earlier.value) / (later.day - earlier.day).days
        for place, earlier in enumerate(held)
        for later in held[place + 1 :]
    ]
    down = sum(slope < 0 for slope in slopes)
    lost = -robust.middle(slopes) * (last.day - held[0].day).days / held[0].value
    if down < len(slopes) * STEADY or lost < drift.share:
        return None
    return Fall(last, held[0], rule.steps[0], drifting=True)


def _finding(ledger: Ledger, rule: NoticingRule, row: list[Fall]) -> Finding:
    newest = row[0]
    step = max(sum(fall.times >= each for each in rule.steps) for fall in row)
    said = (rule, newest.reading, newest.earlier, newest.drifting)
    entries = (*newest.earlier.entries, *newest.reading.entries)
    return Finding(
        rule=rule,
        patient=ledger.patient,
        since=row[-1].reading.day,
        last=newest.reading.day,
        step=step,
        sentence=wording.gone_down(*said, ledger.today),
        dated=wording.gone_down(*said, None),
        entries=tuple(entry.id for entry in entries),
    )
