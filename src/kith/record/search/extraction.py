"""Everything that the store files a resource under, worked out in one go."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from kith.record.search import dates, shapes
from kith.record.search.columns import HELD, Columns
from kith.record.search.compiler import Extractor, compile_expression
from kith.record.search.hashing import coded
from kith.record.search.parameters import definitions
from kith.record.search.references import target


class Unplaceable(ValueError):
    """The record cannot tell whose the resource is, or does not hold its type; the message says which."""


@dataclass(slots=True)
class Extracted:
    """What a resource is filed under. `occurred_end` is None where `occurred` is a single moment.

    `code` is the hash of the first coding of the main code, as `hashing.coded("code", system, code)`;
    `status` is "" where the resource has none; a resource with `active` has "true" or "false".
    """

    patient: UUID | None
    code: int | None
    occurred: datetime | None
    occurred_end: datetime | None
    status: str
    tokens: list[int] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    dates: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    numbers: list[tuple[str, float, str]] = field(default_factory=list)


def extract(resource: dict[str, Any]) -> Extracted:
    """What `resource` (parsed JSON, with its id) is filed under. Raises `Unplaceable`.

    It fails closed: a resource that should be about a Patient and does not plainly name one of ours is
    refused, because a row without a patient has wider readers.
    """
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or kind not in HELD:
        raise Unplaceable(f"This record does not hold resources of type {kind}.")
    return _plan(kind).extract(resource)


class _Plan:
    """The compiled extractors of one resource type."""

    def __init__(self, kind: str, columns: Columns) -> None:
        known = definitions()

        def compiled(expression: str) -> Extractor:
            return compile_expression(expression, known.choices)

        self.kind = kind
        self.patient = compiled(columns.patient) if columns.patient else None
        self.code = compiled(f"{columns.code}.coding") if columns.code else None
        self.occurred = [compiled(each) for each in columns.occurred]
        self.status = [compiled(each) for each in columns.status]
        self.parameters = [
            (each.name, each.type, compiled(each.expression)) for each in known.parameters[kind]
        ]

    def extract(self, resource: dict[str, Any]) -> Extracted:
        when = self.when(resource)
        start, end = when or (None, None)
        patient = self.whose(resource)
        found = Extracted(patient, self.main_code(resource), start, end if end != start else None, "")
        found.status = self.state(resource)
        self.fill(found, resource)
        return found

    def whose(self, resource: dict[str, Any]) -> UUID | None:
        if self.patient is None:
            return None
        named = self.patient(resource)
        if len(named) != 1 or not isinstance(named[0], dict):
            raise Unplaceable(f"This {self.kind} must say which Patient it is about, and name one only.")
        return _patient_id(named[0])

    def main_code(self, resource: dict[str, Any]) -> int | None:
        for coding in self.code(resource) if self.code else ():
            if not isinstance(coding, dict):
                return None
            code, system = coding.get("code"), coding.get("system")
            return (
                coded("code", system if isinstance(system, str) else "", code)
                if isinstance(code, str)
                else None
            )
        return None

    def when(self, resource: dict[str, Any]) -> dates.Interval | None:
        for extractor in self.occurred:
            for value in extractor(resource):
                interval = dates.of_value(value)
                if interval:
                    return interval
        return None

    def state(self, resource: dict[str, Any]) -> str:
        for extractor in self.status:
            for value in extractor(resource):
                return str(value).lower() if isinstance(value, bool) else str(value)
        return ""

    def fill(self, found: Extracted, resource: dict[str, Any]) -> None:
        hashes: dict[int, None] = {}
        for name, kind, extractor in self.parameters:
            for value in extractor(resource):
                if kind in shapes.HASHED:
                    hashes.update(dict.fromkeys(shapes.HASHED[kind](name, value)))
                elif kind == "date":
                    found.dates.extend(shapes.moments(name, value))
                elif kind == "string":
                    found.texts.extend(shapes.texts(name, value))
                else:
                    found.numbers.extend(shapes.numbers(name, value))
        found.tokens = list(hashes)


def _patient_id(element: dict[str, Any]) -> UUID:
    if element.get("resourceType") == "Patient":
        return _uuid(element.get("id"))
    literal = element.get("reference")
    found = target(literal) if isinstance(literal, str) else None
    if found is None or found.base or found.type != "Patient":
        raise Unplaceable("The subject must be a reference to a Patient of this record (Patient/<id>).")
    return _uuid(found.id)


def _uuid(text: Any) -> UUID:
    try:
        return UUID(text) if isinstance(text, str) and len(text) == 36 else UUID("")
    except ValueError as problem:
        raise Unplaceable("A Patient's id must be a UUID.") from problem


@cache
def _plan(kind: str) -> _Plan:
    return _Plan(kind, HELD[kind])
