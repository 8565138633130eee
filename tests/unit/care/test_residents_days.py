"""The residents' scripts: right by the catalogue on any date, in believable numbers, and the same each time."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest

from kith.care.days import ServiceDay
from kith.care.demonstration.days import DAYS
from kith.care.demonstration.residents import RESIDENTS
from kith.care.demonstration.staff import STAFF, WILLOWS, WillowsRota
from kith.care.generation.diary import Diary
from kith.catalogue.checking import check

KEYS = [resident.key for resident in RESIDENTS if resident.home == WILLOWS]
PATIENT = UUID(int=77)
# An ordinary Monday, and the days after the clocks went back and forward.
TODAYS = (date(2026, 11, 23), date(2026, 10, 26), date(2026, 3, 30))


def diary(key: str, today: date, back: int) -> Diary:
    staff = {worker.key: UUID(int=place) for place, worker in enumerate(STAFF, 1)}
    made = Diary(PATIENT, today - timedelta(days=back), back, Random(back), WillowsRota(staff, today))
    DAYS[key](made)
    return made


@pytest.mark.parametrize("today", TODAYS)
@pytest.mark.parametrize("key", KEYS)
def test_a_fortnight_is_right_and_believable(key: str, today: date) -> None:
    rule = ServiceDay()
    after = datetime(2027, 1, 1, tzinfo=rule.start(today).tzinfo)
    for back in range(1, 15):
        made = diary(key, today, back)
        assert 25 <= len(made.entries) <= 45, back
        for entry in made.entries:
            assert check(entry, now=after).ok, (back, entry, check(entry, now=after))
            assert rule.of(entry.occurred) == made.day, entry
            assert entry.made >= (entry.until or entry.occurred)


@pytest.mark.parametrize("key", KEYS)
def test_a_day_is_the_same_whenever_it_is_written(key: str) -> None:
    assert diary(key, TODAYS[0], 3).entries == diary(key, TODAYS[0], 3).entries


def test_emily_is_on_leave_and_mr_greens_day_is_open() -> None:
    staff = {worker.key: UUID(int=place) for place, worker in enumerate(STAFF, 1)}
    assert diary("walter", TODAYS[0], 0).entries == []
    today = [entry.author for key in KEYS for entry in diary(key, TODAYS[0], 0).entries]
    assert staff["emily"] not in today
    weekday = [entry.author for entry in diary("walter", TODAYS[0], 4).entries]
    assert {staff["emily"], staff["daniel"], staff["grace"], staff["mahsa"], staff["eva"]} <= set(weekday)
