"""Who is who, read from the record: names, rooms and alerts of people whom the session may know of."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from kith.care.people import Alert, Resident, Weight
from kith.directory.models import KnownPatient
from kith.record import reading
from kith.record.connection import cursor

ROOM = "https://kith.example/StructureDefinition/room"
NONE_KNOWN = {"716186003", "409137002", "428607008", "429625007", "no-known-allergies"}
NOT_ASKED = Alert("Allergies: not asked", "quiet")
HIGH = "high"

Resource = dict[str, Any]


def residents(people: Sequence[KnownPatient]) -> list[Resident]:
    """These people with their rooms and alerts, in three reads whatever their number."""
    ids = [person.id for person in people]
    flags, allergies, stays = (
        _by_patient(type, ids) for type in ("Flag", "AllergyIntolerance", "EpisodeOfCare")
    )
    return [
        Resident(
            patient=person.id,
            name=person.name,
            called=_called(person),
            room=_room(stays.get(person.id, [])),
            born=person.birth_date,
            alerts=(*_allergies(allergies.get(person.id, [])), *_flags(flags.get(person.id, []))),
        )
        for person in people
    ]


def _by_patient(type: str, patients: list[UUID]) -> dict[UUID, list[Resource]]:
    found: dict[UUID, list[Resource]] = {}
    if not patients:
        return found
    for stored in reading.find(
        cursor(), reading.Query(type, patients=patients, limit=10 * len(patients) + 100)
    ):
        if stored.patient and not stored.in_error:
            found.setdefault(stored.patient, []).append(stored.resource)
    return found


def _called(person: KnownPatient) -> str:
    return person.given.split()[0] if person.given else person.name


def _room(stays: Iterable[Resource]) -> str:
    for stay in stays:
        for extension in stay.get("extension", ()):
            if extension.get("url") == ROOM:
                return str(
                    extension.get("valueString") or extension.get("valueReference", {}).get("display", "")
                )
    return ""


def _flags(flags: Iterable[Resource]) -> list[Alert]:
    live = [flag for flag in flags if flag.get("status") == "active"]
    return [Alert(_text(flag.get("code", {})), _weight(flag)) for flag in live]


def _weight(flag: Resource) -> Weight:
    codes = {coding.get("code") for each in flag.get("category", ()) for coding in each.get("coding", ())}
    return "alert" if codes & {"safety", "clinical-critical"} else "warn"


def _allergies(allergies: Iterable[Resource]) -> list[Alert]:
    held = list(allergies)
    if not held:
        return [NOT_ASKED]
    active = [each for each in held if not _is_none_known(each) and _stands(each)]
    grave = [each for each in active if each.get("criticality") == HIGH]
    return [Alert(f"Allergy: {_text(each.get('code', {})).lower()}", "alert") for each in grave] + [
        Alert(f"Allergy: {_text(each.get('code', {})).lower()}", "warn")
        for each in active
        if each not in grave
    ]


def _stands(allergy: Resource) -> bool:
    codes = {coding.get("code") for coding in allergy.get("clinicalStatus", {}).get("coding", ())}
    return not codes & {"inactive", "resolved"}


def _is_none_known(allergy: Resource) -> bool:
    return any(coding.get("code") in NONE_KNOWN for coding in allergy.get("code", {}).get("coding", ()))


def _text(concept: Resource) -> str:
    shown = [str(coding["display"]) for coding in concept.get("coding", ()) if coding.get("display")]
    return str(concept.get("text") or (shown[0] if shown else "no words given"))
