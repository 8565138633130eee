"""An allergy or intolerance, or that a person is known to have none. Nothing recorded is neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kith.catalogue import instants
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, put

SNOMED = "http://snomed.info/sct"
CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
# SNOMED CT, named as a binding of the causative agent in the PRSB care home view.
NONE_KNOWN = "716186003"


@dataclass(frozen=True)
class Allergy:
    """What somebody must not be given or meet, what happens if they do, and how sure we are.

    `kind` is allergy or intolerance; `danger` is FHIR's criticality (low, high, unable-to-assess); `code`
    is a SNOMED CT code of the substance where one is known; `certainty` is unconfirmed, confirmed,
    refuted or entered-in-error; `status` is active, inactive or resolved.
    """

    id: UUID
    patient: UUID
    substance: str
    code: str = ""
    kind: str = ""
    danger: str = ""
    reactions: tuple[str, ...] = ()
    status: str = "active"
    certainty: str = "unconfirmed"
    recorded: datetime | None = None
    recorder: UUID | None = None
    note: str = ""
    source: Resource | None = field(default=None, compare=False, repr=False)

    @classmethod
    def none_known(cls, id: UUID, patient: UUID, recorded: datetime, recorder: UUID) -> Allergy:
        """The statement that this person has no known allergies."""
        return cls(
            id,
            patient,
            "No known allergy",
            NONE_KNOWN,
            certainty="confirmed",
            recorded=recorded,
            recorder=recorder,
        )

    @property
    def is_none_known(self) -> bool:
        """Whether this says that there are none, rather than naming one."""
        return self.code == NONE_KNOWN

    @classmethod
    def from_fhir(cls, resource: Resource) -> Allergy:
        """Read an AllergyIntolerance."""
        code = resource.get("code", {})
        recorder = resource.get("recorder")
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["patient"], "Patient")),
            substance=_words(code),
            code=amending.code_in(code, SNOMED),
            kind=resource.get("type", ""),
            danger=resource.get("criticality", ""),
            reactions=tuple(
                _words(each) for held in resource.get("reaction", ()) for each in held["manifestation"]
            ),
            status=amending.code_in(resource.get("clinicalStatus"), CLINICAL),
            certainty=amending.code_in(resource.get("verificationStatus"), VERIFICATION),
            recorded=instants.read_fhir(resource["recordedDate"]) if "recordedDate" in resource else None,
            recorder=UUID(amending.reference(recorder, "Practitioner")) if recorder else None,
            note=next((each["text"] for each in resource.get("note", ())), ""),
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The allergy as an AllergyIntolerance; only what changed is changed."""
        fresh: Resource = {
            "resourceType": "AllergyIntolerance",
            "id": str(self.id),
            "patient": {"reference": f"Patient/{self.patient}"},
        }
        return amending.write(self, fresh, Allergy.from_fhir, _WRITERS)


def _words(concept: Resource) -> str:
    displays = (each["display"] for each in concept.get("coding", ()) if "display" in each)
    return str(concept.get("text") or next(displays, ""))


def _write_status(resource: Resource, allergy: Allergy) -> None:
    # FHIR R4, AllergyIntolerance, ait-2: what was entered in error has no clinical status.
    status = "" if allergy.certainty == "entered-in-error" else allergy.status
    put(resource, "clinicalStatus", _status(CLINICAL, status))
    put(resource, "verificationStatus", _status(VERIFICATION, allergy.certainty))


def _status(system: str, code: str) -> Resource | None:
    return {"coding": [{"system": system, "code": code}]} if code else None


def _write_substance(resource: Resource, allergy: Allergy) -> None:
    coding = [{"system": SNOMED, "code": allergy.code, "display": allergy.substance}] if allergy.code else []
    resource["code"] = {**({"coding": coding} if coding else {}), "text": allergy.substance}


def _write_reactions(resource: Resource, allergy: Allergy) -> None:
    put(resource, "reaction", [{"manifestation": [{"text": each}]} for each in allergy.reactions])


def _write_recorded(resource: Resource, allergy: Allergy) -> None:
    put(resource, "recordedDate", instants.write(allergy.recorded) if allergy.recorded else None)
    recorder = allergy.recorder
    put(resource, "recorder", {"reference": f"Practitioner/{recorder}"} if recorder else None)


def _write_note(resource: Resource, allergy: Allergy) -> None:
    put(resource, "note", ([{"text": allergy.note}] if allergy.note else []) + resource.get("note", [])[1:])


_WRITERS: amending.Writers[Allergy] = (
    (("status", "certainty"), _write_status),
    (("kind",), lambda resource, allergy: put(resource, "type", allergy.kind)),
    (("danger",), lambda resource, allergy: put(resource, "criticality", allergy.danger)),
    (("substance", "code"), _write_substance),
    (("recorded", "recorder"), _write_recorded),
    (("note",), _write_note),
    (("reactions",), _write_reactions),
)
