"""The R4 schema, one compiled validator for each resource type that is met."""

import gzip
import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from jsonschema_rs import Draft6Validator

from kith.ops import places
from kith.record.validation.formats import FORMATS

PATH = places.CLONE / "build" / "fhir" / "schema.json.gz"
"""Made by `make assets` (scripts/build_fhir.py)."""


class SchemaMissing(Exception):
    """The schema has not been built; the message says how to build it."""


@cache
def validator(kind: str) -> Draft6Validator | None:
    """The validator for resources of type `kind`; None if R4 has no such resource."""
    known = _definitions()
    if kind not in known or "resourceType" not in known[kind].get("properties", {}):
        return None
    schema = {"$ref": f"#/definitions/{kind}", "definitions": {name: known[name] for name in _reached(kind)}}
    return Draft6Validator(schema, formats=FORMATS, validate_formats=True)


@cache
def _definitions() -> dict[str, Any]:
    if not PATH.exists():
        raise SchemaMissing("The FHIR schema is not here yet. Run: make assets")
    found: dict[str, Any] = json.loads(gzip.decompress(PATH.read_bytes()))
    return found


def rule_at(path: Sequence[str | int]) -> Any:
    """What the schema says at a path that one of its errors names."""
    node: Any = {"definitions": _definitions()}
    for step in path:
        node = node[step]
    return node


def _reached(kind: str) -> set[str]:
    """The definitions that `kind` is made of: a validator of all of R4 would take a hundred times the memory."""
    known = _definitions()
    found, todo = {kind}, [kind]
    while todo:
        for name in re.findall(r'"#/definitions/([^"]+)"', json.dumps(known[todo.pop()])):
            if name not in found:
                found.add(name)
                todo.append(name)
    return found
