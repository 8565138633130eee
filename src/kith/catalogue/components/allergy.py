"""An allergy or intolerance, or that a person is known to have none. Nothing recorded is neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kith.catalogue import instants, systems
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, put, put_extension

SNOMED = "http://snomed.info/sct"
CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
# SNOMED CT, named as a binding of the causative agent in the PRSB care home view.
NONE_KNOWN = "716186003"
ANSWERS = f"{systems.CODE_SYSTEMS}allergy-answers"
NOT_ASKED = "not-asked"
_UNKNOWN = {"extension": [{"url": systems.DATA_ABSENT, "valueCode": "unknown"}]}


@dataclass(frozen=True)
class Allergy:
    """What somebody must not be given or meet, what happens if they do, and how sure we are.

    `kind` is allergy or intolerance; `danger` is FHIR's criticality (low, high, unable-to-assess); `code`
    is a SNOMED CT code of the substance where one is known; `certainty` is unconfirmed, confirmed,
    refuted or entered-in-error; `status` is active, inactive or resolved; `thing` is FHIR's category (food,
    medication, environment, biologic); `severity` is that of the reaction; `first` is when it was first noticed, as
    a year, month or day in FHIR's writing. `says` is who says so, from the list fact-sources, and `said` when they
    did. `gap` is why nothing is known (not-known, declined, not-asked); then nothing else of it counts.
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
    thing: str = ""
    severity: str = ""
    first: str = ""
    says: str = ""
    said: date | None = None
    gap: str = ""
    ended: date | None = None
    why_ended: str = ""
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

    @property
    def is_answer(self) -> bool:
        """Whether it answers what there is without naming anything: that there is none, or why it is not known."""
        return self.is_none_known or bool(self.gap)

    @property
    def stands(self) -> bool:
        """Whether it holds: neither refuted nor a mistake, and not over."""
        return self.certainty not in ("entered-in-error", "refuted") and self.status in ("active", "")

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
                words
                for held in resource.get("reaction", ())
                for each in held["manifestation"]
                if (words := _words(each))
            ),
            status=amending.code_in(resource.get("clinicalStatus"), CLINICAL),
            certainty=amending.code_in(resource.get("verificationStatus"), VERIFICATION),
            recorded=instants.read_fhir(resource["recordedDate"]) if "recordedDate" in resource else None,
            recorder=UUID(amending.reference(recorder, "Practitioner")) if recorder else None,
            note=next((each["text"] for each in resource.get("note", ())), ""),
            thing=next(iter(resource.get("category", ())), ""),
            severity=next(
                (held["severity"] for held in resource.get("reaction", ()) if "severity" in held), ""
            ),
            first=resource.get("onsetDateTime", ""),
            says=amending.within(resource, systems.TOLD_BY, "who").get("valueCode", ""),
            said=_day(amending.within(resource, systems.TOLD_BY, "on").get("valueDate")),
            gap=amending.code_in(code, ANSWERS),
            ended=_day(amending.within(resource, systems.ALLERGY_END, "endDate").get("valueDateTime")),
            why_ended=amending.within(resource, systems.ALLERGY_END, "reasonEnded").get("valueString", ""),
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
    system, code = (ANSWERS, allergy.gap) if allergy.gap else (SNOMED, allergy.code)
    coding = [{"system": system, "code": code, "display": allergy.substance}] if code else []
    resource["code"] = {**({"coding": coding} if coding else {}), "text": allergy.substance}


def _write_reactions(resource: Resource, allergy: Allergy) -> None:
    # FHIR R4, AllergyIntolerance.reaction.manifestation: at least one, even where only the severity is known
    told: list[Resource] = [{"text": each} for each in allergy.reactions] or [_UNKNOWN]
    made: Resource = {"manifestation": told}
    put(made, "severity", allergy.severity)
    put(resource, "reaction", [made] if allergy.reactions or allergy.severity else [])


def _write_recorded(resource: Resource, allergy: Allergy) -> None:
    put(resource, "recordedDate", instants.write(allergy.recorded) if allergy.recorded else None)
    recorder = allergy.recorder
    put(resource, "recorder", {"reference": f"Practitioner/{recorder}"} if recorder else None)


def _write_note(resource: Resource, allergy: Allergy) -> None:
    put(resource, "note", ([{"text": allergy.note}] if allergy.note else []) + resource.get("note", [])[1:])


def _write_thing(resource: Resource, allergy: Allergy) -> None:
    others = resource.get("category", [])[1:]
    put(resource, "category", ([allergy.thing] if allergy.thing else []) + others)


def _write_told(resource: Resource, allergy: Allergy) -> None:
    who = {"who": {"valueCode": allergy.says}} if allergy.says else {}
    on = {"on": {"valueDate": allergy.said.isoformat()}} if allergy.said else {}
    put_extension(resource, systems.TOLD_BY, _parts(who | on))


def _write_ended(resource: Resource, allergy: Allergy) -> None:
    on = {"endDate": {"valueDateTime": allergy.ended.isoformat()}} if allergy.ended else {}
    why = {"reasonEnded": {"valueString": allergy.why_ended}} if allergy.why_ended else {}
    put_extension(resource, systems.ALLERGY_END, _parts(on | why))


def _parts(parts: dict[str, Resource]) -> Resource | None:
    return {"extension": [{"url": url, **value} for url, value in parts.items()]} if parts else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


_WRITERS: amending.Writers[Allergy] = (
    (("status", "certainty"), _write_status),
    (("kind",), lambda resource, allergy: put(resource, "type", allergy.kind)),
    (("danger",), lambda resource, allergy: put(resource, "criticality", allergy.danger)),
    (("substance", "code", "gap"), _write_substance),
    (("recorded", "recorder"), _write_recorded),
    (("note",), _write_note),
    (("reactions", "severity"), _write_reactions),
    (("thing",), _write_thing),
    (("first",), lambda resource, allergy: put(resource, "onsetDateTime", allergy.first)),
    (("says", "said"), _write_told),
    (("ended", "why_ended"), _write_ended),
)
