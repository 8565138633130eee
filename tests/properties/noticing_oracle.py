"""The rules of change noticed a second time, slow and plain, from the meaning of the YAML and the words beside it.

It shares nothing with the engine but the shape of an entry, the service's day and the rules as data. It answers, for
each rule, with the set of (since, step, entries) that should be found.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor
from typing import Any
from uuid import UUID

from kith.care.days import ServiceDay
from kith.care.noticing.entries import Entry
from kith.catalogue.noticing import NoticingRule, Reads

ONE = timedelta(days=1)
BACK = 18  # an episode is followed back so many days
Found = tuple[date, int, frozenset[UUID]]


def expected(rule: NoticingRule, entries: Sequence[Entry], today: date) -> set[Found]:
    """What the rule should find today."""
    days = ServiceDay()
    standing = [each for each in entries if each.status != "entered-in-error"]

    def on(day: date, kind: str) -> list[Entry]:
        held = [each for each in standing if each.kind == kind and days.of(each.occurred) == day]
        return sorted(held, key=lambda each: (each.occurred, each.id))

    plain = {"usual": usual, "often": often, "event": event, "absence": absence, "loss": loss}[rule.way.value]
    return plain(rule, on, today)


def usual(rule: NoticingRule, on: Any, today: date) -> set[Found]:
    """Far from the person's own usual on `days` known days in a row."""
    reads = rule.reads[0]
    last = today if rule.today else today - ONE

    def told(day: date) -> list[tuple[Entry, Decimal]]:
        pairs = [(each, number_of(each, reads, rule.measure.value)) for each in on(day, reads.kind.key)]
        return [(each, number) for each, number in pairs if number is not None]

    def state(day: date) -> tuple[str, int]:
        mine = [number for _, number in told(day)]
        if not mine:
            return "unknown", 0
        end = day - ONE * (rule.usual.before + rule.days)
        before = [told(end - ONE * ago) for ago in range(rule.usual.days)]
        before = [held for held in before if len(held) >= rule.enough.entries]
        if len(before) < rule.usual.at_least or not before:
            if not rule.otherwise:
                return "unknown", 0
            step = max(beyond_most_people(rule, number) for number in mine)
            return ("changed" if step else "usual"), step
        count = median([Decimal(len(held)) for held in before])
        if len(mine) < rule.enough.entries or len(mine) < rule.enough.share * count:
            return "unknown", 0
        figures = [one_figure([number for _, number in held], rule.measure.value) for held in before]
        centre = median(figures)
        wide = Decimal("1.4826") * median([abs(each - centre) for each in figures])
        judged = mine if rule.measure.value == "number" else [one_figure(mine, rule.measure.value)]
        step = max(how_far(rule, each, centre, wide) for each in judged)
        return ("changed" if step else "usual"), step

    run = episode(state, last, 1)
    if not run:
        return set()
    known = [step for _, what, step in run if what != "unknown"]
    rows = [min(known[place : place + rule.days]) for place in range(len(known) - rule.days + 1)]
    if not rows or not max(rows):
        return set()
    ids = {each.id for day, what, _ in run if what == "changed" for each, _ in told(day)}
    return {(run[-1][0], max(rows), frozenset(ids))}


def how_far(rule: NoticingRule, value: Decimal, centre: Decimal, wide: Decimal) -> int:
    away = {"less": centre - value, "more": value - centre, "either": abs(value - centre)}[rule.direction]
    if away <= 0 or away < rule.spread * wide:
        return 0
    return len([each for each in rule.steps if away >= each * (centre if rule.by == "share" else 1)])


def beyond_most_people(rule: NoticingRule, value: Decimal) -> int:
    low, high = rule.reads[0].part.usual.low, rule.reads[0].part.usual.high
    away = Decimal(0)
    if low is not None and value < low:
        away = low - value
    if high is not None and value > high:
        away = value - high
    return 0 if away == 0 else 1 + len([each for each in rule.steps[1:] if away >= each - rule.steps[0]])


def often(rule: NoticingRule, on: Any, today: date) -> set[Found]:
    """More within some days than the person's own earlier days let expect."""

    def hits(day: date) -> dict[UUID, Entry]:
        return {
            each.id: each
            for reads in rule.reads
            for each in on(day, reads.kind.key)
            if is_counted(each, reads)
        }

    def state(day: date) -> tuple[str, int]:
        number = sum(len(hits(day - ONE * ago)) for ago in range(rule.within))
        if number < rule.at_least:
            return "usual", 0
        wanted = rule.at_least
        if rule.usual:
            before = [day - ONE * (rule.within + ago) for ago in range(rule.usual.days)]
            kinds = {reads.kind.key for reads in rule.reads}
            if len([each for each in before if any(on(each, kind) for kind in kinds)]) < rule.usual.at_least:
                return "unknown", 0
            mean = Decimal(sum(len(hits(each)) for each in before) * rule.within) / rule.usual.days
            wanted = max(wanted, ceil(mean + rule.spread * max(mean, Decimal("0.5")).sqrt()))
        step = len([each for each in rule.steps if number >= wanted * each])
        return ("changed" if step else "usual"), step

    run = episode(state, today, 1)
    if not run:
        return set()
    first = run[-1][0] - ONE * (rule.within - 1)
    held = [first + ONE * ahead for ahead in range((run[0][0] - first).days + 1)]
    held = [day for day in held if hits(day)]
    ids = {id for day in held for id in hits(day)}
    return {(held[0], max(step for _, _, step in run), frozenset(ids))}


def event(rule: NoticingRule, on: Any, today: date) -> set[Found]:
    """Each of the last days on which it happened."""
    found = set()
    for ago in range(rule.within):
        day = today - ONE * ago
        ids = {e.id for reads in rule.reads for e in on(day, reads.kind.key) if is_counted(e, reads)}
        if ids:
            found.add((day, len([each for each in rule.steps if len(ids) >= each]), frozenset(ids)))
    return found


def absence(rule: NoticingRule, on: Any, today: date) -> set[Found]:
    """Longer without than is usual, while the kinds are still written down."""

    def hits(day: date) -> set[UUID]:
        return {e.id for reads in rule.reads for e in on(day, reads.kind.key) if is_counted(e, reads)}

    reach = rule.usual.days + int(rule.steps[-1])
    held = [today - ONE * ago for ago in range(reach, 0, -1) if hits(today - ONE * ago)]
    if not held or len(held) < rule.usual.at_least or hits(today):
        return set()
    silent = (today - ONE - held[-1]).days
    pauses = [Decimal((after - before).days - 1) for before, after in zip(held, held[1:], strict=False)]
    wanted = max(rule.steps[0], quantile(pauses, Decimal("0.9")) + 2) if pauses else rule.steps[0]
    if silent < wanted:
        return set()
    kinds = {reads.kind.key for reads in rule.reads}
    told = [
        held[-1] + ONE * ahead
        for ahead in range(1, silent + 1)
        if sum(len(on(held[-1] + ONE * ahead, kind)) for kind in kinds) >= rule.enough.entries
    ]
    if len(told) < silent * rule.enough.share:
        return set()
    return {(held[-1] + ONE, len([each for each in rule.steps if silent >= each]), frozenset(hits(held[-1])))}


def loss(rule: NoticingRule, on: Any, today: date) -> set[Found]:
    """A weight that has gone down by a share within some days, or step by step."""
    reads = rule.reads[0]
    reach = BACK + max([*(each.days for each in rule.losses), rule.drift.days]) + rule.within + 1
    readings = []
    for ago in range(reach - 1, -1, -1):
        day = today - ONE * ago
        told = [(each, number_of(each, reads, "number")) for each in on(day, reads.kind.key)]
        told = [(each, number) for each, number in told if number is not None]
        if told:
            value = median([number for _, number in told])
            readings.append((day, value, frozenset(each.id for each, _ in told)))
    if len(readings) < 2 or (today - readings[-1][0]).days > rule.within:
        return set()
    row = []
    for upto in range(len(readings), 1, -1):
        worst = worst_fall(rule, readings[:upto])
        if worst is None or (readings[-1][0] - readings[upto - 1][0]).days > BACK:
            break
        row.append((readings[upto - 1], *worst))
    if not row:
        return set()
    times = max(each[1] for each in row)
    (_, _, ids), _, earlier = row[0]
    return {(row[-1][0][0], len([each for each in rule.steps if times >= each]), ids | earlier)}


def worst_fall(rule: NoticingRule, readings: list[Any]) -> tuple[Decimal, frozenset[UUID]] | None:
    day, value, _ = readings[-1]
    falls = []
    for each in rule.losses:
        within = [r for r in readings[:-1] if (day - r[0]).days <= each.days]
        within.sort(key=lambda r: (-r[1], r[0]))
        if within:
            slip = len(within) >= 4 and within[0][1] > within[1][1] * Decimal("1.05")
            then = within[1 if slip else 0]
            falls.append(((then[1] - value) / then[1] / each.share, then[2]))
    falls = [fall for fall in falls if fall[0] >= rule.steps[0]]
    held = [r for r in readings if (day - r[0]).days <= rule.drift.days]
    if len(held) >= rule.drift.at_least and (day - held[0][0]).days * 3 >= rule.drift.days:
        slopes = [
            (held[b][1] - held[a][1]) / (held[b][0] - held[a][0]).days
            for a in range(len(held))
            for b in range(a + 1, len(held))
        ]
        lost = -median(slopes) * (day - held[0][0]).days / held[0][1]
        falling = len([slope for slope in slopes if slope < 0])
        if falling >= len(slopes) * Decimal("0.8") and lost >= rule.drift.share:
            falls.append((rule.steps[0], held[0][2]))
    best = None
    for fall in falls:
        if best is None or fall[0] > best[0]:
            best = fall
    return best


def episode(state: Any, last: date, lasting: int) -> list[tuple[date, str, int]]:
    """Changed days that belong together, newest first, with what lies between; empty when none runs now."""
    told = [(last - ONE * ago, *state(last - ONE * ago)) for ago in range(BACK)]
    changed = [place for place, (_, what, _) in enumerate(told) if what == "changed"]
    kept: list[int] = []
    for place in changed:
        between = told[(kept[-1] + 1) if kept else 0 : place]
        quiet = len([1 for _, what, _ in between if what == "usual"])
        unknown = len([1 for _, what, _ in between if what == "unknown"])
        if quiet > (2 if kept else lasting) or unknown > 5:
            break
        kept.append(place)
    return told[kept[0] : kept[-1] + 1] if kept else []


def number_of(entry: Entry, reads: Reads, measure: str) -> Decimal | None:
    if reads.only and entry.answers.get(reads.only[0]) not in reads.only[1]:
        return None
    answer = entry.answers.get(reads.part.key)
    if measure == "length":
        if answer is not None:
            return Decimal(answer)
        return Decimal(round((entry.until - entry.occurred).total_seconds())) / 3600 if entry.until else None
    if answer is None:
        return None
    if measure == "level":
        return Decimal(reads.levels[answer]) if answer in reads.levels else None
    if measure == "share":
        return Decimal(1 if is_counted(entry, reads) else 0)
    return Decimal(answer)


def is_counted(entry: Entry, reads: Reads) -> bool:
    if reads.part is None:
        return True
    answer = entry.answers.get(reads.part.key)
    if answer is None:
        return False
    if reads.at_most is not None:
        return bool(answer <= reads.at_most)
    answers = answer if isinstance(answer, list) else [answer]
    return any(each in reads.values for each in answers)


def one_figure(values: list[Decimal], measure: str) -> Decimal:
    if measure == "number":
        return median(values)
    return sum(values, Decimal(0)) / (1 if measure in ("total", "length") else len(values))


def median(values: list[Decimal]) -> Decimal:
    return quantile(values, Decimal("0.5"))


def quantile(values: list[Decimal], share: Decimal) -> Decimal:
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    below = ranked[floor(place)]
    return below + (ranked[ceil(place)] - below) * (place - floor(place))
