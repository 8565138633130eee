"""What a resource is filed under, and what the record refuses to file."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from kith.record.search import Unplaceable, extract, hashing
from kith.record.search.columns import HELD
from kith.record.search.dates import BEGINNING, END
from tests import examples

KINDS = "https://kith.example/CodeSystem/entry-kind"


def test_a_daily_entry() -> None:
    found = extract(examples.drink())
    assert found.patient == UUID(examples.PATIENT)
    assert found.code == hashing.coded("code", KINDS, "drink")
    assert (found.occurred, found.occurred_end) == (datetime(2026, 11, 23, 8, 10, tzinfo=UTC), None)
    assert found.status == "final"
    assert set(found.tokens) == {
        hashing.coded("code", KINDS, "drink"),
        hashing.in_any_system("code", "drink"),
        hashing.coded("category", "https://kith.example/CodeSystem/record-category", "daily-life"),
        hashing.in_any_system("category", "daily-life"),
        hashing.pointing("performer", f"Practitioner/{examples.NURSE}"),
    }


def test_a_person_is_found_by_any_part_of_name_and_address_however_typed() -> None:
    found = extract(examples.person())
    assert found.patient == UUID(examples.PATIENT)
    assert found.status == "true"
    assert {
        ("name", "o\u2019malley-brule"),
        ("name", "zoe"),
        ("name", "may"),
        ("family", "o\u2019malley-brule"),
    } <= set(found.texts)
    assert {("address", "1 high street"), ("address-postalcode", "zz99 3cz")} <= set(found.texts)
    assert hashing.coded("identifier", "https://fhir.nhs.uk/Id/nhs-number", "9990000018") in found.tokens
    assert hashing.in_any_system("identifier", "9990000018") in found.tokens
    assert (
        "birthdate",
        datetime(1941, 3, 1, 23, tzinfo=UTC),
        datetime(1941, 3, 2, 23, tzinfo=UTC),
    ) in found.dates


def test_an_allergy() -> None:
    found = extract(examples.allergy())
    assert found.status == "active"
    assert found.code == hashing.coded("code", "http://snomed.info/sct", "91936005")
    assert hashing.coded("code", "http://snomed.info/sct", "764146007") in found.tokens
    assert found.occurred == datetime(2026, 11, 1, tzinfo=UTC)
    assert found.occurred_end == datetime(2026, 11, 2, tzinfo=UTC)


def test_an_allergy_entered_in_error_is_that_before_it_is_active() -> None:
    wrong = {"verificationStatus": {"coding": [{"code": "entered-in-error"}]}}
    assert extract({**examples.allergy(), **wrong}).status == "entered-in-error"


def test_an_open_period_reaches_to_the_edge_of_time() -> None:
    entry = examples.drink()
    del entry["effectiveDateTime"]
    entry["effectivePeriod"] = {"start": "2026-11-23T22:00:00Z"}
    found = extract(entry)
    assert (found.occurred, found.occurred_end) == (datetime(2026, 11, 23, 22, tzinfo=UTC), END)
    entry["effectivePeriod"] = {"end": "2026-11-23T22:00:00Z"}
    assert extract(entry).occurred == BEGINNING


def test_a_measure_is_filed_as_number_and_unit() -> None:
    weight = {**examples.drink(), "valueQuantity": {"value": 70.5, "unit": "kg", "code": "kg"}}
    assert extract(weight).numbers == [("value-quantity", 70.5, "kg")]


@pytest.mark.parametrize(
    "subject",
    [
        None,
        {},
        {"display": "Mr Smith"},
        {"reference": "Patient/example"},
        {"reference": "Patient/../Patient/x"},
        {"reference": "#inside"},
        {"reference": f"https://elsewhere.example/fhir/Patient/{examples.PATIENT}"},
        {"reference": "Group/0190b1a2-0000-7000-8000-000000000001"},
        {"reference": "Patient/{0190b1a2-0000-7000-8000-00000000000}"},
        {"identifier": {"value": "9990000018"}},
        [
            {"reference": f"Patient/{examples.PATIENT}"},
            {"reference": "Patient/0190b1a2-0000-7000-8000-000000000003"},
        ],
        f"Patient/{examples.PATIENT}",
        17,
    ],
)
def test_what_does_not_plainly_name_one_of_our_patients_is_refused(subject: Any) -> None:
    entry = {**examples.drink(), "subject": subject}
    with pytest.raises(Unplaceable):
        extract(entry)


def test_a_reference_to_a_version_still_names_the_patient() -> None:
    entry = {**examples.drink(), "subject": {"reference": f"Patient/{examples.PATIENT}/_history/3"}}
    assert extract(entry).patient == UUID(examples.PATIENT)


@pytest.mark.parametrize("kind", ["Medication", "Bundle", "", None, 3, ["Patient"]])
def test_types_that_are_not_held_are_refused(kind: Any) -> None:
    with pytest.raises(Unplaceable):
        extract({"resourceType": kind, "id": examples.PATIENT})


@pytest.mark.parametrize("kind", sorted(kind for kind, columns in HELD.items() if columns.patient is None))
def test_resources_about_nobody_have_no_patient(kind: str) -> None:
    assert extract({"resourceType": kind, "id": examples.PATIENT}).patient is None


@pytest.mark.parametrize("resource", [each for each in examples.resources() if each["resourceType"] in HELD])
def test_published_examples_are_filed(resource: dict[str, Any]) -> None:
    path = HELD[resource["resourceType"]].patient
    if path == "Patient":
        resource = {**resource, "id": examples.PATIENT}
    elif path and "where" in path:
        others = [each for each in resource["participant"] if "Patient/" not in str(each)]
        actor = {"actor": {"reference": f"Patient/{examples.PATIENT}"}}
        resource = {**resource, "participant": [*others, actor]}
    elif path:
        resource = {**resource, path.split(".")[1]: {"reference": f"Patient/{examples.PATIENT}"}}
    found = extract(resource)
    assert found.patient == (UUID(examples.PATIENT) if path else None)
    assert len(found.tokens) == len(set(found.tokens))


WRONG: tuple[Any, ...] = (
    3,
    [3],
    {"coding": 3},
    {"coding": [3]},
    {"coding": [{"code": 3, "system": 4}]},
    [[]],
    "x",
)


@pytest.mark.parametrize(
    "name", ["code", "performer", "identifier", "category", "valueQuantity", "effectiveDateTime"]
)
def test_values_of_the_wrong_shape_are_not_filed_and_break_nothing(name: str) -> None:
    for wrong in WRONG:
        assert extract({**examples.drink(), name: wrong}).patient == UUID(examples.PATIENT)
