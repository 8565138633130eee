"""The service's own day across midnights, years and both clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.care.days import LONDON, ServiceDay, ago, clock, lasting, named

SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)
starts = st.times().map(lambda t: t.replace(second=0, microsecond=0))
instants = st.datetimes(
    min_value=datetime(2015, 1, 1), max_value=datetime(2045, 1, 1), timezones=st.just(UTC)
)
near_a_change = st.builds(
    lambda day, minutes: datetime.combine(day, time(0), UTC) + timedelta(minutes=minutes),
    st.sampled_from([SPRING, AUTUMN, date(2027, 3, 28), date(2027, 10, 31)]),
    st.integers(-1440, 2880),
)


@given(starts, instants | near_a_change)
def test_every_instant_is_in_exactly_the_day_that_it_belongs_to(begins, instant) -> None:
    rule = ServiceDay(begins)
    day = rule.of(instant)
    assert rule.span(day).holds(instant)
    assert not rule.span(day - timedelta(days=1)).holds(instant)
    assert not rule.span(day + timedelta(days=1)).holds(instant)


@given(starts, st.dates(date(2015, 1, 1), date(2045, 1, 1)))
def test_days_follow_each_other_without_gap_or_overlap(begins, day) -> None:
    rule = ServiceDay(begins)
    assert rule.span(day).end == rule.span(day + timedelta(days=1)).start
    assert timedelta(hours=22) < rule.span(day).length < timedelta(hours=26)


@given(near_a_change | instants)
def test_a_later_instant_is_never_in_an_earlier_day(instant) -> None:
    rule = ServiceDay()
    assert rule.of(instant) <= rule.of(instant + timedelta(minutes=1))


def test_a_night_belongs_to_the_day_on_which_it_began() -> None:
    rule = ServiceDay()
    assert rule.of(datetime(2026, 11, 24, 3, 0, tzinfo=LONDON)) == date(2026, 11, 23)
    assert rule.of(datetime(2026, 11, 24, 7, 0, tzinfo=LONDON)) == date(2026, 11, 24)


@pytest.mark.parametrize(("change", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 6, 1), 24)])
def test_the_night_of_a_clock_change_has_its_true_length(change, hours) -> None:
    eve = change - timedelta(days=1) if change != date(2026, 6, 1) else change
    assert ServiceDay().span(eve).length == timedelta(hours=hours)


def test_a_week_over_a_clock_change_holds_seven_days() -> None:
    rule = ServiceDay()
    week = rule.week(AUTUMN)
    assert len(week) == 7
    assert rule.over(week).length == timedelta(days=7, hours=1)
    assert rule.over(rule.week(date(2026, 10, 23))).length == timedelta(days=7)


def test_the_hour_that_comes_twice_says_which_one_it_is() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert clock(first) == "01:30 BST"
    assert clock(first + timedelta(hours=1)) == "01:30 GMT"
    assert clock(first + timedelta(hours=2)) == "02:30"
    assert clock(datetime(2026, 3, 29, 0, 59, tzinfo=UTC)) == "00:59"
    assert clock(datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) == "02:00"


@given(near_a_change)
def test_two_instants_of_one_day_never_read_the_same(instant) -> None:
    minute = instant.replace(second=0, microsecond=0)
    assert clock(minute) != clock(minute + timedelta(hours=1))


def test_lengths_and_ages_in_words() -> None:
    assert lasting(timedelta(hours=4, minutes=30)) == "4 hours 30 minutes"
    assert lasting(timedelta(hours=1)) == "1 hour"
    assert lasting(timedelta(seconds=5)) == "less than a minute"
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert ago(now - timedelta(seconds=10), now) == "just now"
    assert ago(now - timedelta(minutes=25), now) == "25 min ago"
    assert ago(now - timedelta(hours=47), now) == "47 h ago"
    assert ago(now - timedelta(days=3), now) == "3 days ago"


def test_days_as_people_say_them() -> None:
    today = date(2026, 11, 23)
    assert named(today, today) == "Today, Monday 23 November"
    assert named(date(2026, 11, 22), today) == "Yesterday, Sunday 22 November"
    assert named(date(2026, 11, 16), today) == "Monday 16 November"
    assert named(date(2025, 12, 31), today) == "Wednesday 31 December 2025"
