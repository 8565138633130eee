"""Finding somebody on the page: one's own people by name, birth date, number and room; nobody else; nothing kept."""

import logging
from dataclasses import replace
from datetime import date

import orjson
import pytest
from django.test import Client

from kith.access import gate
from kith.catalogue.components.patient import Patient
from kith.directory import actions, finding
from kith.directory.models import Account, KnownPatient, PersonName
from kith.record import reading
from kith.record.connection import cursor
from tests.integration.test_pages import browser, text
from tests.support.homes import LONG_AGO, Home, as_owner, home, signed_in
from tests.support.lived_in import person

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]
NUMBER = "9990000018"


@pytest.fixture(scope="module")
def house(store_url: str) -> Home:
    with as_owner():
        made = home()
        person(made, "O'Brien", "Bront\u00eb", "Room 4")
        person(made, "Okafor", "Winifred", "Room 14")
        known = actions.add_patient(
            organization=made.organization, family="Green", given="Walter", birth_date=date(1931, 2, 1),
            nhs_number=NUMBER,
        )  # fmt: skip
        actions.register(patient=known, service=made.service, since=LONG_AGO)
        return made


@pytest.fixture(scope="module")
def own(house: Home) -> Account:
    with as_owner():
        return house.worker("care_worker", "Eliza Marsh")


@pytest.fixture(scope="module")
def stranger(house: Home) -> Account:
    with as_owner():
        return home("Elm House").worker("manager", "Nia Reed")


def names(client: Client, typed: str) -> str:
    return text(client.post("/find/", {"typed": typed}))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("obr", "O&#39;Brien"), ("bronte", "O&#39;Brien"), ("brien bro", "O&#39;Brien"), ("room 4", "O&#39;Brien"),
        ("14", "Winifred Okafor"), ("1/2/1931", "Walter Green"), ("999 000 0018", "Walter Green"),
        ("99900000", "Walter Green"),
    ],
)  # fmt: skip
def test_own_people_are_found_and_another_services_manager_finds_nobody(
    own: Account, stranger: Account, typed: str, name: str
) -> None:
    shown = names(browser(own), typed)
    assert name in shown
    assert "1 person found." in shown
    refused = names(browser(stranger), typed)
    assert name not in refused
    assert "Nobody of yours is found" in refused


def test_a_mistyped_name_is_offered_only_when_nobody_is_found(own: Account, stranger: Account) -> None:
    shown = names(browser(own), "Winnifred")
    assert "spelt nearly so" in shown
    assert "Winifred Okafor" in shown
    assert "spelt nearly so" not in names(browser(own), "Winifred")
    assert "Winifred Okafor" not in names(browser(stranger), "Winnifred")


def test_row_security_hides_the_words_of_other_peoples_names_from_the_application(
    own: Account, stranger: Account
) -> None:
    with signed_in(own) as viewer:
        people, _ = gate.find_people(viewer, finding.read("walter"), face="test")
        assert [p.name for p in people] == ["Walter Green"]
        assert PersonName.objects.filter(word="walter").exists()
    with signed_in(stranger) as viewer:
        assert gate.find_people(viewer, finding.read("walter"), face="test") == ([], False)
        assert not PersonName.objects.exists()
        assert not KnownPatient.objects.exists()


def test_what_was_typed_is_in_no_address_log_or_look(own: Account, caplog: pytest.LogCaptureFixture) -> None:
    client = browser(own)
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/find/", {"typed": "winifred"})
    assert "no-store" in answer["Cache-Control"]
    assert "winifred" not in caplog.text.lower()
    assert 'method="post"' in text(client.get("/find/?typed=winifred"))
    assert "Okafor" not in text(client.get("/find/?typed=winifred"))
    with signed_in(own) as viewer:
        found, _ = gate.find_people(viewer, finding.read("winifred"), face="test")
        record = gate.open(viewer, found[0].id, face="test", asked="test")
        asked = {look.asked for look in record.looks(since=LONG_AGO)}
    assert "finding somebody" in asked
    assert not any("winifred" in each.lower() for each in asked)


def test_somebody_who_moves_is_found_by_the_new_room_only(house: Home, own: Account) -> None:
    with as_owner():
        moved = person(house, "Reed", "Ada", "Room 21")
        stored = reading.read(cursor(), "Patient", moved.id)
        assert stored is not None
        ada = replace(Patient.from_fhir(orjson.loads(stored.body or "")), room="Room 22")
        labels = actions.about_person(moved.custodian)
        actions.put(ada.to_fhir(), labels=labels, expected=stored.version)
    assert "Ada Reed" in names(browser(own), "22")
    assert "Ada Reed" not in names(browser(own), "21")


@pytest.mark.parametrize("typed", ["'; drop table x --", "%", "_", "\0", "9" * 300, "\U0010ffff", "-", "<b>"])
def test_anything_may_be_typed(own: Account, typed: str) -> None:
    assert "<b>" not in names(browser(own), typed)
