"""The catalogue as FHIR R4: ObservationDefinition, Questionnaire, CodeSystem and ValueSet.

They are generated, never edited: the YAML definitions are where a kind is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kith.catalogue import queries, systems
from kith.catalogue.categories import Category
from kith.catalogue.components import fhir_values
from kith.catalogue.kinds import EntryKind, Fact, Limits, Option, OptionList, Part, PartType
from kith.catalogue.loader import Catalogue, catalogue

Resource = dict[str, Any]

_PERMITTED = {
    PartType.CHOICE: "CodeableConcept",
    PartType.CHOICES: "CodeableConcept",
    PartType.QUANTITY: "Quantity",
    PartType.INTEGER: "integer",
    PartType.YESNO: "boolean",
    PartType.TEXT: "string",
    PartType.TIME: "time",
    PartType.MOMENT: "dateTime",
    PartType.DATE: "dateTime",
}
_ITEM = {
    PartType.CHOICE: "choice",
    PartType.CHOICES: "choice",
    PartType.QUANTITY: "quantity",
    PartType.INTEGER: "integer",
    PartType.YESNO: "boolean",
    PartType.TEXT: "text",
    PartType.TIME: "time",
    PartType.MOMENT: "dateTime",
    PartType.DATE: "date",
}
_UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
_LEAST = "http://hl7.org/fhir/StructureDefinition/minValue"
_MOST = "http://hl7.org/fhir/StructureDefinition/maxValue"


def everything(known: Catalogue | None = None) -> Iterator[Resource]:
    """Every resource that describes the current kinds, each with an id of its own."""
    known = known or catalogue()
    for kind in known.current.values():
        yield observation_definition(kind)
        yield questionnaire(kind)
    for system in code_systems(known):
        yield system
        yield value_set(system)


def observation_definition(kind: EntryKind) -> Resource:
    """What an Observation of this kind holds: its codes, its value's type and unit, and the limits."""
    part = kind.value_part
    found: Resource = {
        "resourceType": "ObservationDefinition",
        "id": kind.key,
        "identifier": [{"system": systems.ENTRY_KIND.rstrip("/"), "value": kind.canonical}],
        "category": [_concept(systems.RECORD_CATEGORY, kind.category.slug, kind.category.words)],
        "code": {"coding": [_coding(systems.ENTRY_KINDS, kind.key, kind.words.clinical), *_outside(kind)]},
        "multipleResultsAllowed": kind.fact is not Fact.ONE,
        "preferredReportName": kind.words.everyday,
    }
    if part is not None:
        found["permittedDataType"] = [_PERMITTED[part.type]]
        found |= _measured(part)
    return found


def questionnaire(kind: EntryKind) -> Resource:
    """The kind as a form that any FHIR questionnaire renderer can draw."""
    return {
        "resourceType": "Questionnaire",
        "id": kind.key,
        "url": f"{systems.BASE}/Questionnaire/{kind.key}",
        "version": kind.version,
        "name": "".join(word.capitalize() for word in kind.key.split("-")),
        "title": kind.words.everyday,
        "status": kind.status,
        "subjectType": ["Patient"],
        "publisher": kind.owner.name,
        "description": kind.help,
        "purpose": kind.purpose,
        "code": [_coding(systems.ENTRY_KINDS, kind.key, kind.words.clinical), *_outside(kind)],
        "item": [_item(part, kind) for part in kind.parts],
    }


def code_systems(known: Catalogue) -> Iterator[Resource]:
    """Kith's own code systems: kinds, parts, categories, shared lists, and each part's own answers."""
    kinds = list(known.current.values())
    named = ((kind.key, kind.words.clinical, kind.help) for kind in kinds)
    yield _code_system("entry-kind", "Kinds of daily entry", named)
    parts = (
        (each.key, each.words.clinical, each.purpose) for each in queries.elements(known) if not each.is_kind
    )
    yield _code_system("entry-part", "Parts of daily entries", parts)
    categories = ((each.slug, each.words, "") for each in Category)
    yield _code_system("record-category", "Categories of the record", categories)
    for held in known.shared.lists.values():
        yield _list_system(held)
    for kind in kinds:
        yield from (system for part in kind.parts if (system := _answers_system(kind, part))["concept"])


def value_set(system: Resource) -> Resource:
    """All the codes of one of Kith's code systems."""
    return {
        "resourceType": "ValueSet",
        "id": system["id"],
        "url": systems.VALUE_SETS + system["id"],
        "version": system["version"],
        "name": system["name"],
        "title": system["title"],
        "status": system["status"],
        "compose": {"include": [{"system": system["url"]}]},
    }


def _measured(part: Part) -> Resource:
    if part.unit is None:
        return {}
    unit = {"coding": [_coding(systems.UCUM, part.unit.ucum, part.unit.words)], "text": part.unit.words}
    intervals = (("reference", part.usual), ("absolute", part.possible))
    return {
        "quantitativeDetails": {"unit": unit},
        "qualifiedInterval": [
            {"category": category, "range": _range(limits, part)}
            for category, limits in intervals
            if limits != Limits()
        ],
    }


def _range(limits: Limits, part: Part) -> Resource:
    ends = {"low": limits.low, "high": limits.high}
    return {name: fhir_values.quantity(part, end) for name, end in ends.items() if end is not None}


def _item(part: Part, kind: EntryKind) -> Resource:
    item: Resource = {
        "linkId": part.key,
        "definition": f"{systems.ENTRY_KIND}{kind.key}#{part.key}",
        "code": [_coding(systems.ENTRY_PARTS, f"{kind.key}.{part.key}", part.words.clinical)],
        "text": part.words.everyday,
        "type": _ITEM[part.type],
        "required": part.required,
        "repeats": part.type is PartType.CHOICES,
    }
    if part.options:
        item["answerOption"] = [{"valueCoding": _answer(option)} for option in part.options]
    if part.shown_when:
        item["enableWhen"] = list(_conditions(part, kind))
        item["enableBehavior"] = "any"
    if extensions := list(_extensions(part)):
        item["extension"] = extensions
    return item


def _conditions(part: Part, kind: EntryKind) -> Iterator[Resource]:
    assert part.shown_when is not None
    other = kind.by_key[part.shown_when.part]
    for value in part.shown_when.values:
        option = other.option(value) if isinstance(value, str) else None
        answer = {"answerCoding": _answer(option)} if option else {"answerBoolean": value}
        yield {"question": other.key, "operator": "=", **answer}


def _extensions(part: Part) -> Iterator[Resource]:
    if part.unit:
        yield {"url": _UNIT, "valueCoding": _coding(systems.UCUM, part.unit.ucum, part.unit.words)}
    for url, end in ((_LEAST, part.possible.low), (_MOST, part.possible.high)):
        if end is not None:
            yield {
                "url": url,
                **({"valueInteger": int(end)} if _is_whole(part, end) else {"valueDecimal": end}),
            }


def _is_whole(part: Part, end: Decimal) -> bool:
    return part.type is PartType.INTEGER and end == end.to_integral_value()


def _list_system(held: OptionList) -> Resource:
    system = _code_system(held.key, held.words.clinical, _concepts(held.options), version=held.version)
    licence = {"copyright": f"{held.licence.owner}. {held.licence.terms}"} if held.licence else {}
    return {**system, "description": held.source, **licence}


def _answers_system(kind: EntryKind, part: Part) -> Resource:
    id_, title = f"{kind.key}.{part.key}", f"{kind.words.clinical}: {part.words.clinical}"
    # What comes from a shared list belongs to the list's code system; what an owner added to it, here.
    own = (option for option in part.options if option.system == systems.CODE_SYSTEMS + id_)
    return _code_system(id_, title, _concepts(own), version=kind.version)


def _concepts(options: Iterable[Option]) -> Iterator[tuple[str, str, str]]:
    return ((option.code, option.words.clinical, option.words.everyday) for option in options)


def _code_system(
    id_: str, title: str, concepts: Iterable[tuple[str, str, str]], *, version: str = "1"
) -> Resource:
    held = [
        {"code": code, "display": display, **({"definition": words} if words else {})}
        for code, display, words in concepts
    ]
    return {
        "resourceType": "CodeSystem",
        "id": id_,
        "url": systems.CODE_SYSTEMS + id_,
        "version": version,
        "name": "".join(word.capitalize() for word in id_.replace(".", "-").split("-")),
        "title": title,
        "status": "active",
        "caseSensitive": True,
        "valueSet": systems.VALUE_SETS + id_,
        "content": "complete",
        "count": len(held),
        "concept": held,
    }


def _answer(option: Option) -> Resource:
    return _coding(option.system, option.code, option.words.everyday)


def _outside(kind: EntryKind) -> list[dict[str, str]]:
    return fhir_values.codings(kind.codes)


def _concept(system: str, code: str, display: str) -> Resource:
    return {"coding": [_coding(system, code, display)]}


def _coding(system: str, code: str, display: str) -> dict[str, str]:
    return {"system": system, "code": code, "display": display}
