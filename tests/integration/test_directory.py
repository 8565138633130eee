"""The directory follows the record, in the same transaction."""

import datetime

import psycopg
import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from kith.directory import actions, resources
from kith.directory.derive import Underivable
from kith.directory.models import KnownPatient, PersonName, Post, Service
from kith.record.connection import cursor
from kith.record.ids import new_id
from tests.support.homes import Home, as_owner, home

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]


@pytest.fixture
def rosewood(store_url: str) -> Home:
    with as_owner():
        return home()


def test_a_patient_brings_its_row_and_the_words_to_find_it(rosewood: Home) -> None:
    with as_owner():
        walter = rosewood.person("Green", "Walter Émile")
        assert KnownPatient.objects.get(id=walter.id).birth_date == datetime.date(1938, 3, 9)
        words = set(PersonName.objects.filter(patient=walter.id).values_list("word", flat=True))
    assert words == {"green", "walter", "emile"}


def test_a_renamed_patient_is_found_by_the_new_name_only(rosewood: Home) -> None:
    with as_owner():
        ada = rosewood.person("Brown", "Ada")
        again = resources.patient(ada.id, family="White", given="Ada", birth_date=datetime.date(1938, 3, 9))
        labels = actions.about_person(ada.custodian)
        actions.put(again, labels=labels, expected=1, reason="married")
        assert KnownPatient.objects.get(id=ada.id).name == "Ada White"
        words = set(PersonName.objects.filter(patient=ada.id).values_list("word", flat=True))
    assert words == {"white", "ada"}


def test_a_resource_that_cannot_be_derived_is_not_written_either(rosewood: Home) -> None:
    broken = resources.practitioner_role(
        new_id(), staff=new_id(), organization=rosewood.organization.id, service=rosewood.service.id,
        role="nurse", words="Nurse", since=timezone.now(),
    )  # fmt: skip
    del broken["code"]
    with as_owner():
        with pytest.raises(Underivable, match="names a practitioner"):
            actions.put(broken, labels=actions.about_work(1))
        assert not Post.objects.filter(id=broken["id"]).exists()
        assert cursor().execute("select 1 from current where id = %s", (broken["id"],)).fetchone() is None


def test_the_service_keeps_the_start_of_its_own_day(rosewood: Home) -> None:
    with as_owner():
        starts = datetime.time(21, 30)
        made = actions.add_service(organization=rosewood.organization, name="Nights", day_start=starts)
        assert Service.objects.get(id=made.id).day_start == starts


@pytest.mark.parametrize(
    "statement",
    [
        "insert into directory_post (id, staff_id, service_id, role, since) select gen_random_uuid(), id,"
        " gen_random_uuid(), 'manager', now() from directory_staff",
        "update directory_post set role = 'manager'",
        "update directory_account set username = 'x'",
        "insert into directory_personlink (person_id, patient, custodian, state, why, at, decided_why, act)"
        " values (gen_random_uuid(), gen_random_uuid(), 1, 'confirmed', '', now(), '', gen_random_uuid())",
    ],
)
def test_the_application_gives_nobody_rights(rosewood: Home, statement: str) -> None:
    with pytest.raises((ProgrammingError, psycopg.errors.InsufficientPrivilege)), transaction.atomic():
        cursor().execute(statement)


def test_the_application_registers_nobody_without_a_decision(rosewood: Home) -> None:
    with as_owner():
        walter = rosewood.person()
    statement = (
        "insert into directory_registration (id, patient, custodian, service_id, since, open)"
        " values (gen_random_uuid(), %s, %s, %s, now(), true)"
    )
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
        transaction.atomic(),
    ):
        cursor().execute(statement, (walter.id, walter.custodian, rosewood.service.id))
