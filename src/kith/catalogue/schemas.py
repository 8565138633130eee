"""Checks definitions against their JSON schemas, with words that say where to look.

Whether a document is sound is asked of the fast validator; what is wrong with it, of the one that says it well.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource

from kith.catalogue import files


def problems(name: str, document: Any, schema: str) -> list[str]:
    """What is wrong with a document of this name under a schema such as `entry-kind`."""
    if _fast(schema).is_valid(document):
        return []
    errors = sorted(_validator(schema).iter_errors(document), key=lambda error: list(map(str, error.path)))
    return [f"{name}: {_where(error)}{error.message}" for error in errors]


def _where(error: ValidationError) -> str:
    return "/".join(map(str, error.path)) + ": " if error.path else ""


@cache
def _fast(schema: str) -> jsonschema_rs.Validator:
    registry = jsonschema_rs.Registry([(held["$id"], held) for held in _all().values()])
    return jsonschema_rs.validator_for(_all()[schema], registry=registry)


@cache
def _validator(schema: str) -> Draft202012Validator:
    known = {held["$id"]: Resource.from_contents(held) for held in _all().values()}
    return Draft202012Validator(_all()[schema], registry=Registry().with_resources(known.items()))


@cache
def _all() -> dict[str, Any]:
    return {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
        for path in files.SCHEMAS.glob("*.schema.json")
    }
