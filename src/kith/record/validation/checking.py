"""Checks a resource, and every resource inside it."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import orjson

from kith.record.validation.issues import Invalid, Issue, of_error
from kith.record.validation.reading import parse
from kith.record.validation.schema import validator

MOST_ISSUES = 20
"""How many things are told at once."""


def read(data: bytes | str) -> dict[str, Any]:
    """The resource in `data`, checked, as parsed JSON. Raises `Invalid`."""
    resource = parse(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    issues = list(islice(_problems(resource, ""), MOST_ISSUES))
    if issues:
        raise Invalid(issues)
    return resource


def check(resource: bytes | str | dict[str, Any]) -> list[Issue]:
    """What is wrong with a resource; an empty list if nothing is."""
    try:
        read(orjson.dumps(resource) if isinstance(resource, dict) else resource)
    except Invalid as invalid:
        return invalid.issues
    except orjson.JSONEncodeError as problem:
        return [Issue("structure", "", f"The resource is not JSON ({problem}).")]
    return []


def _problems(resource: dict[str, Any], prefix: str) -> Iterator[Issue]:
    kind = resource.get("resourceType")
    found = validator(kind) if isinstance(kind, str) and len(kind) <= 64 else None
    if found is None or not isinstance(kind, str):
        yield Issue("structure", f"{prefix}.resourceType".lstrip("."), "is not a resource type of FHIR R4")
        return
    if not found.is_valid(resource):
        for error in found.iter_errors(resource):
            for issue in of_error(kind, error):
                yield issue._replace(location=_joined(prefix, issue.location)) if prefix else issue
    yield from _contained(resource, kind, prefix)


def _contained(resource: dict[str, Any], kind: str, prefix: str) -> Iterator[Issue]:
    for place, inner in _inside(resource, kind):
        where = _joined(prefix, f"{kind}.{place}")
        if not isinstance(inner, dict):
            continue  # the schema has said so already
        if place.startswith("contained") and "contained" in inner:
            yield Issue("invariant", where, "contains a resource that itself contains one (R4 dom-2)")
        else:
            yield from _problems(inner, where)


def _inside(resource: dict[str, Any], kind: str) -> Iterator[tuple[str, Any]]:
    """Resources inside a resource, each with its place."""
    contained = resource.get("contained")
    for index, inner in enumerate(contained if isinstance(contained, list) else ()):
        yield f"contained[{index}]", inner
    lists = {"Bundle": ("entry", "resource"), "Parameters": ("parameter", "resource")}.get(kind)
    members = resource.get(lists[0]) if lists else None
    for index, member in enumerate(members if lists and isinstance(members, list) else ()):
        if lists and isinstance(member, dict) and lists[1] in member:
            yield f"{lists[0]}[{index}].{lists[1]}", member[lists[1]]


def _joined(prefix: str, location: str) -> str:
    """An inner location, with the place of the inner resource instead of its type."""
    return prefix + location[len(location.split(".")[0]) :] if prefix else location
