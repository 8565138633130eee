"""An answer as a FHIR value[x], and back (FHIR R4, Observation.component.value[x])."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from kith.catalogue import instants, systems
from kith.catalogue.kinds import Coding, Option, Part, PartType

VALUE_KEYS = {
    PartType.CHOICE: "valueCodeableConcept",
    PartType.CHOICES: "valueCodeableConcept",
    PartType.QUANTITY: "valueQuantity",
    PartType.INTEGER: "valueInteger",
    PartType.YESNO: "valueBoolean",
    PartType.TEXT: "valueString",
    PartType.TIME: "valueTime",
    PartType.MOMENT: "valueDateTime",
    PartType.DATE: "valueDateTime",
}


def to_fhir(part: Part, answer: Any) -> dict[str, Any]:
    """One answer as the one key and value that FHIR holds it in."""
    writer = _WRITERS.get(part.type)
    return {VALUE_KEYS[part.type]: writer(part, answer) if writer else answer}


def from_fhir(part: Part, holder: Mapping[str, Any]) -> Any:
    """The answer to a part that an Observation or one of its components holds; None when it holds none."""
    for key, reader in _READERS.items():
        if key in holder:
            answer = reader(holder[key])
            return _day(answer) if part.type is PartType.DATE else answer
    return None


def without_value(holder: dict[str, Any]) -> dict[str, Any]:
    """The same Observation or component with no value[x]; whatever else it says stays."""
    return {key: value for key, value in holder.items() if not key.lstrip("_").startswith("value")}


def codings(codes: tuple[Coding, ...]) -> list[dict[str, str]]:
    """Codes of other systems as FHIR codings."""
    return [{"system": each.system, "code": each.code, "display": each.display} for each in codes]


def _concept(part: Part, code: str) -> dict[str, Any]:
    option = part.option(code)
    if option is None:
        raise ValueError(f"{part.key} has no answer called {code!r}.")
    return {"coding": [_coding(option), *codings(option.codes)], "text": option.words.everyday}


def _coding(option: Option) -> dict[str, str]:
    return {"system": option.system, "code": option.code, "display": option.words.clinical}


def quantity(part: Part, number: Decimal) -> dict[str, Any]:
    """A number in the part's unit, with its UCUM code."""
    if part.unit is None:
        return {"value": number}
    return {"value": number, "unit": part.unit.words, "system": systems.UCUM, "code": part.unit.ucum}


def _day(answer: Any) -> Any:
    """FHIR holds days and moments under one name; a part that asks for a day gets London's."""
    return answer.astimezone(instants.LONDON).date() if isinstance(answer, datetime) else answer


def _code(concept: dict[str, Any]) -> str | None:
    ours = (
        each for each in concept.get("coding", ()) if str(each.get("system")).startswith(systems.CODE_SYSTEMS)
    )
    return next((each["code"] for each in ours), None)


def _number(quantity: dict[str, Any]) -> Decimal | None:
    try:
        return Decimal(str(quantity["value"]))
    except (KeyError, InvalidOperation):
        return None


_WRITERS: dict[PartType, Callable[[Part, Any], Any]] = {
    PartType.CHOICE: _concept,
    PartType.CHOICES: _concept,
    PartType.QUANTITY: quantity,
    PartType.TIME: lambda part, value: value.isoformat(timespec="seconds"),
    PartType.MOMENT: lambda part, value: instants.write(value),
    PartType.DATE: lambda part, value: value.isoformat(),
}

_READERS: dict[str, Callable[[Any], Any]] = {
    "valueCodeableConcept": _code,
    "valueQuantity": _number,
    "valueInteger": int,
    "valueBoolean": bool,
    "valueString": str,
    "valueTime": time.fromisoformat,
    "valueDateTime": instants.read_fhir,
}
