"""Small readings of FHIR data types."""

import datetime
from uuid import UUID

import pytest

from kith.directory import names
from kith.directory.reading import date, identifier, moment, reference

ID = "0195a1b2-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("2026-07-01", False, "2026-06-30T23:00:00+00:00"),  # London's midnight in summer
        ("2026-07-01", True, "2026-07-01T23:00:00+00:00"),
        ("2026-12-31", True, "2027-01-01T00:00:00+00:00"),
        ("2026-12", True, "2027-01-01T00:00:00+00:00"),
        ("2026", False, "2026-01-01T00:00:00+00:00"),
        ("2026", True, "2027-01-01T00:00:00+00:00"),
        ("2026-07-01T10:00:00Z", True, "2026-07-01T10:00:00+00:00"),
    ],
)
def test_a_moment_is_londons_where_it_has_no_time(text: str, end: bool, expected: str) -> None:
    assert moment(text, end=end) == datetime.datetime.fromisoformat(expected)


def test_a_date_may_be_a_month_or_a_year() -> None:
    assert [date(t) for t in ("1938-03-09", "1938-03", "1938")] == [
        datetime.date(1938, 3, 9),
        datetime.date(1938, 3, 1),
        datetime.date(1938, 1, 1),
    ]


@pytest.mark.parametrize("text", ["1938-02-30", "yesterday", ""])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - Python's own words differ by case
        date(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"reference": f"Patient/{ID}"}, UUID(ID)),
        ({"reference": f"https://kith.example/fhir/Patient/{ID}"}, UUID(ID)),
        ({"reference": f"Group/{ID}"}, None),
        ({"reference": "Patient/42"}, None),
        ({"display": "Walter"}, None),
        (None, None),
    ],
)
def test_a_reference_counts_only_for_its_type(value: dict[str, str] | None, expected: UUID | None) -> None:
    assert reference(value, "Patient") == expected


def test_an_nhs_number_is_read_without_its_spaces() -> None:
    system = "https://fhir.nhs.uk/Id/nhs-number"
    resource = {
        "identifier": [{"system": "other", "value": "1"}, {"system": system, "value": "999 000 0018"}]
    }
    assert identifier(resource, system) == "9990000018"
    assert identifier({}, system) is None


def test_names_are_found_by_every_word_without_accents() -> None:
    found = names.words([{"family": "O'Brien-Ní", "given": ["Zoë", "Anne"]}, {"text": "Zo"}])
    assert {"obrien", "brien", "ni", "zoe", "anne", "zo"} <= found


def test_the_usual_name_is_shown_first() -> None:
    official = {"use": "official", "family": "Green", "given": ["Walter"]}
    usual = {"use": "usual", "text": "Wally"}
    assert names.text(names.shown([official, usual])) == "Wally"
    assert names.text(names.shown([{"use": "old", "text": "Before"}, official])) == "Walter Green"
    assert names.text(names.shown([])) == ""
