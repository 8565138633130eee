"""Patient to what the directory knows of it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kith.directory import names
from kith.directory.finding import room_key
from kith.directory.models import KnownPatient, PersonName
from kith.directory.reading import Json, date, extension, identifier, moment
from kith.directory.systems import NHS_NUMBER, ROOM


def derive_patient(resource: Json, custodian: int, gone: bool) -> None:
    """The known patient of the same id, and the words by which it is found (none once it is gone)."""
    patient = UUID(resource["id"])
    known = KnownPatient.objects.filter(id=patient).first()
    values = _values(resource, custodian) | {"removed": _removed(known, resource) if gone else None}
    if known is None:
        KnownPatient.objects.create(id=patient, **values)
    elif any(getattr(known, name) != value for name, value in values.items()):
        KnownPatient.objects.filter(id=patient).update(**values)
    _index(patient, custodian, set() if gone else names.words(resource.get("name", ())))


def _values(resource: Json, custodian: int) -> dict[str, Any]:
    name = names.shown(resource.get("name", ()))
    died = resource.get("deceasedDateTime")
    address: Json = next(iter(resource.get("address", ())), {})
    return {
        "custodian": custodian,
        "name": names.text(name),
        "family": name.get("family", ""),
        "given": " ".join(name.get("given", ())),
        "gender": resource.get("gender", ""),
        "birth_date": date(resource["birthDate"]) if resource.get("birthDate") else None,
        "nhs_number": identifier(resource, NHS_NUMBER),
        "postcode": address.get("postalCode", "").replace(" ", "").upper(),
        "room": room_key((extension(resource, ROOM) or {}).get("valueString", "")),
        "died": moment(died) if died else None,
    }


def _removed(known: KnownPatient | None, resource: Json) -> datetime:
    """When it was withdrawn: that moment stays when it is derived again."""
    if known is not None and known.removed is not None:
        return known.removed
    return moment(resource.get("meta", {}).get("lastUpdated") or datetime.now(UTC).isoformat())


def _index(patient: UUID, custodian: int, words: set[str]) -> None:
    there = set(PersonName.objects.filter(patient=patient).values_list("word", flat=True))
    PersonName.objects.filter(patient=patient, word__in=there - words).delete()
    PersonName.objects.bulk_create(
        PersonName(patient=patient, custodian=custodian, word=word) for word in sorted(words - there)
    )
