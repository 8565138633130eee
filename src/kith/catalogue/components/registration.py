"""That a person is looked after by a service, from when to when: why its staff may see them at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kith.catalogue import instants, systems
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, put, put_extension


@dataclass(frozen=True)
class Registration:
    """One stay with one service. `status` is FHIR's: planned, active, onhold (away), finished, cancelled."""

    id: UUID
    patient: UUID
    organisation: UUID
    since: datetime
    service: UUID | None = None
    until: datetime | None = None
    status: str = "active"
    lead: UUID | None = None
    source: Resource | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_fhir(cls, resource: Resource) -> Registration:
        """Read an EpisodeOfCare that says whose it is, with whom, and since when."""
        service = amending.extension(resource, systems.REGISTERED_SERVICE).get("valueReference")
        period = resource["period"]
        lead = resource.get("careManager")
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["patient"], "Patient")),
            organisation=UUID(amending.reference(resource["managingOrganization"], "Organization")),
            since=instants.read_fhir(period["start"]),
            service=UUID(amending.reference(service, "HealthcareService")) if service else None,
            until=instants.read_fhir(period["end"]) if "end" in period else None,
            status=resource["status"],
            lead=UUID(amending.reference(lead, "Practitioner")) if lead else None,
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The registration as an EpisodeOfCare; only what changed is changed."""
        fresh: Resource = {
            "resourceType": "EpisodeOfCare",
            "id": str(self.id),
            "patient": {"reference": f"Patient/{self.patient}"},
        }
        return amending.write(self, fresh, Registration.from_fhir, _WRITERS)


def _write_service(resource: Resource, stay: Registration) -> None:
    held = {"valueReference": {"reference": f"HealthcareService/{stay.service}"}}
    put_extension(resource, systems.REGISTERED_SERVICE, held if stay.service else None)


def _write_organisation(resource: Resource, stay: Registration) -> None:
    resource["managingOrganization"] = {"reference": f"Organization/{stay.organisation}"}


def _write_period(resource: Resource, stay: Registration) -> None:
    resource["period"] = {"start": instants.write(stay.since)}
    put(resource["period"], "end", instants.write(stay.until) if stay.until else None)


def _write_lead(resource: Resource, stay: Registration) -> None:
    put(resource, "careManager", {"reference": f"Practitioner/{stay.lead}"} if stay.lead else None)


_WRITERS: amending.Writers[Registration] = (
    (("service",), _write_service),
    (("status",), lambda resource, stay: put(resource, "status", stay.status)),
    (("organisation",), _write_organisation),
    (("since", "until"), _write_period),
    (("lead",), _write_lead),
)
