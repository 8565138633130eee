"""Spells and gaps."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kith.care.days import ServiceDay, Span
from kith.care.spells import LONGEST, gaps, spells

DAY = date(2026, 11, 23)
START = datetime(2026, 11, 23, 7, tzinfo=UTC)
WHOLE = Span(START, START + timedelta(hours=24))


def hours(*offsets: float) -> list[tuple[datetime, datetime | None]]:
    return [(START + timedelta(hours=offset), None) for offset in offsets]


def test_an_ordinary_day_has_four_spells() -> None:
    assert [spell.name for spell in spells(ServiceDay(), DAY)] == ["Morning", "Afternoon", "Evening", "Night"]


def test_a_day_from_midnight_begins_with_the_end_of_a_night() -> None:
    names = [spell.name for spell in spells(ServiceDay(time(0)), DAY)]
    assert names == ["Night", "Morning", "Afternoon", "Evening", "Night"]


def test_a_day_from_six_begins_with_its_morning() -> None:
    assert [spell.name for spell in spells(ServiceDay(time(6)), DAY)][0] == "Morning"


@given(st.times(), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_spells_fill_the_day_exactly(starts, day) -> None:
    rule = ServiceDay(starts.replace(second=0, microsecond=0))
    cut = spells(rule, day)
    assert cut[0].span.start == rule.span(day).start
    assert cut[-1].span.end == rule.span(day).end
    assert all(a.span.end == b.span.start for a, b in zip(cut, cut[1:], strict=False))


def test_a_long_silence_is_a_gap_and_a_short_one_is_not() -> None:
    found = gaps(hours(1, 5, 9.5, 13, 17, 21), WHOLE)
    assert found == [Span(START + timedelta(hours=5), START + timedelta(hours=9.5))]


def test_a_night_asleep_is_not_a_gap() -> None:
    night = (START + timedelta(hours=15), START + timedelta(hours=23.5))
    assert gaps([*hours(0, 4, 8, 12), night], WHOLE) == []


def test_silence_until_now_is_a_gap() -> None:
    assert gaps(hours(1), Span(START, START + timedelta(hours=6)))[-1].end == START + timedelta(hours=6)


@given(st.lists(st.floats(0, 24), max_size=12))
def test_every_gap_is_longer_than_the_longest_and_holds_no_entry(offsets) -> None:
    entries = hours(*offsets)
    for gap in gaps(entries, WHOLE):
        assert gap.length > LONGEST
        assert not any(gap.start < start < gap.end for start, _ in entries)
