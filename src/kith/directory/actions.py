"""Writes that set up organisations, services, staff and people: the resource and its derived row together.

They run as the store's owner (the `kith` command, imports, demonstrations): posts and registrations give
rights, so the application's role may not write them freely.
"""

import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from kith.catalogue.categories import Category, Tier
from kith.directory import resources
from kith.directory.derive import derive
from kith.directory.models import KnownPatient, Organization, Post, Registration, Service, Staff
from kith.record import reading, writing
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.labels import Labels
from kith.record.writing import Written

KITH = UUID("00000000-0000-7000-8000-000000000001")
"""The author of what the program itself writes while an installation is set up."""


@transaction.atomic
def put(
    resource: dict[str, Any],
    *,
    labels: Labels,
    author: UUID = KITH,
    expected: int | None = None,
    reason: str = "set up",
    recorded: datetime.datetime | None = None,
) -> Written:
    """Write a resource and what the directory derives from it, in one transaction.

    `recorded` is for what was written down before it came into this store.
    """
    text = orjson.dumps(resource).decode()
    written = writing.put(
        cursor(),
        text,
        id=UUID(resource["id"]),
        labels=labels,
        author=author,
        expected=expected,
        reason=reason,
        recorded=recorded,
    )
    derive(
        orjson.loads(written.body),
        custodian=labels.custodian,
        gone=resource.get("status") == "entered-in-error",
    )
    return written


@transaction.atomic
def add_organization(*, name: str, id: UUID | None = None) -> Organization:
    """An organisation that answers for records, with a custodian's number."""
    id = id or new_id()
    row = cursor().execute("select kith_custodian(%s, %s)", (id, name)).fetchone()
    assert row is not None
    put(resources.organization(id, name), labels=about_work(row[0]))
    return Organization.objects.get(id=id)


def add_service(
    *,
    organization: Organization,
    name: str,
    day_start: datetime.time = datetime.time(7),
    id: UUID | None = None,
) -> Service:
    """A service of the organisation."""
    id = id or new_id()
    resource = resources.service(id, organization.id, name, day_start=day_start)
    put(resource, labels=about_work(_number(organization)))
    return Service.objects.get(id=id)


def add_staff(*, organization: Organization, name: str, id: UUID | None = None) -> Staff:
    """A member of staff, known to the organisation."""
    id = id or new_id()
    put(resources.practitioner(id, name), labels=about_work(_number(organization)))
    return Staff.objects.get(id=id)


def add_post(
    *, staff: Staff, service: Service, role: str, words: str, since: datetime.datetime,
    until: datetime.datetime | None = None, id: UUID | None = None,
) -> Post:  # fmt: skip
    """Somebody in a role at a service; `words` is what the role is called."""
    id = id or new_id()
    organization = service.organization
    resource = resources.practitioner_role(
        id,
        staff=staff.id,
        organization=organization.id,
        service=service.id,
        role=role,
        words=words,
        since=since,
        until=until,
    )
    put(resource, labels=about_work(_number(organization)))
    return Post.objects.get(id=id)


def add_patient(
    *, organization: Organization, family: str, given: str, birth_date: datetime.date,
    nhs_number: str | None = None, gender: str | None = None, called: str | None = None,
    id: UUID | None = None,
) -> KnownPatient:  # fmt: skip
    """A person as the organisation holds them."""
    id = id or new_id()
    resource = resources.patient(
        id,
        family=family,
        given=given,
        birth_date=birth_date,
        nhs_number=nhs_number,
        gender=gender,
        called=called,
    )
    put(resource, labels=about_person(_number(organization)))
    return KnownPatient.objects.get(id=id)


def register(
    *, patient: KnownPatient, service: Service, since: datetime.datetime,
    until: datetime.datetime | None = None, id: UUID | None = None,
) -> Registration:  # fmt: skip
    """Register a person with a service: its staff may open the record from `since` on."""
    id = id or new_id()
    resource = resources.episode_of_care(
        id,
        patient=patient.id,
        organization=service.organization_id,
        service=service.id,
        since=since,
        until=until,
    )
    put(resource, labels=about_person(_number(service.organization)))
    return Registration.objects.get(id=id)


def end_registration(
    *, registration: Registration, at: datetime.datetime, reason: str, author: UUID = KITH
) -> None:
    """The person leaves the service at that moment; its staff's decisions go in the same transaction."""
    stored = reading.read(cursor(), "EpisodeOfCare", registration.id)
    assert stored is not None
    resource = orjson.loads(stored.body or "{}")
    resource["period"]["end"] = at.isoformat()
    labels = about_person(registration.custodian)
    put(resource, labels=labels, author=author, expected=stored.version, reason=reason)


def about_work(custodian: int) -> Labels:
    """Labels of organisations, services and who works where, which every role may know."""
    return Labels(custodian, Category.WORKER, Tier.HEADLINE)


def about_person(custodian: int) -> Labels:
    """Labels of a person's name and registration, which every role may know."""
    return Labels(custodian, Category.DEMOGRAPHICS, Tier.HEADLINE)


def _number(organization: Organization) -> int:
    if organization.custodian is None:
        raise ValueError(f"{organization.name} holds no records here.")
    return organization.custodian
