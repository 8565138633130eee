"""That a service was asked to help somebody: by whom, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kith.catalogue import instants, systems
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, concept, put

PATIENT_REFERRAL = ("3457005", "Patient referral")
"""SNOMED CT, for ServiceRequest.category."""


class Help(StrEnum):
    """Where it stands, in FHIR's words (ServiceRequest.status)."""

    ASKED = "active"
    WAITING = "on-hold"
    DONE = "completed"
    TAKEN_BACK = "revoked"


COUNTING = frozenset({Help.ASKED, Help.WAITING})


@dataclass(frozen=True)
class Referral:
    """One service asked to help one person. `until` is the last day of it, where one was said."""

    id: UUID
    patient: UUID
    since: datetime
    service: UUID | None = None
    """The service of Kith that was asked; nobody, where it is somebody outside."""
    why: str = ""
    requester: UUID | None = None
    until: date | None = None
    status: str = Help.ASKED
    to: str = ""
    """What the resource itself calls whoever was asked."""
    source: Resource | None = field(default=None, compare=False, repr=False)

    def counts(self, now: datetime) -> bool:
        """Whether they are asked to help at that moment."""
        today = now.astimezone(instants.LONDON).date()
        return self.status in COUNTING and (self.until is None or self.until >= today)

    @classmethod
    def from_fhir(cls, resource: Resource) -> Referral:
        """Read a ServiceRequest that says whom it is about and when it was written. Raises KeyError or ValueError."""
        performers = resource.get("performer", [])
        named = [each for each in performers if _held(each, "HealthcareService")] or performers
        reasons = [each.get("text", "") for each in resource.get("reasonCode", ())]
        end = resource.get("occurrencePeriod", {}).get("end")
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["subject"], "Patient")),
            since=instants.read_fhir(resource["authoredOn"]),
            service=_held(named[0], "HealthcareService") if named else None,
            why=next(filter(None, reasons), ""),
            requester=_held(resource.get("requester"), "Practitioner"),
            until=instants.read_fhir(end).astimezone(instants.LONDON).date() if end else None,
            status=resource["status"],
            to=str(named[0].get("display", "")) if named else "",
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The referral as a ServiceRequest; only what changed is changed."""
        fresh: Resource = {
            "resourceType": "ServiceRequest",
            "id": str(self.id),
            "intent": "order",
            "category": [concept(systems.KNOWN["snomed"], *PATIENT_REFERRAL)],
            "subject": {"reference": f"Patient/{self.patient}"},
            "authoredOn": instants.write(self.since),
        }
        return amending.write(self, fresh, Referral.from_fhir, _WRITERS)


def _held(value: Resource | None, type_: str) -> UUID | None:
    try:
        return UUID(amending.reference(value or {}, type_))
    except (KeyError, ValueError):
        return None


def _write_service(resource: Resource, referral: Referral) -> None:
    asked = {"reference": f"HealthcareService/{referral.service}", "display": referral.to}
    put(resource, "performer", [{key: held for key, held in asked.items() if held}])


def _write_why(resource: Resource, referral: Referral) -> None:
    put(resource, "reasonCode", [{"text": referral.why}] if referral.why else None)


def _write_requester(resource: Resource, referral: Referral) -> None:
    who = referral.requester
    put(resource, "requester", {"reference": f"Practitioner/{who}"} if who else None)


def _write_until(resource: Resource, referral: Referral) -> None:
    last = referral.until
    put(resource, "occurrencePeriod", {"end": last.isoformat()} if last else None)


_WRITERS: amending.Writers[Referral] = (
    (("service", "to"), _write_service),
    (("why",), _write_why),
    (("requester",), _write_requester),
    (("until",), _write_until),
    (("status",), lambda resource, referral: put(resource, "status", str(referral.status))),
)
