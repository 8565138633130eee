"""What is due, worked out a second time, plainly and slowly: minutes are walked one by one, and nothing is clever."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class P:
    """A plan."""

    key: str
    record: str
    must: bool
    since: datetime
    until: date | None = None
    hours: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    every: int = 0
    between: str = "always"


@dataclass(frozen=True)
class E:
    """An entry; `plan` and `due` are what it names."""

    key: str
    kind: str
    occurred: datetime
    made: datetime
    plan: str | None = None
    due: datetime | None = None


@dataclass(frozen=True)
class S:
    """How one instant stands."""

    plan: str
    due: datetime
    state: str
    entry: str | None = None
    twins: tuple[str, ...] = ()


def expected(plans: list[P], entries: list[E], now: datetime, since: datetime) -> list[S]:
    """Every instant with its state."""
    found = _with_hours([plan for plan in plans if not plan.every], entries, now, since)
    for plan in plans:
        if plan.every:
            found += [(plan, stands) for stands in _with_interval(plan, entries, now, since)]
    found.sort(key=lambda each: (each[1].due, not each[0].must, each[0].key))
    return [stands for _, stands in found]


def wall(instant: datetime) -> datetime:
    """The clock on the wall in London, as if there were no zones."""
    return instant.astimezone(LONDON).replace(tzinfo=None)


@cache
def first_minute(day: date, hour: int) -> datetime:
    """The first minute at which the wall clock shows that hour of that day, or has gone past it."""
    wanted = datetime(day.year, day.month, day.day) + HOUR * hour
    minute = (wanted - HOUR * 3).replace(tzinfo=UTC)
    while wall(minute) < wanted:
        minute += MINUTE
    return minute


def _instants(plan: P, first: datetime, last: datetime) -> list[datetime]:
    found, day = set(), wall(first).date() - DAY
    while day <= wall(last).date() + DAY:
        if (not plan.days or day.weekday() in plan.days) and (plan.until is None or day <= plan.until):
            found |= {first_minute(day, hour) for hour in plan.hours}
        day += DAY
    return sorted(each for each in found if first <= each < last and each >= plan.since)


def _with_hours(plans: list[P], entries: list[E], now: datetime, since: datetime) -> list[tuple[P, S]]:
    slots = []
    for plan in plans:
        every = _instants(plan, since - HOUR * 16, now + HOUR * 24)
        opens = {}
        for place, due in enumerate(every):
            opens[due] = due - HOUR
            if place and due - (due - every[place - 1]) / 2 > opens[due]:
                opens[due] = due - (due - every[place - 1]) / 2
        for place, due in enumerate(every):
            closes = due + HOUR * 8
            if place + 1 < len(every) and opens[every[place + 1]] < closes:
                closes = opens[every[place + 1]]
            if since <= due < now + HOUR * 8:
                slots.append({"plan": plan, "due": due, "opens": opens[due], "closes": closes, "by": []})
    loose = []
    for entry in sorted(entries, key=lambda each: (each.made, each.key)):
        named = [slot for slot in slots if (slot["plan"].key, slot["due"]) == (entry.plan, entry.due)]
        if named:
            named[0]["by"].append(entry.key)
        else:
            loose.append(entry)
    for entry in sorted(loose, key=lambda each: (each.occurred, each.key)):
        free = [
            slot
            for slot in slots
            if not slot["by"] and slot["plan"].record == entry.kind and entry.kind != "planned-care"
            and slot["opens"] <= entry.occurred < slot["closes"]
        ]  # fmt: skip
        free.sort(key=lambda s: (abs(s["due"] - entry.occurred), s["due"], not s["plan"].must, s["plan"].key))
        if free:
            free[0]["by"].append(entry.key)
    return [(slot["plan"], _stands(slot, now)) for slot in slots]


def _stands(slot: dict, now: datetime) -> S:  # type: ignore[type-arg]
    by, due = slot["by"], slot["due"]
    if by:
        state = "done"
    elif now >= slot["closes"]:
        state = "missed"
    elif now < slot["opens"]:
        state = "later"
    elif now < due:
        state = "soon"
    else:
        state = "due" if now < due + HOUR else "late"
    return S(slot["plan"].key, due, state, by[0] if by else None, tuple(by[1:]))


def _with_interval(plan: P, entries: list[E], now: datetime, since: datetime) -> list[S]:
    counted = [
        each for each in sorted(entries, key=lambda each: each.occurred)
        if each.plan == plan.key or (each.kind == plan.record and each.kind != "planned-care")
    ]  # fmt: skip
    found: list[S] = []
    for entry in counted:
        same = [
            place for place, stands in enumerate(found)
            if entry.plan == plan.key
            and any(e.key == stands.entry and (e.plan, e.due) == (plan.key, entry.due) for e in counted)
        ]  # fmt: skip
        if same:
            held = found[same[0]]
            found[same[0]] = S(held.plan, held.due, "done", held.entry, (*held.twins, entry.key))
        else:
            found.append(S(plan.key, entry.occurred, "done", entry.key))
    slack = min(HOUR, HOUR * plan.every / 4)
    first = counted[-1].occurred + HOUR * plan.every if counted else since
    minute = max(first, plan.since)
    while minute < now + HOUR * 8:
        ends = _runs_until(plan, minute)
        if ends is None or minute > ends - slack:
            minute += MINUTE  # it does not run now, or ends too soon
        elif not counted and ends <= now:
            minute = ends  # a stretch that is over, of which nothing is known
        else:
            lapses = plan.between != "always" and now >= ends
            state = "missed" if lapses else _pressing(minute, slack, now)
            found.append(S(plan.key, minute, state))
            if not lapses:
                break
            minute = ends
    return found


def _pressing(due: datetime, slack: timedelta, now: datetime) -> str:
    if now < due - slack:
        return "later"
    if now < due:
        return "soon"
    return "due" if now < due + slack else "late"


def _runs_until(plan: P, minute: datetime) -> datetime | None:
    """The end of the stretch of hours that runs at this minute; None where none does."""
    if plan.between == "always":
        end = first_minute(plan.until, 24) if plan.until else datetime(9999, 1, 1, tzinfo=UTC)
        return end if minute < end else None
    here = wall(minute)
    for day in (here.date() - DAY, here.date()):
        if (plan.until and day > plan.until) or (plan.days and day.weekday() not in plan.days):
            continue
        begins, ends = (7, 22) if plan.between == "day" else (22, 31)
        if first_minute(day, begins) <= minute < first_minute(day, ends):
            return first_minute(day, ends)
    return None
