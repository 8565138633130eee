"""Hashes, folded text, dates and references."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.record.search import dates, hashing
from kith.record.search.folding import fold
from kith.record.search.references import Target, target, target_type


def test_a_token_is_the_same_on_every_machine() -> None:
    assert hashing.token("code", "http://loinc.org", "29463-7") == -3593352850419443316


@given(
    st.lists(st.text(max_size=8), min_size=1, max_size=4),
    st.lists(st.text(max_size=8), min_size=1, max_size=4),
)
def test_only_the_same_parts_have_the_same_token(one: list[str], two: list[str]) -> None:
    assert (hashing.token(*one) == hashing.token(*two)) == (one == two)
    assert -(2**63) <= hashing.token(*one) < 2**63


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Zo\u00eb   MAY ", "zoe may"),
        ("Stra\u00dfe", "strasse"),
        ("\u0141ukasz", "\u0142ukasz"),
        ("", ""),
        ("\t", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def utc(year: int, month: int, day: int, *clock: int) -> datetime:
    hour, minute, second, micro = (*clock, 0, 0, 0, 0)[:4]
    return datetime(year, month, day, hour, minute, second, micro, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start", "stop"),
    [
        ("2026", utc(2026, 1, 1), utc(2027, 1, 1)),
        ("2026-12", utc(2026, 12, 1), utc(2027, 1, 1)),
        ("2026-07-01", utc(2026, 6, 30, 23), utc(2026, 7, 1, 23)),
        ("2026-10-25", utc(2026, 10, 24, 23), utc(2026, 10, 26)),  # the clocks go back: a day of 25 hours
        ("2026-11-23T08:10:00Z", utc(2026, 11, 23, 8, 10), utc(2026, 11, 23, 8, 10)),
        (
            "2026-11-23T08:10:00.5+01:00",
            utc(2026, 11, 23, 7, 10, 0, 500000),
            utc(2026, 11, 23, 7, 10, 0, 500000),
        ),
        ("2026-06-30T23:59:60Z", utc(2026, 6, 30, 23, 59, 59), utc(2026, 6, 30, 23, 59, 59)),
    ],
)
def test_a_date_is_as_long_as_it_is_precise(text: str, start: datetime, stop: datetime) -> None:
    assert dates.interval(text) == (start, stop)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-02-30",
        "yesterday",
        "9999",
        "0001-01-01",
        "0000",
        "2026-11-23T25:00:00Z",
        "20261123",
    ],
)
def test_what_is_no_real_date_is_none(text: str) -> None:
    assert dates.interval(text) is None


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = dates.interval(text)
    assert found is None or found[0] <= found[1]


def test_periods_and_timings() -> None:
    start, end = {"start": "2026-01-01"}, {"end": "2026-01-02"}
    assert dates.period({**start, **end}) == (utc(2026, 1, 1), utc(2026, 1, 3))
    assert dates.period(start) == (utc(2026, 1, 1), dates.END)
    assert dates.period(end) == (dates.BEGINNING, utc(2026, 1, 3))
    assert dates.period({}) is None
    assert dates.period({"start": "never"}) is None
    assert dates.of_value({"event": ["2026-01-02", "2026-01-01"]}) == (utc(2026, 1, 1), utc(2026, 1, 3))
    assert dates.of_value({"repeat": {"boundsPeriod": start}}) == (utc(2026, 1, 1), dates.END)
    assert dates.of_value({"repeat": {"frequency": 1}}) is None
    assert dates.of_value(7) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Patient/1", Target("", "Patient", "1")),
        ("Patient/1/_history/2", Target("", "Patient", "1")),
        ("https://x.example/fhir/Patient/1", Target("https://x.example/fhir/", "Patient", "1")),
        ("#1", None),
        ("urn:uuid:0190b1a2-0000-7000-8000-000000000001", None),
        ("Patient/1?x", None),
        ("patient/1", None),
        ("Patient/1\n", None),
    ],
)
def test_where_a_reference_points(text: str, found: Target | None) -> None:
    assert target(text) == found


def test_the_type_of_what_a_reference_points_at() -> None:
    whole = {"contained": [{"resourceType": "Patient", "id": "in"}, 7]}
    assert target_type({"reference": "#in"}, whole) == "Patient"
    assert target_type({"reference": "#out"}, whole) is None
    assert target_type({"type": "Group"}, whole) == "Group"
    assert target_type("Flag/1", whole) == "Flag"
    assert target_type({"reference": 7}, whole) is None
