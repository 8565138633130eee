"""What was planned laid beside what was recorded: pure, so that it can be tried against a plain second implementation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kith.care.days import LONDON, ONE, Span
from kith.care.due.instants import set_times, stretches
from kith.care.due.plans import ALWAYS, ONLY_DONE, Plan
from kith.care.due.slots import OPEN_FOR, Slot, early, grace
from kith.catalogue.components import DailyEntry


def slots(plans: Sequence[Plan], entries: Sequence[DailyEntry], now: datetime, since: datetime) -> list[Slot]:
    """Every instant of one person's plans from `since`, the instant from which on entries were read, to eight hours
    ahead of `now`; the earliest first.

    An entry that names its plan and instant answers that one. Any other answers at most one instant with set hours:
    the nearest open one of its kind. An interval runs from whatever entry of its kind came last.
    """
    ahead = Span(since, now + OPEN_FOR)
    fixed = [slot for plan in plans if not plan.every for slot in _fixed(plan, ahead)]
    named, others = _named(fixed, entries)
    intervals = [slot for plan in plans if plan.every for slot in _interval(plan, entries, now, since)]
    return sorted([*_nearest(named, others), *intervals], key=_order)


def _order(slot: Slot) -> tuple[datetime, bool, str]:
    return (slot.due, not slot.plan.must, str(slot.plan.id))


def _fixed(plan: Plan, span: Span) -> list[Slot]:
    wide = Span(span.start - OPEN_FOR * 2, span.end + OPEN_FOR * 2)
    times = set_times(plan, wide)
    opens = [_opens(plan, times, place) for place in range(len(times))]
    return [
        Slot(plan, due, opens[place], min([due + OPEN_FOR, *opens[place + 1 : place + 2]]))
        for place, due in enumerate(times)
        if span.holds(due)
    ]


def _opens(plan: Plan, times: Sequence[datetime], place: int) -> datetime:
    due = times[place]
    if place == 0:
        return due - early(plan)
    return max(due - early(plan), due - (due - times[place - 1]) / 2)


def _named(fixed: Iterable[Slot], entries: Iterable[DailyEntry]) -> tuple[list[Slot], list[DailyEntry]]:
    """The slots with the entries that name them, and the entries that name none of them."""
    waiting = {(slot.plan.id, slot.due): slot for slot in fixed}
    others = []
    for entry in sorted(entries, key=lambda each: (each.made, str(each.id))):
        key = (entry.planned.plan, entry.planned.due) if entry.planned else None
        slot = waiting.get(key) if key else None
        if key is None or slot is None:
            others.append(entry)
        elif slot.entry is None:
            waiting[key] = replace(slot, entry=entry)
        else:
            waiting[key] = replace(slot, twins=(*slot.twins, entry))
    return list(waiting.values()), others


def _nearest(named: Sequence[Slot], entries: Iterable[DailyEntry]) -> list[Slot]:
    found = list(named)
    for entry in sorted(entries, key=lambda each: (each.occurred, str(each.id))):
        places = [place for place, slot in enumerate(found) if _may_answer(slot, entry)]
        if places:
            best = min(places, key=lambda place: _far(found[place], entry))
            found[best] = replace(found[best], entry=entry)
    return found


def _may_answer(slot: Slot, entry: DailyEntry) -> bool:
    if slot.entry or slot.plan.record != entry.kind or entry.kind == ONLY_DONE:
        return False
    return slot.opens <= entry.occurred and (slot.closes is None or entry.occurred < slot.closes)


def _far(slot: Slot, entry: DailyEntry) -> tuple[float, tuple[datetime, bool, str]]:
    return (abs((slot.due - entry.occurred).total_seconds()), _order(slot))


def _interval(plan: Plan, entries: Iterable[DailyEntry], now: datetime, since: datetime) -> list[Slot]:
    """What was done, what lapsed with its stretch of day or night, and when it is due again: once more at most."""
    done = sorted((each for each in entries if _counts(plan, each)), key=lambda each: each.occurred)
    return [*_passed(plan, done), *_next(plan, done[-1].occurred if done else None, now, since)]


def _passed(plan: Plan, done: Iterable[DailyEntry]) -> Iterable[Slot]:
    """What was done, the earliest first. Two entries about the very same instant stand in one, as with set hours."""
    found: dict[object, Slot] = {}
    for entry in done:
        named = entry.planned and entry.planned.plan == plan.id
        key = entry.planned.due if named and entry.planned else entry.id
        held = found.get(key)
        made = Slot(plan, entry.occurred, entry.occurred, entry=entry)
        found[key] = replace(held, twins=(*held.twins, entry)) if held else made
    return found.values()


def _next(plan: Plan, last: datetime | None, now: datetime, since: datetime) -> Iterator[Slot]:
    """Due so many hours after the last time, or with the next stretch where the running one ends too soon.

    Where no last time is known it is due when the stretch begins in which it now is.
    """
    after = max(plan.since, last + timedelta(hours=plan.every) if last else since)
    for stretch in stretches(plan, after.astimezone(LONDON).date() - ONE):
        due = max(after, stretch.start)
        if due > stretch.end - grace(plan) or (last is None and stretch.end <= now):
            continue
        ends = None if plan.between == ALWAYS else stretch.end
        if due < now + OPEN_FOR:
            yield Slot(plan, due, due - early(plan), ends)
        if stretch.end > now:
            return
        after = stretch.end


def _counts(plan: Plan, entry: DailyEntry) -> bool:
    if entry.planned and entry.planned.plan == plan.id:
        return True
    return plan.record == entry.kind != ONLY_DONE
