"""An alert: one thing that everybody who helps a person must know first (MODS, Alert, class 464180)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kith.catalogue import instants, systems
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, put

ALERTS = f"{systems.CODE_SYSTEMS}alert"
CATEGORIES = "http://terminology.hl7.org/CodeSystem/flag-category"


@dataclass(frozen=True)
class Alert:
    """What to know, in words that the person could read, and from when to when it holds.

    `category` is one of FHIR's flag categories (safety, clinical, diet, behavioral, contact, ...); `code`
    is a short key of ours where the alert is a common one; `status` is active, inactive or
    entered-in-error. An alert that no longer holds is ended, never left (MODS, Alert).
    """

    id: UUID
    patient: UUID
    words: str
    code: str = ""
    category: str = "safety"
    status: str = "active"
    start: datetime | None = None
    end: datetime | None = None
    author: UUID | None = None
    source: Resource | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_fhir(cls, resource: Resource) -> Alert:
        """Read a Flag about a person."""
        period = resource.get("period", {})
        author = resource.get("author")
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["subject"], "Patient")),
            words=resource["code"].get("text", ""),
            code=amending.code_in(resource["code"], ALERTS),
            category=next((amending.code_in(each, CATEGORIES) for each in resource.get("category", ())), ""),
            status=resource["status"],
            start=instants.read_fhir(period["start"]) if "start" in period else None,
            end=instants.read_fhir(period["end"]) if "end" in period else None,
            author=UUID(amending.reference(author, "Practitioner")) if author else None,
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The alert as a Flag; only what changed is changed."""
        fresh: Resource = {
            "resourceType": "Flag",
            "id": str(self.id),
            "status": self.status,
            "code": {},
            "subject": {"reference": f"Patient/{self.patient}"},
        }
        return amending.write(self, fresh, Alert.from_fhir, _WRITERS)


def _write_code(resource: Resource, alert: Alert) -> None:
    coding = [{"system": ALERTS, "code": alert.code, "display": alert.words}] if alert.code else []
    resource["code"] = {**({"coding": coding} if coding else {}), "text": alert.words}


def _write_category(resource: Resource, alert: Alert) -> None:
    held = {"coding": [{"system": CATEGORIES, "code": alert.category}]}
    put(resource, "category", [held] if alert.category else [])


def _write_period(resource: Resource, alert: Alert) -> None:
    period: Resource = {}
    put(period, "start", instants.write(alert.start) if alert.start else None)
    put(period, "end", instants.write(alert.end) if alert.end else None)
    put(resource, "period", period)


def _write_author(resource: Resource, alert: Alert) -> None:
    put(resource, "author", {"reference": f"Practitioner/{alert.author}"} if alert.author else None)


_WRITERS: amending.Writers[Alert] = (
    (("status",), lambda resource, alert: put(resource, "status", alert.status)),
    (("category",), _write_category),
    (("words", "code"), _write_code),
    (("start", "end"), _write_period),
    (("author",), _write_author),
)
