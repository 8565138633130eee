"""From where on a handover tells."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from kith.care.handover.since import (
    A_DAY,
    BREAK,
    LONGEST,
    Choice,
    Read,
    Spell,
    asked,
    last_here,
    moment,
    start,
    words,
)
from tests.support.handing_over import MORNING, telling

HOUR = timedelta(hours=1)


def test_sign_ins_of_one_shift_are_one() -> None:
    yesterday = Spell(MORNING - 24 * HOUR, MORNING - 12 * HOUR)
    today = [Spell(MORNING - 3 * HOUR, MORNING - 2 * HOUR), Spell(MORNING - HOUR, None)]
    assert last_here([yesterday, *today], MORNING) == MORNING - 12 * HOUR


def test_a_sign_in_that_nobody_ended_counts_from_its_beginning() -> None:
    assert last_here([Spell(MORNING - 24 * HOUR, None), Spell(MORNING, None)], MORNING) == MORNING - 24 * HOUR


def test_whoever_was_never_here_gets_a_day() -> None:
    assert last_here([Spell(MORNING - HOUR, None)], MORNING) is None
    assert start(Choice.SHIFT, MORNING, None) == MORNING - A_DAY


def test_nobody_gets_more_than_a_week() -> None:
    assert start(Choice.READ, MORNING, MORNING - timedelta(days=40)) == MORNING - LONGEST
    (since,) = asked([uuid4()], {}, Choice.READ, MORNING - LONGEST, MORNING)
    assert since.since == MORNING - LONGEST


def test_what_was_read_counts_by_its_place_and_what_was_not_by_time() -> None:
    read, unread = uuid4(), uuid4()
    found = asked([read, unread], {read: Read(41, MORNING)}, Choice.READ, MORNING - HOUR, MORNING)
    assert [(each.after, each.since) for each in found] == [
        (41, MORNING - LONGEST),
        (0, MORNING - HOUR),
    ]


def test_whoever_asks_for_a_day_gets_it_read_or_not() -> None:
    read = uuid4()
    (since,) = asked([read], {read: Read(41, MORNING)}, Choice.DAY, MORNING - A_DAY, MORNING)
    assert (since.after, since.since) == (0, MORNING - A_DAY)


@given(st.lists(st.tuples(st.integers(0, 60 * 24 * 20), st.none() | st.integers(0, 12 * 60)), max_size=8))
def test_the_last_shift_lies_before_this_one_and_when_somebody_was_known_to_be_here(
    drawn: list[tuple[int, int | None]],
) -> None:
    spells = []
    for before, length in drawn:
        started = MORNING - timedelta(minutes=before)
        ended = None if length is None else min(started + timedelta(minutes=length), MORNING)
        spells.append(Spell(started, ended))
    found = last_here(spells, MORNING)
    if found is not None:
        assert MORNING - found > BREAK
        assert found in {spell.ended or spell.started for spell in spells}
    elif spells:
        first = min(spell.started for spell in spells)
        gaps = sorted({spell.started for spell in spells} | {MORNING})
        assert first == MORNING or len(gaps) >= 2


def test_times_are_said_by_the_calendar_and_across_the_clock_change() -> None:
    assert moment(MORNING - 5 * HOUR, telling()) == "02:10"
    assert moment(MORNING - 10 * HOUR, telling()) == "21:10 yesterday"
    assert moment(MORNING - 60 * HOUR, telling()) == "Saturday 21 November, 19:10"
    autumn = datetime(2026, 10, 25, 7, 10, tzinfo=UTC)
    assert moment(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), telling(autumn)) == "01:30 BST"
    assert moment(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), telling(autumn)) == "01:30 GMT"


def test_the_choice_is_said_in_words() -> None:
    assert words(Choice.READ, MORNING, telling(), read=True) == "since you last read"
    assert words(Choice.READ, MORNING - 12 * HOUR, telling(), read=False) == "since 19:10 yesterday"
    assert words(Choice.DAY, MORNING, telling(), read=True) == "in the last 24 hours"
