"""How each field of a daily entry is written into a FHIR Observation, touching nothing else.

Every writer changes only what it is about: an Observation that other systems have added to keeps
their extensions, codings and components.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from kith.catalogue import instants, systems
from kith.catalogue.components import fhir_values
from kith.catalogue.kinds import EntryKind, Part, PartType

if TYPE_CHECKING:
    from kith.catalogue.components.daily_entry import DailyEntry

Resource = dict[str, Any]
PRACTITIONER = "Practitioner/"


def skeleton(entry: DailyEntry, kind: EntryKind) -> Resource:
    """What is fixed when an entry is first made: what it is, of which kind, about whom."""
    resource: Resource = {
        "resourceType": "Observation",
        "id": str(entry.id),
        "extension": [],
        "status": entry.status,
        "category": _categories(kind),
        "code": _code(kind),
        "subject": {"reference": f"Patient/{entry.patient}"},
    }
    return resource


def _categories(kind: EntryKind) -> list[Resource]:
    first = {"system": systems.RECORD_CATEGORY, "code": kind.category.slug, "display": kind.category.words}
    second = {"system": systems.OBSERVATION_CATEGORY, "code": kind.observation_category}
    return [{"coding": [each]} for each in (first, second) if each["code"]]


def _code(kind: EntryKind) -> Resource:
    ours = {"system": systems.ENTRY_KINDS, "code": kind.key, "display": kind.words.clinical}
    return {"coding": [ours, *fhir_values.codings(kind.codes)], "text": kind.words.everyday}


def write_definition(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """Name the definition and version that the entry was made with."""
    _set_extension(resource, systems.INSTANTIATES, [{"valueCanonical": entry.definition}])


def write_status(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """final, amended or entered-in-error."""
    resource["status"] = entry.status


def write_times(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """When it happened: a moment, or a start and an end."""
    for key in [key for key in resource if key.startswith("effective")]:
        del resource[key]
    if entry.until is None:
        resource["effectiveDateTime"] = instants.write(entry.occurred)
    else:
        start, end = instants.write(entry.occurred), instants.write(entry.until)
        resource["effectivePeriod"] = {"start": start, "end": end}


def write_made(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """When the author made it."""
    resource["issued"] = instants.write(entry.made)


def write_people(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """Who did it: the author first, then everybody who helped. Performers that are not staff stay."""
    others = [each for each in resource.get("performer", ()) if not is_practitioner(each)]
    everybody = [entry.author, *entry.helpers]
    resource["performer"] = [{"reference": f"{PRACTITIONER}{each}"} for each in everybody] + others


def write_about(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """Which members of staff it names (R4, Observation.focus). What else it is about stays."""
    others = [each for each in resource.pop("focus", []) if not is_practitioner(each)]
    focus = [{"reference": f"{PRACTITIONER}{each}"} for each in entry.about] + others
    if focus:
        resource["focus"] = focus


def write_note(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """The free words. Further notes, which only other systems write, stay."""
    others = resource.pop("note", [])[1:]
    ours = [{"text": entry.note}] if entry.note else []
    if ours or others:
        resource["note"] = ours + others


def write_device(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """What the device's clock said, and how far it was from ours."""
    if entry.device is None:
        _set_extension(resource, systems.DEVICE_TIME, [])
        return
    clock = {"url": "deviceClock", "valueDateTime": instants.write(entry.device.clock)}
    offset = {"url": "offsetSeconds", "valueInteger": entry.device.offset_seconds}
    _set_extension(resource, systems.DEVICE_TIME, [{"extension": [clock, offset]}])


def write_private(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """The more careful category that its author named, beside the kind's own. Those of other systems stay."""
    kept = [each for each in resource.get("category", ()) if not _is_other_category(each, kind)]
    named = entry.private
    ours = [{"system": systems.RECORD_CATEGORY, "code": named.slug, "display": named.words}] if named else []
    resource["category"] = kept + [{"coding": [each]} for each in ours]


def _is_other_category(concept: Resource, kind: EntryKind) -> bool:
    codings = concept.get("coding", ())
    return any(
        each.get("system") == systems.RECORD_CATEGORY and each.get("code") != kind.category.slug
        for each in codings
    )


def write_planned(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """Which plan it carries out, and when that was due."""
    held = [entry.planned.to_extension()] if entry.planned else []
    _set_extension(resource, systems.PLANNED, held)


def write_confirmed(resource: Resource, entry: DailyEntry, kind: EntryKind) -> None:
    """Which unusual answers the author looked at again and confirmed."""
    _set_extension(resource, systems.CONFIRMED, [{"valueCode": part} for part in entry.confirmed])


def write_answers(resource: Resource, before: dict[str, Any], after: dict[str, Any], kind: EntryKind) -> None:
    """Change the answers that differ; leave all others, and other systems' components, as they are."""
    for part in kind.parts:
        if not _same(before.get(part.key), after.get(part.key)):
            _write_answer(resource, part, after.get(part.key), kind)
    if not resource.get("component"):
        resource.pop("component", None)


def _same(before: Any, after: Any) -> bool:
    return type(before) is type(after) and str(before) == str(after)


def _write_answer(resource: Resource, part: Part, answer: Any, kind: EntryKind) -> None:
    if part.value:
        _write_value(resource, part, answer)
        return
    components = resource.setdefault("component", [])
    held = [index for index, each in enumerate(components) if part_of(each, kind.key) == part.key]
    place = held[0] if held else len(components)
    made = _components(part, answer, [components[index] for index in held], kind)
    kept = [each for index, each in enumerate(components) if index not in held]
    resource["component"] = kept[:place] + made + kept[place:]


def _write_value(resource: Resource, part: Part, answer: Any) -> None:
    kept = fhir_values.without_value(resource)
    resource.clear()
    resource.update(kept, **({} if answer is None else fhir_values.to_fhir(part, answer)))


def _components(part: Part, answer: Any, held: list[Resource], kind: EntryKind) -> list[Resource]:
    if answer is None:
        return []
    wanted = answer if part.type is PartType.CHOICES else [answer]
    values = [fhir_values.to_fhir(part, each) for each in wanted]
    fresh = {"code": {"coding": [_part_coding(part, kind), *fhir_values.codings(part.codes)]}}
    bases = [fhir_values.without_value(each) for each in held] if len(held) == len(values) else []
    return [
        {**deepcopy(base), **value}
        for base, value in zip(bases or [fresh] * len(values), values, strict=True)
    ]


def _part_coding(part: Part, kind: EntryKind) -> dict[str, str]:
    return {"system": systems.ENTRY_PARTS, "code": f"{kind.key}.{part.key}", "display": part.words.clinical}


def is_practitioner(performer: Resource) -> bool:
    """Whether a performer is a member of staff, named by a reference."""
    return str(performer.get("reference")).startswith(PRACTITIONER)


def part_of(component: Resource, kind_key: str) -> str | None:
    """The key of the part that a component answers, or None for another system's component."""
    for coding in component.get("code", {}).get("coding", ()):
        key, _, part = str(coding.get("code")).partition(".")
        if coding.get("system") == systems.ENTRY_PARTS and key == kind_key:
            return part
    return None


def _set_extension(resource: Resource, url: str, values: list[Resource]) -> None:
    others = [each for each in resource.get("extension", ()) if each.get("url") != url]
    resource["extension"] = others + [{"url": url, **value} for value in values]
    if not resource["extension"]:
        del resource["extension"]


FieldWriter = Callable[[Resource, "DailyEntry", EntryKind], None]

# Which fields each writer writes, in the order in which a new Observation is put together.
WRITERS: tuple[tuple[tuple[str, ...], FieldWriter], ...] = (
    (("definition",), write_definition),
    (("device",), write_device),
    (("private",), write_private),
    (("planned",), write_planned),
    (("confirmed",), write_confirmed),
    (("status",), write_status),
    (("occurred", "until"), write_times),
    (("made",), write_made),
    (("author", "helpers"), write_people),
    (("about",), write_about),
    (("note",), write_note),
)
