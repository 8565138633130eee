"""A look as an AuditEvent (R4), made when it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from kith.access.own import PERSON, READER
from kith.access.purposes import Purpose
from kith.access.showing import CREW
from kith.catalogue import systems
from kith.catalogue.categories import Tier
from kith.directory.models import Organization
from kith.fhir.problems import not_found
from kith.fhir.targets import LOOKED
from kith.record.look_pages import Numbered, Place
from kith.record.looks import Look, LookKind

_DICOM = "http://dicom.nema.org/resources/ontology/DCM"
_REST = ("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation")
_TYPES = {
    LookKind.OPENING: (_DICOM, "110110", "Patient Record"),
    LookKind.OVERRIDE: (_DICOM, "110110", "Patient Record"),
    LookKind.LIST: (_DICOM, "110112", "Query"),
    LookKind.EXPORT: (_DICOM, "110106", "Export"),
    LookKind.API: _REST,
}
_WORDS = {
    LookKind.OPENING: "Opened the record",
    LookKind.LIST: "Saw the name in a list",
    LookKind.EXPORT: "Took a copy",
    LookKind.OVERRIDE: "Opened it for a reason they gave",
    LookKind.API: "Opened the record with a program",
}
_REASONS = {
    Purpose.DIRECT_CARE: ("TREAT", "treatment"),
    Purpose.MANAGEMENT: ("HOPERAT", "healthcare operations"),
    Purpose.OWN_ACCESS: ("PATRQT", "patient requested"),
    Purpose.RESEARCH: ("HRESCH", "healthcare research"),
}
"""HL7's words where they mean the same; the others are told in ours alone."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Known:
    """Names that looks are told with: of staff, of organisations by the number under which they answer, and of roles."""

    staff: Mapping[UUID, str]
    organizations: Mapping[int, Organization]
    roles: Mapping[str, str]


def id_of(patient: UUID, place: Place) -> str:
    """The id of one look at one Patient: whose, when and its number, in at most 64 signs."""
    return f"{patient.hex}-{(place[0] - _EPOCH) // _MICROSECOND:x}-{place[1]:x}"


def place_of(id: str) -> tuple[UUID, Place]:
    """Whose and which look an id names. Raises a 404 for whatever `id_of` does not make."""
    try:
        patient, moment, number = id.split("-")
        found = UUID(patient), (_EPOCH + int(moment, 16) * _MICROSECOND, int(number, 16))
    except (ValueError, OverflowError):
        raise not_found() from None
    if id_of(*found) != id or found[1][1] >= 1 << 63:
        raise not_found()
    return found


def audit_event(patient: UUID, looked: Numbered, known: Known) -> dict[str, Any]:
    """One look at one Patient. A look at several people is one event for each, so that none tells of another."""
    look = looked.look
    return {
        "resourceType": LOOKED,
        "id": id_of(patient, (look.at, looked.number)),
        "type": _coding(*_TYPES[look.kind]),
        "subtype": [
            *_interaction(look),
            _coding(systems.LOOK_KIND, look.kind.name.lower(), _WORDS[look.kind]),
        ],
        "action": "E" if look.kind is LookKind.LIST or _is_search(look) else "R",
        "recorded": look.at.isoformat(timespec="microseconds"),
        "outcome": "0",
        "purposeOfEvent": [_reason(Purpose(look.purpose))],
        "agent": [_agent(look, known)],
        "source": {"site": look.face, "observer": _observer(look, known)},
        "entity": [_entity(patient, look)],
    }


def _agent(look: Look, known: Known) -> dict[str, Any]:
    agent: dict[str, Any] = {"role": [{"text": known.roles[look.role]}], "requestor": True}
    if look.staff:
        name = known.staff.get(look.staff)
        agent["who"] = {**_who(look, look.staff), **({"display": name} if name else {})}
    return agent


def _who(look: Look, id: UUID) -> dict[str, Any]:
    """A worker, the person themselves, or somebody who has no resource: who reads for them by a leave, a crew by a code."""
    if look.role == PERSON:
        return {"reference": f"Patient/{id}"}
    if look.role == READER:
        return {"type": "RelatedPerson", "identifier": {"system": systems.READER, "value": str(id)}}
    if look.role == CREW:
        return {"type": "Practitioner", "identifier": {"system": systems.SHOWING, "value": str(id)}}
    return {"reference": f"Practitioner/{id}"}


def _observer(look: Look, known: Known) -> dict[str, Any]:
    """The organisation for which they looked: it answers for them."""
    found = known.organizations.get(look.custodian)
    if found is None:
        return {"display": "Another organisation"}
    return {"reference": f"Organization/{found.id}", "display": found.name}


def _entity(patient: UUID, look: Look) -> dict[str, Any]:
    return {
        "what": {"reference": f"Patient/{patient}"},
        "type": _coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", "1", "Person"),
        "role": _coding("http://terminology.hl7.org/CodeSystem/object-role", "1", "Patient"),
        **({"description": look.asked} if look.asked else {}),
        "detail": [{"type": "depth", "valueString": Tier(look.depth).slug}],
    }


def _interaction(look: Look) -> list[dict[str, str]]:
    if look.kind is not LookKind.API:
        return []
    code = "search-type" if _is_search(look) else "vread" if "/_history/" in look.asked else "read"
    return [_coding("http://hl7.org/fhir/restful-interaction", code, code)]


def _is_search(look: Look) -> bool:
    return look.kind is LookKind.API and look.asked.endswith("?")


def _reason(purpose: Purpose) -> dict[str, Any]:
    coded = _REASONS.get(purpose)
    system = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
    return {**({"coding": [_coding(system, *coded)]} if coded else {}), "text": purpose.words}


def _coding(system: str, code: str, display: str) -> dict[str, str]:
    return {"system": system, "code": code, "display": display}
