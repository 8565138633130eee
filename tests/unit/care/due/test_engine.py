"""What is due: the engine agrees with a plain second implementation, and on what a person would say of it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.care.days import LONDON
from kith.care.due.engine import slots
from kith.care.due.plans import Plan
from kith.care.due.slots import State
from kith.catalogue.components import DailyEntry, Planned
from tests.support.due_oracle import E, P, S, expected

SPRING, AUTUMN, PLAIN = date(2027, 3, 28), date(2026, 10, 25), date(2026, 11, 25)
"""Two nights on which the clocks change, and one on which they do not."""
KINDS = ("turning", "drink", "planned-care")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WALTER, LONG_AGO = UUID(int=7), datetime(2026, 1, 1, tzinfo=UTC)


def at(day: date, hour: int, minute: int = 0, fold: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, fold=fold), LONDON).astimezone(UTC)


def plan(**given: object) -> Plan:
    told = {"what": "Turn", "record": "turning", "must": False, "since": LONG_AGO, **given}
    return Plan(id=uuid4(), patient=WALTER, **told)  # type: ignore[arg-type]


def entry(
    kind: str, occurred: datetime, planned: Planned | None = None, made: datetime | None = None
) -> DailyEntry:
    return DailyEntry(
        uuid4(), kind, f"https://kith.example/EntryKind/{kind}|1", WALTER, occurred, uuid4(), made or occurred,
        planned=planned,
    )  # fmt: skip


@dataclass(frozen=True)
class Night:
    """A case for both implementations."""

    plans: list[Plan]
    entries: list[DailyEntry]
    now: datetime
    since: datetime


@st.composite
def plans(draw: st.DrawFn, now: datetime) -> Plan:
    timed = draw(st.booleans())
    began = draw(st.sampled_from([LONG_AGO, now - HOUR * 30, now - HOUR * 5, now - HOUR]))
    return Plan(
        id=draw(st.uuids()),
        patient=WALTER,
        what="Turn",
        record=draw(st.sampled_from(KINDS)),
        must=draw(st.booleans()),
        since=began + MINUTE * draw(st.integers(0, 50)),
        until=draw(st.none() | st.integers(-2, 2).map(lambda step: now.date() + timedelta(days=step))),
        hours=tuple(sorted(draw(st.sets(st.integers(0, 23), min_size=1, max_size=6)))) if timed else (),
        days=tuple(sorted(draw(st.sets(st.integers(0, 6), max_size=6)))) if timed else (),
        every=0 if timed else draw(st.integers(1, 24)),
        between=draw(st.sampled_from(["always", "day", "night"])),
    )


@st.composite
def nights(draw: st.DrawFn) -> Night:
    day = draw(st.sampled_from([SPRING, AUTUMN, PLAIN]))
    now = at(day - timedelta(days=1), 12) + MINUTE * draw(st.integers(0, 48 * 60))
    held = draw(st.lists(plans(now), min_size=1, max_size=4, unique_by=lambda each: each.id))
    since, found = now - HOUR * 24, []
    for _ in range(draw(st.integers(0, 7))):
        occurred = since + MINUTE * draw(st.integers(0, 24 * 60))
        named = draw(st.none() | st.sampled_from(held))
        planned = Planned(named.id, draw(_instant(named, occurred))) if named else None
        made = occurred + MINUTE * draw(st.integers(0, 90))
        found.append(
            replace(entry(draw(st.sampled_from(KINDS)), occurred, planned, made), id=draw(st.uuids()))
        )
    return Night(held, found, now, since)


def _instant(named: Plan, near: datetime) -> st.SearchStrategy[datetime]:
    """One at which it is due, as often as not."""
    local = near.astimezone(LONDON)
    hours = [at(local.date(), hour) for hour in named.hours] or [near]
    return st.sampled_from([*hours, near.replace(second=0, microsecond=0)])


@given(nights())
@settings(max_examples=300)
def test_the_engine_agrees_with_a_plain_second_implementation(night: Night) -> None:
    found = [
        S(str(slot.plan.id), slot.due, str(slot.state(night.now)), str(slot.entry.id) if slot.entry else None,
          tuple(str(each.id) for each in slot.twins))
        for slot in slots(night.plans, night.entries, night.now, night.since)
    ]  # fmt: skip
    assert found == expected(
        [_p(each) for each in night.plans], [_e(each) for each in night.entries], night.now, night.since
    )


def _p(each: Plan) -> P:
    return P(str(each.id), each.record, each.must, each.since, each.until, each.hours, each.days, each.every,
             each.between)  # fmt: skip


def _e(each: DailyEntry) -> E:
    named = each.planned
    return E(str(each.id), each.kind, each.occurred, each.made, str(named.plan) if named else None,
             named.due if named else None)  # fmt: skip


def states(held: Plan, entries: list[DailyEntry], now: datetime) -> list[tuple[str, State]]:
    found = slots([held], entries, now, now - HOUR * 24)
    return [(f"{each.due.astimezone(LONDON):%H:%M}", each.state(now)) for each in found]


def test_with_set_hours_it_comes_soon_is_due_late_and_missed() -> None:
    morning = plan(hours=(8,), since=at(PLAIN, 0))
    said = [
        states(morning, [], at(PLAIN, *when))[0][1]
        for when in ((6, 30), (7, 30), (8, 59), (9, 0), (15, 59), (16, 0))
    ]
    assert said == [State.LATER, State.SOON, State.DUE, State.LATE, State.LATE, State.MISSED]


def test_whoever_recorded_it_anywhere_has_done_it_and_one_entry_does_one_thing() -> None:
    rounds = plan(hours=(10, 15), record="drink")
    done = [
        entry("drink", at(PLAIN, 10, 20)),
        entry("drink", at(PLAIN, 10, 40)),
        entry("turning", at(PLAIN, 15)),
    ]
    assert states(rounds, done, at(PLAIN, 15, 10))[-2:] == [("10:00", State.DONE), ("15:00", State.DUE)]


def test_an_interval_runs_from_the_last_time_whoever_did_it() -> None:
    turns = plan(every=3)
    now = at(PLAIN, 14)
    assert states(turns, [entry("turning", at(PLAIN, 12, 10))], now)[-1] == ("15:10", State.LATER)
    assert states(turns, [], now) == [("14:00", State.LATE)]  # a day ago: nobody knows of a last time


def test_a_night_check_rests_by_day_and_one_that_fell_away_is_missed() -> None:
    looks = plan(every=2, record="night-check", between="night")
    last = [entry("night-check", at(PLAIN, 2))]
    assert states(looks, last, at(PLAIN, 5))[1:] == [("04:00", State.LATE)]
    assert states(looks, last, at(PLAIN, 15))[1:] == [("04:00", State.MISSED), ("22:00", State.LATER)]
    late = [entry("night-check", at(PLAIN, 4, 50))]
    assert states(looks, late, at(PLAIN, 15))[1:] == [
        ("22:00", State.LATER)
    ]  # 06:50 was too near the morning


def test_when_the_clocks_go_back_nothing_is_due_twice_and_an_interval_is_as_long_as_it_says() -> None:
    hourly, twos = plan(hours=tuple(range(7))), plan(every=2)
    now = at(AUTUMN, 4)
    dues = [
        each.due
        for each in slots([hourly], [], now, now - HOUR * 12)
        if each.due.astimezone(LONDON).hour == 1
    ]
    assert dues == [datetime(2026, 10, 25, 0, 0, tzinfo=UTC)]
    (_, after) = slots([twos], [entry("turning", at(AUTUMN, 0, 30))], at(AUTUMN, 1), now - HOUR * 24)
    assert after.due.astimezone(LONDON).replace(tzinfo=None) == datetime(2026, 10, 25, 1, 30)
    assert after.due.astimezone(LONDON).fold == 1


def test_when_the_clocks_go_forward_the_hour_that_is_skipped_falls_an_hour_later() -> None:
    night = plan(hours=(1,), since=at(SPRING, 0))
    assert [due for due, _ in states(night, [], at(SPRING, 4))] == ["02:00"]


def test_a_second_entry_of_the_very_same_instant_is_kept_and_told() -> None:
    tablets = plan(hours=(8,), record="planned-care", must=True)
    named = Planned(tablets.id, at(PLAIN, 8))
    first, second = (entry("planned-care", at(PLAIN, 8, minute), named) for minute in (2, 9))
    (slot,) = [each for each in slots([tablets], [second, first], at(PLAIN, 9), at(PLAIN, 0)) if each.entry]
    assert (slot.entry, slot.twins) == (first, (second,))


def test_that_only_something_was_done_answers_nothing_that_it_does_not_name() -> None:
    aids = plan(hours=(8,), record="planned-care")
    assert states(aids, [entry("planned-care", at(PLAIN, 8))], at(PLAIN, 9))[-1] == ("08:00", State.LATE)


def test_everybody_means_the_same_entry_by_an_instant() -> None:
    held = plan(hours=(8,))
    ids = {Planned(held.id, each).id for each in (at(PLAIN, 8), at(PLAIN, 8).astimezone(LONDON))}
    assert len(ids) == 1
    assert Planned(held.id, at(PLAIN, 9)).id not in ids
