"""What tells of something private is kept more carefully: by its author's word, by a code, by a security label."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.utils import timezone

from kith.access import gate
from kith.access.refused import Refused
from kith.catalogue.careful import CONFIDENTIALITY
from kith.catalogue.categories import Category
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.submission import BadEntry
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from tests.support.api import Program, in_process, token
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]


@pytest.fixture
def place(store_url: str) -> tuple[Home, KnownPatient]:
    with as_owner():
        house = home()
        return house, house.person()


def note(patient: UUID, author: UUID, private: Category | None) -> DailyEntry:
    kind, now = catalogue().kind("note"), timezone.now()
    return DailyEntry(
        id=new_id(), kind="note", definition=f"{kind.url}|{kind.version}", patient=patient, occurred=now, author=author,
        made=now, answers={"text": "He told me how low he feels"}, private=private,
    )  # fmt: skip


def sees(who: Account, patient: UUID, type: str, id: UUID) -> bool:
    with signed_in(who) as me:
        record = gate.open(me, patient, face="test", asked="day")
        try:
            return record.read(type, id).id == id
        except Refused:
            return False


def test_a_note_that_its_author_calls_private_is_for_those_who_may_know_such_things(
    place: tuple[Home, KnownPatient],
) -> None:
    house, walter = place
    with as_owner():
        carer, nurse, other = (house.worker(role) for role in ("care_worker", "nurse", "care_worker"))
    kept: dict[Category | None, UUID] = {}
    for private in (None, Category.MENTAL_HEALTH):
        with signed_in(carer) as me:
            entry = note(walter.id, me.practitioner, private)
            gate.open_to_write(me, walter.id).add(entry)
            kept[private] = entry.id
    assert sees(other, walter.id, "Observation", kept[None])
    assert not sees(other, walter.id, "Observation", kept[Category.MENTAL_HEALTH])
    for each in kept.values():
        assert sees(nurse, walter.id, "Observation", each)
    with signed_in(nurse) as me:
        stored = gate.open(me, walter.id, face="test", asked="day").read(
            "Observation", kept[Category.MENTAL_HEALTH]
        )
        read = DailyEntry.from_fhir(stored.resource)
    assert read.private is Category.MENTAL_HEALTH
    assert DailyEntry.from_browser(read.to_browser(), read.author).private is Category.MENTAL_HEALTH
    with pytest.raises(BadEntry):
        DailyEntry.from_browser(read.to_browser() | {"private": "worker"}, read.author)


def condition(patient: UUID, code: str, **more: object) -> dict[str, object]:
    status = {
        "coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]
    }
    return {
        "resourceType": "Condition", "subject": {"reference": f"Patient/{patient}"}, "clinicalStatus": status,
        "recordedDate": datetime.now(UTC).isoformat(),
        "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": code}]},
    } | more  # fmt: skip


def test_a_code_or_label_raises_what_a_program_sends_also_when_it_comes_later(
    place: tuple[Home, KnownPatient],
) -> None:
    house, walter = place
    with as_owner():
        carer, manager = house.worker("care_worker"), house.worker("manager")
    nurse = Program(token(house, "nurse"), in_process())
    usual, sensitive, labelled = (
        nurse.write("POST", "Condition", each)
        for each in (
            condition(walter.id, "I10"),
            condition(walter.id, "B24"),
            condition(walter.id, "I10", meta={"security": [{"system": CONFIDENTIALITY, "code": "R"}]}),
        )
    )
    ids = [UUID(each.json()["id"]) for each in (usual, sensitive, labelled)]
    assert [sees(carer, walter.id, "Condition", each) for each in ids] == [True, False, False]
    assert [sees(manager, walter.id, "Condition", each) for each in ids] == [True, True, True]
    later = nurse.write(
        "PUT", f"Condition/{ids[0]}", condition(walter.id, "B24", id=str(ids[0])), if_match='W/"1"'
    )
    assert later.status_code == 200, later.text
    assert not sees(carer, walter.id, "Condition", ids[0])
    with signed_in(carer) as me, pytest.raises(Refused):  # nor the version from before
        gate.open(me, walter.id, face="test", asked="day").history("Condition", ids[0])
    assert sees(manager, walter.id, "Condition", ids[0])
