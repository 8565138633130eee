"""Taking somebody in: who may, what is written, who is here already; and that nothing opens that was closed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.db import ProgrammingError, connection, transaction

from kith.access import admitting, gate
from kith.access.admitting import NotPossible
from kith.catalogue import systems
from kith.catalogue.components.patient import NhsNumber, Patient
from kith.directory import actions
from kith.directory.models import Account, KnownPatient, Registration
from kith.record.ids import new_id
from tests.integration.test_pages import browser, text
from tests.support.homes import LONG_AGO, Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]
NUMBER, OTHER_NUMBER = "9990000018", "9990000026"


@pytest.fixture
def house(store_url: str) -> Home:
    with as_owner():
        made = home()
        known = actions.add_patient(
            organization=made.organization, family="Green", given="Walter", birth_date=date(1938, 3, 9),
            nhs_number=NUMBER,
        )  # fmt: skip
        actions.register(patient=known, service=made.service, since=LONG_AGO)
        return made


def worker(house: Home, role: str) -> Account:
    with as_owner():
        return house.worker(role)


def form(**more: str) -> dict[str, str]:
    """Everything that is needed, as a phone sends it."""
    return {
        "form": str(new_id()), "given": "Ada Mary", "family": "O'Brien", "preferred": "Addie", "born": "1/2/1931",
        "gender": "female", "number": "999 000 0026", "checked": "02", "room": "Room 7", "came": "20/11/2026", **more,
    }  # fmt: skip


def ada(**more: Any) -> Patient:
    return replace(
        Patient(new_id(), "O'Brien", ("Ada",), birth_date=date(1931, 2, 1), gender="female"), **more
    )


@pytest.mark.parametrize("role", ["manager", "nurse", "agency_nurse"])
def test_who_leads_admits_and_the_person_is_here_with_all_that_was_said(house: Home, role: str) -> None:
    account, sent = worker(house, role), form()
    client = browser(account)
    answer = client.post("/admit/", sent)
    assert answer.status_code == 302, text(answer)
    assert answer["Location"] == f"/people/{sent['form']}/asking/"
    assert "What is still not asked" in text(client.get(answer["Location"]))
    assert "Addie O&#39;Brien" in text(client.post("/find/", {"typed": "mary obrien"}))
    assert "Addie O&#39;Brien" in text(client.get("/"))
    with signed_in(account) as viewer:
        record = gate.open(viewer, UUID(sent["form"]), face="test", asked="test")
        held = orjson.loads(record.read("Patient", record.patient).body or "")
    person = Patient.from_fhir(held)
    assert (person.given, person.family, person.preferred) == (("Ada", "Mary"), "O'Brien", "Addie")
    assert (person.birth_date, person.gender, person.room) == (date(1931, 2, 1), "female", "Room 7")
    assert person.nhs_number == NhsNumber(OTHER_NUMBER, "02")
    assert held["managingOrganization"]["reference"] == f"Organization/{house.organization.id}"
    assert systems.NHS_NUMBER_STATUSES in str(held["identifier"])


@pytest.mark.parametrize(
    "role", ["care_worker", "senior_care_worker", "kitchen", "administrator", "inspector"]
)
def test_others_cannot_admit_by_the_page_or_past_it(house: Home, role: str) -> None:
    account, sent = worker(house, role), form()
    client = browser(account)
    assert client.post("/admit/", sent).status_code == 404
    assert "admit somebody new" not in text(client.post("/find/", {"typed": "Nobody Such"})).lower()
    with signed_in(account) as viewer, pytest.raises(NotPossible):
        admitting.admit(viewer, ada(), since=LONG_AGO)
    with as_owner():
        assert not KnownPatient.objects.filter(id=sent["form"]).exists()


def test_row_security_refuses_the_application_a_registration_that_nobody_decided(house: Home) -> None:
    account = worker(house, "manager")
    with signed_in(account) as viewer, pytest.raises(ProgrammingError), transaction.atomic():
        Registration.objects.create(
            id=new_id(), patient=new_id(), custodian=viewer.custodian, service=house.service, since=LONG_AGO
        )
    assert connection.settings_dict["USER"].startswith("kith_app")


def test_a_form_that_is_sent_again_takes_nobody_in_twice(house: Home) -> None:
    client, sent = browser(worker(house, "manager")), form()
    first, again = client.post("/admit/", sent), client.post("/admit/", sent)
    assert first["Location"] == again["Location"]
    with as_owner():
        assert Registration.objects.filter(patient=sent["form"]).count() == 1


@pytest.mark.parametrize("where", ["another organisation", "another service of ours"])
def test_nobody_is_opened_by_being_admitted_under_their_own_id(house: Home, where: str) -> None:
    with as_owner():
        if where == "another organisation":
            other = home("Elm House")
        else:
            other = Home(
                house.organization, actions.add_service(organization=house.organization, name="Elm House")
            )
        hidden = other.person("Hidden", "Henrietta")
    account = worker(house, "manager")
    answer = browser(account).post("/admit/", form(form=str(hidden.id)))
    assert "used already" in text(answer)
    assert "Henrietta" not in text(answer)
    with signed_in(account):
        assert not KnownPatient.objects.filter(id=hidden.id).exists()
    with as_owner():
        assert Registration.objects.filter(patient=hidden.id).count() == 1


@pytest.mark.parametrize(
    ("more", "asks"),
    [
        ({"given": "Wally", "family": "Green", "born": "9/3/1938"}, True),  # the same day and an alike name
        ({"number": NUMBER}, True),  # the same number and nothing else
        ({"born": "9/3/1938"}, False),  # the same day, another name
        ({"given": "Walter", "family": "Green"}, False),  # the same name, another day
    ],
)
def test_who_is_likely_the_same_is_asked_about(house: Home, more: dict[str, str], asks: bool) -> None:
    answer = browser(worker(house, "nurse")).post("/admit/", form(**more))
    assert (answer.status_code == 200) == asks
    if asks:
        assert "Is this the same person?" in text(answer)
        assert "This is the same person" in text(answer)


def test_somebody_else_of_the_same_day_is_admitted_but_one_number_is_not_given_twice(house: Home) -> None:
    client = browser(worker(house, "nurse"))
    alike = form(given="Walter", family="Green", born="9/3/1938", **{"else": "yes"})
    assert client.post("/admit/", alike).status_code == 302
    assert "Two people cannot have one NHS number" in text(
        client.post("/admit/", form(number=NUMBER, **{"else": "yes"}))
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"number": "9990000019"}, "has a mistake in it"), ({"checked": ""}, "how the number was checked"),
        ({"born": "31/2/1931"}, "Write the birth date"), ({"gender": ""}, "Choose one"),
        ({"came": "1/1/2090"}, "lies in the future"), ({"born": "1/1/1790"}, "cannot be right"),
        ({"family": "\0 "}, "Write their last name"), ({"came": "1/1/1930"}, "before they were born"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(
    house: Home, more: dict[str, str], words: str
) -> None:
    shown = text(browser(worker(house, "nurse")).post("/admit/", form(**more)))
    assert words in shown
    assert "Room 7" in shown


def test_without_a_number_or_a_birth_date_somebody_is_taken_in_all_the_same(house: Home) -> None:
    client, sent = browser(worker(house, "nurse")), form(number="", checked="", born="", unborn="yes")
    assert client.post("/admit/", sent).status_code == 302
    assert "Addie O&#39;Brien" in text(client.get(f"/people/{sent['form']}/asking/"))


def test_finding_comes_first_and_what_was_sought_fills_the_form(house: Home) -> None:
    client = browser(worker(house, "nurse"))
    assert client.get("/admit/")["Location"] == "/find/"
    assert "Admit somebody new" in text(client.post("/find/", {"typed": "Ada O'Brien"}))
    shown = text(client.post("/admit/", {"typed": "Ada O'Brien"}))
    assert 'value="Ada"' in shown
    assert not re.search(r"<input[^>]*\schecked[\s>]", shown)  # nothing is chosen for them


def test_the_registration_opens_the_record_to_this_service_alone(house: Home) -> None:
    with as_owner():
        stranger = home("Elm House").worker("manager")
    nurse, carer = worker(house, "nurse"), worker(house, "care_worker")
    with signed_in(nurse) as viewer:
        id = admitting.admit(viewer, ada(), since=datetime(2026, 11, 20, tzinfo=UTC))
        assert gate.open_to_write(viewer, id).patient == id
    assert browser(carer).get(f"/people/{id}/summary/").status_code == 200
    assert browser(stranger).get(f"/people/{id}/summary/").status_code == 404
