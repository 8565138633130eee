"""When a plan is due: wall clock in London, instants in UTC, through the nights on which the clocks change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from kith.care.days import LONDON, ONE, Span
from kith.care.due.plans import ALWAYS, Plan

MORNING, NIGHT = 7, 22
STRETCHES = {"day": (MORNING, NIGHT), "night": (NIGHT, 24 + MORNING)}
"""The hours of a day in which an interval runs, from the midnight at its beginning."""
FARTHEST = 5
"""Days from the first on whose stretches are looked at: more than a list reaches."""
FOR_EVER = datetime.max.replace(tzinfo=UTC)


def at_hour(day: date, hour: int) -> datetime:
    """The instant of an hour on the wall clock; from 24 on, on the day after.

    An hour that the spring change skips falls an hour later by the clock; one that the autumn change repeats is its
    first occurrence, so that nothing is done twice.
    """
    then = day + ONE * (hour // 24)
    return datetime.combine(then, time(hour % 24), LONDON).astimezone(UTC)


def set_times(plan: Plan, span: Span) -> list[datetime]:
    """The instants within a span at which a plan with set hours is due, in order."""
    first, last = (each.astimezone(LONDON).date() for each in (span.start, span.end))
    days = [first + ONE * step for step in range((last - first).days + 1)]
    found = {at_hour(day, hour) for day in days if _holds(plan, day) for hour in plan.hours}
    return sorted(each for each in found if span.holds(each) and each >= plan.since)


def stretches(plan: Plan, first: date) -> Iterator[Span]:
    """The stretches of time in which a plan with an interval runs, from the one that begins on a day on.

    Day and night without a break is one stretch. A night belongs to the day on which it begins.
    """
    if plan.between == ALWAYS:
        yield Span(at_hour(first, 0), at_hour(plan.until, 24) if plan.until else FOR_EVER)
        return
    begins, ends = STRETCHES[plan.between]
    for step in range(FARTHEST):
        day = first + ONE * step
        if _holds(plan, day):
            yield Span(at_hour(day, begins), at_hour(day, ends))


def _holds(plan: Plan, day: date) -> bool:
    return (not plan.days or day.weekday() in plan.days) and (plan.until is None or day <= plan.until)
