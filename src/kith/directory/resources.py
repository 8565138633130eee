"""FHIR resources that the directory's rows are derived from, made from plain words."""

import datetime
from typing import Any
from uuid import UUID

from kith.directory.systems import (
    CQC_LOCATION,
    DAY_START,
    NHS_NUMBER,
    ODS_ORGANISATION,
    REGISTERED_SERVICE,
    ROLE,
)

Resource = dict[str, Any]


def organization(id: UUID, name: str, *, ods: str = "") -> Resource:
    """An organisation; `ods` is its code at the Organisation Data Service, where it has one."""
    known = {"identifier": [{"system": ODS_ORGANISATION, "value": ods}]} if ods else {}
    return {"resourceType": "Organization", "id": str(id), **known, "active": True, "name": name}


def service(
    id: UUID, organization: UUID, name: str, *, day_start: datetime.time = datetime.time(7), cqc: str = ""
) -> Resource:
    """A service of an organisation; `day_start` is when its own day begins, on the wall clock.

    `cqc` is the number under which the Care Quality Commission knows the location, where it does.
    """
    return {
        "resourceType": "HealthcareService",
        "id": str(id),
        **({"identifier": [{"system": CQC_LOCATION, "value": cqc}]} if cqc else {}),
        "extension": [{"url": DAY_START, "valueTime": day_start.isoformat()}],
        "active": True,
        "providedBy": {"reference": f"Organization/{organization}"},
        "name": name,
    }


def practitioner(id: UUID, name: str) -> Resource:
    """A member of staff; the last word of the name is taken for the family's."""
    *given, family = name.split()
    return {
        "resourceType": "Practitioner",
        "id": str(id),
        "active": True,
        "name": [{"use": "official", "text": name, "family": family, "given": given}],
    }


def practitioner_role(
    id: UUID, *, staff: UUID, organization: UUID, service: UUID, role: str, words: str, since:
    datetime.datetime, until: datetime.datetime | None = None, ) -> Resource:  # fmt: skip
    """A post: somebody in a role (a key of `kith.access.roles`) at a service."""
    return {
        "resourceType": "PractitionerRole",
        "id": str(id),
        "active": True,
        "period": _period(since, until),
        "practitioner": {"reference": f"Practitioner/{staff}"},
        "organization": {"reference": f"Organization/{organization}"},
        "code": [{"coding": [{"system": ROLE, "code": role, "display": words}]}],
        "healthcareService": [{"reference": f"HealthcareService/{service}"}],
    }


def patient(
    id: UUID, *, family: str, given: str, birth_date: datetime.date, nhs_number: str | None = None,
    gender: str | None = None, called: str | None = None,
) -> Resource:  # fmt: skip
    """A person as one organisation holds them; `called` is what they like to be called."""
    name: Resource = {"use": "official", "family": family, "given": given.split()}
    usual = (
        [{"use": "usual", "text": called, "family": family, "given": called.split()[:1]}] if called else []
    )
    return {
        "resourceType": "Patient",
        "id": str(id),
        **({"identifier": [{"system": NHS_NUMBER, "value": nhs_number}]} if nhs_number else {}),
        "active": True,
        "name": [name, *usual],
        **({"gender": gender} if gender else {}),
        "birthDate": birth_date.isoformat(),
    }


def episode_of_care(
    id: UUID, *, patient: UUID, organization: UUID, service: UUID, since: datetime.datetime,
    until: datetime.datetime | None = None, status: str = "active",
) -> Resource:  # fmt: skip
    """A person's registration with a service."""
    return {
        "resourceType": "EpisodeOfCare",
        "id": str(id),
        "extension": [
            {"url": REGISTERED_SERVICE, "valueReference": {"reference": f"HealthcareService/{service}"}}
        ],
        "status": status,
        "patient": {"reference": f"Patient/{patient}"},
        "managingOrganization": {"reference": f"Organization/{organization}"},
        "period": _period(since, until),
    }


def _period(since: datetime.datetime, until: datetime.datetime | None) -> Resource:
    start = {"start": since.isoformat()}
    return start | ({"end": until.isoformat()} if until else {})
