"""What the demonstration knows about its residents: right by the catalogue on any date, full for one, honest for others."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from kith.care.demonstration.home import Home
from kith.care.demonstration.knowing import facts
from kith.care.demonstration.known import FACTS
from kith.care.demonstration.residents import RESIDENTS
from kith.care.demonstration.staff import STAFF, WILLOWS
from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from kith.catalogue.facts import GAPS
from kith.catalogue.loader import catalogue
from kith.directory.models import Organization, Service

KEYS = [resident.key for resident in RESIDENTS if resident.home == WILLOWS]
TODAYS = (date(2026, 11, 23), date(2026, 10, 26), date(2027, 3, 30))


def home(today: date) -> Home:
    made = Home(Organization(custodian=1), Service(name=WILLOWS), today)
    made.staff = {worker.key: UUID(int=place) for place, worker in enumerate(STAFF, 1)}
    made.patients = {key: UUID(int=100 + place) for place, key in enumerate(KEYS)}
    return made


def told(key: str, today: date = TODAYS[0]) -> list[DailyEntry]:
    there = home(today)
    return [entry for entry in facts(there) if entry.patient == there.patients[key]]


@pytest.mark.parametrize("today", TODAYS)
def test_every_fact_is_right_by_the_catalogue_and_recorded_before_today(today: date) -> None:
    found = facts(home(today))
    assert len(found) == sum(map(len, FACTS.values()))
    for entry in found:
        assert check(entry, now=datetime(2028, 1, 1, tzinfo=UTC)).ok, (entry, check(entry))
        assert entry.made.date() < today


def test_a_fact_that_is_held_once_is_told_once() -> None:
    for key in KEYS:
        ones = [entry.kind for entry in told(key) if catalogue().kind(entry.kind).fact == "one"]
        assert len(ones) == len(set(ones)), key


def test_everything_is_known_about_mr_green_and_of_every_other_something_is_not() -> None:
    kinds = {kind.key for kind in catalogue().current.values() if kind.fact}
    assert {entry.kind for entry in told("walter")} - {"cpr-seen"} == kinds
    for key in set(KEYS) - {"walter"}:
        there = told(key)
        missing = kinds - {entry.kind for entry in there}
        gaps = {entry.kind for entry in there if set(GAPS) & set(map(str, entry.answers.values()))}
        assert missing, key
        assert gaps, key


def test_nobody_confirms_a_decision_of_their_own() -> None:
    for key in KEYS:
        by = {entry.kind: entry.author for entry in told(key)}
        assert by.get("cpr-seen", uuid4()) != by.get("cpr")
