"""Reads the fields of a daily entry out of a FHIR Observation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from kith.catalogue import careful, instants, systems
from kith.catalogue.categories import Category
from kith.catalogue.components import fhir_values
from kith.catalogue.components.observation import PRACTITIONER, is_practitioner, part_of
from kith.catalogue.components.planned import Planned
from kith.catalogue.kinds import EntryKind, PartType
from kith.catalogue.loader import Catalogue, UnknownKind


def read(resource: Mapping[str, Any], known: Catalogue) -> dict[str, Any]:
    """The entry's fields by name. Raises ValueError for what is not a daily entry of a known kind."""
    try:
        return _fields(resource, known)
    except (KeyError, IndexError, TypeError, AttributeError, UnknownKind) as error:
        raise ValueError(f"This Observation is not a daily entry: {error}") from error


def _fields(resource: Mapping[str, Any], known: Catalogue) -> dict[str, Any]:
    key = _kind_key(resource)
    definition = next(_extensions(resource, systems.INSTANTIATES), {}).get("valueCanonical", "")
    kind = known.best(definition, key)
    start, end = _times(resource)
    people = list(_practitioners(resource))
    return {
        "id": UUID(resource["id"]),
        "kind": key,
        "definition": definition or kind.canonical,
        "patient": UUID(resource["subject"]["reference"].removeprefix("Patient/")),
        "occurred": instants.read_fhir(start),
        "until": instants.read_fhir(end) if end else None,
        "author": people[0],
        "helpers": tuple(people[1:]),
        "about": tuple(staff_named(resource)),
        "made": instants.read(resource["issued"]),
        "answers": dict(_answers(resource, kind)),
        "note": next((note["text"] for note in resource.get("note", ())), ""),
        "planned": next(map(Planned.from_extension, _extensions(resource, systems.PLANNED)), None),
        "private": _private(resource, kind),
        "device": _device(resource),
        "status": resource["status"],
        "confirmed": tuple(each["valueCode"] for each in _extensions(resource, systems.CONFIRMED)),
    }


def _kind_key(resource: Mapping[str, Any]) -> str:
    for coding in resource["code"]["coding"]:
        if coding.get("system") == systems.ENTRY_KINDS:
            return str(coding["code"])
    raise KeyError("it has no code of an entry kind")


def _times(resource: Mapping[str, Any]) -> tuple[str, str | None]:
    if "effectivePeriod" in resource:
        period = resource["effectivePeriod"]
        return period["start"], period.get("end")
    return resource["effectiveDateTime"], None


def _practitioners(resource: Mapping[str, Any]) -> Iterator[UUID]:
    for performer in resource["performer"]:
        if is_practitioner(performer):
            yield UUID(performer["reference"].removeprefix(PRACTITIONER))


def _private(resource: Mapping[str, Any], kind: EntryKind) -> Category | None:
    """The careful category that it names beside its kind's own; one that we do not know says nothing here."""
    named = [each for each in careful.named_in(resource) if each != kind.category.slug]
    return next((each for each in careful.FIRST if each.slug in named), None)


def staff_named(resource: Mapping[str, Any]) -> Iterator[UUID]:
    """Members of staff whom the entry is about. Raises ValueError for a reference that is none."""
    for each in resource.get("focus", ()):
        if is_practitioner(each):
            yield UUID(each["reference"].removeprefix(PRACTITIONER))


def _answers(resource: Mapping[str, Any], kind: EntryKind) -> Iterator[tuple[str, Any]]:
    holders: dict[str | None, list[Mapping[str, Any]]] = {}
    for component in resource.get("component", ()):
        holders.setdefault(part_of(component, kind.key), []).append(component)
    for part in kind.parts:
        held = [resource] if part.value else holders.get(part.key, ())
        found = [answer for each in held if (answer := fhir_values.from_fhir(part, each)) is not None]
        if found:
            yield part.key, found if part.type is PartType.CHOICES else found[0]


def _device(resource: Mapping[str, Any]) -> dict[str, Any] | None:
    for extension in _extensions(resource, systems.DEVICE_TIME):
        held = {each["url"]: each for each in extension["extension"]}
        clock = instants.read(held["deviceClock"]["valueDateTime"])
        return {"clock": clock, "offset_seconds": held["offsetSeconds"]["valueInteger"]}
    return None


def _extensions(resource: Mapping[str, Any], url: str) -> Iterator[Mapping[str, Any]]:
    return (each for each in resource.get("extension", ()) if each.get("url") == url)
