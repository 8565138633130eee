"""What a value that a search parameter finds is filed under: tokens, texts, dates and numbers.

The rules are R4's, section 3.1.1.4 (search parameter types). A value whose shape does not fit its
parameter's type is not filed: it cannot be found by that parameter, and nothing breaks.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from kith.record.search import dates, hashing
from kith.record.search.folding import fold
from kith.record.search.references import target

_NAME_PARTS = ("text", "family", "given")
_ADDRESS_PARTS = ("text", "line", "city", "district", "state", "postalCode", "country")


def tokens(param: str, value: Any) -> Iterator[int]:
    """Hashes under which a code, Coding, CodeableConcept, Identifier, ContactPoint or boolean is found."""
    if isinstance(value, bool):
        yield hashing.in_any_system(param, "true" if value else "false")
    elif isinstance(value, str):
        yield hashing.in_any_system(param, value)
    elif isinstance(value, dict):
        yield from _of_element(param, value)


def _of_element(param: str, value: dict[str, Any]) -> Iterator[int]:
    codings = value.get("coding")
    if isinstance(codings, list):
        for coding in codings:
            if isinstance(coding, dict):
                yield from _of_element(param, coding)
        return
    code = value.get("code") or value.get("value")
    if not isinstance(code, str):
        return
    system = value.get("system")
    yield hashing.in_any_system(param, code)
    yield hashing.coded(param, system, code) if isinstance(system, str) else hashing.in_no_system(param, code)


def references(param: str, value: Any) -> Iterator[int]:
    """The hash of what a Reference or canonical points at: `Type/id` here, the whole URL elsewhere."""
    literal = value.get("reference") if isinstance(value, dict) else value
    if isinstance(literal, str):
        found = target(literal)
        yield hashing.pointing(param, f"{found.type}/{found.id}" if found and not found.base else literal)
    elif isinstance(value, dict) and isinstance(value.get("identifier"), dict):
        yield from _of_element(f"{param}:identifier", value["identifier"])


def uris(param: str, value: Any) -> Iterator[int]:
    """The hash of a uri, exactly as written."""
    if isinstance(value, str):
        yield hashing.token(param, value)


def texts(param: str, value: Any) -> Iterator[tuple[str, str]]:
    """Folded text: of a string itself, or of each part of a name or an address."""
    if isinstance(value, str):
        folded = fold(value)
        if folded:
            yield param, folded
    elif isinstance(value, dict):
        parts = _NAME_PARTS if "family" in value or "given" in value else _ADDRESS_PARTS
        for part in parts:
            inner = value.get(part)
            for text in inner if isinstance(inner, list) else [inner]:
                if isinstance(text, str):
                    yield from texts(param, text)


def moments(param: str, value: Any) -> Iterator[tuple[str, datetime, datetime]]:
    """A date, instant, Period or Timing as the interval from its first instant to the first after it."""
    found = dates.of_value(value)
    if found:
        yield param, *found


def numbers(param: str, value: Any) -> Iterator[tuple[str, float, str]]:
    """A number or Quantity as parameter, number, and UCUM code or, without one, the unit's words."""
    amount = value.get("value") if isinstance(value, dict) else value
    if isinstance(amount, int | float) and not isinstance(amount, bool):
        unit = (value.get("code") or value.get("unit")) if isinstance(value, dict) else ""
        yield param, _as_float(amount), unit if isinstance(unit, str) else ""


def _as_float(amount: float) -> float:
    try:
        return float(amount)
    except OverflowError:  # an integer beyond what a float can hold: validation refuses it at the door
        return float("inf") if amount > 0 else float("-inf")


HASHED: dict[str, Callable[[str, Any], Iterator[int]]] = {
    "token": tokens,
    "reference": references,
    "uri": uris,
}
"""By parameter type: how its values become hashes."""
