"""People, allergies, alerts and registrations come back as they went, and keep what others added."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.catalogue.components import Address, Alert, Allergy, NhsNumber, Patient, Registration
from kith.catalogue.components.patient import NHS_NUMBER_STATUS
from kith.record.validation import check
from tests.support.entries import WORDS, moments

ID = UUID("019ab000-0000-7000-8000-000000000001")
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
REGISTERED = Registration(id=ID, patient=ID, organisation=ID, since=MOMENT).to_fhir()
EMPTY = st.just("")
THEIRS = {"url": "https://elsewhere.example/tag", "valueString": "kept"}

PATIENTS = st.builds(
    Patient,
    id=st.uuids(),
    family=WORDS,
    given=st.lists(WORDS, max_size=2).map(tuple),
    prefix=EMPTY | WORDS,
    preferred=EMPTY | WORDS,
    birth_date=st.none() | st.dates(date(1900, 1, 1), date(2025, 1, 1)),
    gender=st.sampled_from(["", "female", "male", "other", "unknown"]),
    nhs_number=st.none()
    | st.builds(NhsNumber, st.just("9990000000"), st.sampled_from(sorted(NHS_NUMBER_STATUS))),
    address=st.none() | st.builds(Address, st.lists(WORDS, min_size=1, max_size=3).map(tuple), EMPTY | WORDS),
    room=EMPTY | WORDS,
    photo=EMPTY | st.just("Binary/019ab000-0000-7000-8000-000000000001"),
    organisation=st.none() | st.uuids(),
)
ALLERGIES = st.builds(
    Allergy,
    id=st.uuids(),
    patient=st.uuids(),
    substance=WORDS,
    code=EMPTY | st.just("762952008"),
    kind=st.sampled_from(["", "allergy", "intolerance"]),
    danger=st.sampled_from(["", "low", "high", "unable-to-assess"]),
    reactions=st.lists(WORDS, max_size=3).map(tuple),
    status=st.sampled_from(["active", "inactive", "resolved"]),
    certainty=st.sampled_from(["unconfirmed", "confirmed", "refuted"]),
    recorded=st.none() | moments(),
    recorder=st.none() | st.uuids(),
    note=EMPTY | WORDS,
)
ALERTS = st.builds(
    Alert,
    id=st.uuids(),
    patient=st.uuids(),
    words=WORDS,
    code=EMPTY | st.just("falls"),
    category=st.sampled_from(["safety", "clinical", "diet"]),
    status=st.sampled_from(["active", "inactive", "entered-in-error"]),
    start=st.none() | moments(),
    end=st.none() | moments(),
    author=st.none() | st.uuids(),
)
REGISTRATIONS = st.builds(
    Registration,
    id=st.uuids(),
    patient=st.uuids(),
    organisation=st.uuids(),
    since=moments(),
    service=st.none() | st.uuids(),
    until=st.none() | moments(),
    status=st.sampled_from(["planned", "active", "onhold", "finished", "cancelled"]),
    lead=st.none() | st.uuids(),
)
BY_TYPE = {Patient: PATIENTS, Allergy: ALLERGIES, Alert: ALERTS, Registration: REGISTRATIONS}
ALL = PATIENTS | ALLERGIES | ALERTS | REGISTRATIONS


@given(ALL)
def test_it_comes_back_as_it_went(component: Any) -> None:
    resource = component.to_fhir()
    back = type(component).from_fhir(resource)
    assert back == component
    assert back.to_fhir() == resource


@pytest.mark.parametrize("some", [PATIENTS, ALLERGIES, ALERTS, REGISTRATIONS], ids=["P", "AI", "F", "EOC"])
def test_it_is_sound_fhir(some: st.SearchStrategy[Any]) -> None:
    @given(some)
    def sound(component: Any) -> None:
        assert check(component.to_fhir()) == []

    sound()


@given(ALL, st.data())
def test_a_change_leaves_everything_else_alone(component: Any, data: st.DataObject) -> None:
    held = component.to_fhir()
    held["extension"] = [*held.get("extension", []), THEIRS]
    held["_theirs"] = {"extension": [THEIRS]}
    before = type(component).from_fhir(held)
    other = data.draw(BY_TYPE[type(component)])
    name = data.draw(
        st.sampled_from(sorted(component.__dataclass_fields__.keys() - {"id", "patient", "source"}))
    )
    after = replace(before, **{name: getattr(other, name)})
    kept = deepcopy(held)
    written = after.to_fhir()
    assert held == kept
    assert type(component).from_fhir(written) == after
    assert THEIRS in written["extension"]
    assert written["_theirs"] == held["_theirs"]


def test_a_person_is_listed_by_the_name_they_like() -> None:
    person = mr_green()
    assert (person.called, person.full_name) == ("Bert", "Mr Albert John Green")
    assert replace(person, preferred="").called == "Albert Green"


def test_the_nhs_number_says_how_sure_we_are_of_it() -> None:
    identifier = mr_green().to_fhir()["identifier"][0]
    assert identifier["system"] == "https://fhir.nhs.uk/Id/nhs-number"
    coding = identifier["extension"][0]["valueCodeableConcept"]["coding"][0]
    assert (coding["code"], coding["display"]) == ("01", "Number present and verified")
    with pytest.raises(ValueError, match="not a status"):
        NhsNumber("9990000000", "99")


def test_a_hospital_number_survives_a_new_nhs_number() -> None:
    held = mr_green().to_fhir()
    held["identifier"].append({"system": "https://hospital.example/number", "value": "H1"})
    person = replace(Patient.from_fhir(held), nhs_number=NhsNumber("9990000018", "02"))
    assert [each["value"] for each in person.to_fhir()["identifier"]] == ["9990000018", "H1"]


def test_a_year_of_birth_alone_stays_as_it_was_written() -> None:
    held = {**mr_green().to_fhir(), "birthDate": "1938"}
    person = Patient.from_fhir(held)
    assert person.birth_date is None
    assert replace(person, room="5").to_fhir()["birthDate"] == "1938"


def test_no_known_allergies_is_a_statement_of_its_own() -> None:
    person = mr_green()
    stated = Allergy.none_known(person.id, person.id, recorded=MOMENT, recorder=person.id)
    assert Allergy.from_fhir(stated.to_fhir()).is_none_known
    assert not replace(stated, code="").is_none_known


def test_a_reference_to_something_else_is_refused() -> None:
    stay = {**REGISTERED, "patient": {"reference": "Group/019ab000-0000-7000-8000-000000000001"}}
    with pytest.raises(ValueError, match="should refer to a Patient"):
        Registration.from_fhir(stay)


def mr_green() -> Patient:
    """Mr Green of use case 1, invented."""
    return Patient(
        id=ID,
        family="Green",
        given=("Albert", "John"),
        prefix="Mr",
        preferred="Bert",
        birth_date=date(1938, 5, 4),
        gender="male",
        nhs_number=NhsNumber("9990000000", "01"),
        room="4",
    )
