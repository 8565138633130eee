"""Leave to read a person's record in one's own right: the person's own, and that of those they chose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kith.catalogue import instants, systems
from kith.catalogue.categories import Category
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, concept, put, put_extension

HL7 = "http://terminology.hl7.org/CodeSystem"
STANDS = {True: "active", False: "inactive"}


class Right(StrEnum):
    """By what right somebody reads. Next of kin is none (practice, rule 2)."""

    PERSON = "person"
    CHOSEN = "chosen"
    ATTORNEY = "attorney"
    DEPUTY = "deputy"


@dataclass(frozen=True)
class OwnAccess:
    """One leave. `who` is the reader: for the person the Patient's own id."""

    id: UUID
    patient: UUID
    organisation: UUID
    """The organisation that gave it, for what it holds."""
    who: UUID
    name: str
    right: Right
    since: datetime
    categories: frozenset[Category] = frozenset()
    """What was granted; of the person's own, everything."""
    relation: str = ""
    until: datetime | None = None
    seen: str = ""
    """What was seen before it was given: the person's word, or the registered document."""
    open: bool = True
    source: Resource | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_fhir(cls, resource: Resource) -> OwnAccess:
        """Read a Consent of ours. Raises KeyError, IndexError or ValueError for one that is no such leave."""
        reader: Resource = resource["contained"][0]
        provision: Resource = resource["provision"]
        end = provision.get("period", {}).get("end")
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["patient"], "Patient")),
            organisation=UUID(amending.reference(resource["organization"][0], "Organization")),
            who=UUID(reader["identifier"][0]["value"]),
            name=reader["name"][0]["text"],
            right=Right(amending.code_in(resource["category"][0], systems.OWN_ACCESS)),
            since=instants.read_fhir(resource["dateTime"]),
            categories=frozenset(Category.from_slug(each["code"]) for each in provision.get("class", ())),
            relation=str(reader.get("relationship", [{}])[0].get("text", "")),
            until=instants.read_fhir(end) if end else None,
            seen=str(amending.extension(resource, systems.ACCESS_SEEN).get("valueString", "")),
            open=resource["status"] == STANDS[True],
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The leave as a Consent, with the reader as a contained RelatedPerson; only what changed is changed."""
        fresh: Resource = {
            "resourceType": "Consent",
            "id": str(self.id),
            "contained": [_reader(self)],
            "scope": concept(f"{HL7}/consentscope", "patient-privacy", "Privacy Consent"),
            "category": [concept(systems.OWN_ACCESS, self.right.value, self.right.value)],
            "patient": {"reference": f"Patient/{self.patient}"},
            "dateTime": instants.write(self.since),
            "organization": [{"reference": f"Organization/{self.organisation}"}],
            "policyRule": concept(f"{HL7}/v3-ActCode", "OPTIN", "opt-in"),
            "provision": {
                "type": "permit",
                "actor": [
                    {
                        "role": concept(f"{HL7}/v3-ParticipationType", "IRCP", "information recipient"),
                        "reference": {"reference": "#reader"},
                    }
                ],
            },
        }
        return amending.write(self, fresh, OwnAccess.from_fhir, _WRITERS)


def _reader(access: OwnAccess) -> Resource:
    reader: Resource = {
        "resourceType": "RelatedPerson",
        "id": "reader",
        "identifier": [{"system": systems.READER, "value": str(access.who)}],
        "patient": {"reference": f"Patient/{access.patient}"},
        "name": [{"text": access.name}],
    }
    put(reader, "relationship", [{"text": access.relation}] if access.relation else [])
    return reader


def _write_categories(resource: Resource, access: OwnAccess) -> None:
    codes = [{"system": systems.RECORD_CATEGORY, "code": each.slug} for each in sorted(access.categories)]
    put(resource["provision"], "class", codes)


def _write_end(resource: Resource, access: OwnAccess) -> None:
    put(resource["provision"], "period", {"end": instants.write(access.until)} if access.until else None)


_WRITERS: amending.Writers[OwnAccess] = (
    (("open",), lambda resource, access: put(resource, "status", STANDS[access.open])),
    (("categories",), _write_categories),
    (("until",), _write_end),
    (
        ("seen",),
        lambda r, a: put_extension(r, systems.ACCESS_SEEN, {"valueString": a.seen} if a.seen else None),
    ),
)
