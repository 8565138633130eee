"""What is wrong with a resource, where, and in words that its sender can act on."""

from typing import Any, NamedTuple

from jsonschema_rs import ValidationError

from kith.record.validation.schema import rule_at


class Issue(NamedTuple):
    """One thing that is wrong."""

    code: str
    """A code of http://hl7.org/fhir/issue-type: structure, required, value, invariant, too-long, ..."""
    location: str
    """FHIRPath of the element, such as `Observation.component[0].value`; "" where it is the text itself."""
    words: str


class Invalid(ValueError):
    """A resource that cannot be kept; `issues` says why."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__("; ".join(f"{each.location}: {each.words}".removeprefix(": ") for each in issues))
        self.issues = issues


_TYPES = {
    "string": "text in quotation marks",
    "number": "a number, without quotation marks",
    "integer": "a whole number, without quotation marks",
    "boolean": "true or false, without quotation marks",
    "array": "a list",
    "object": "an object",
}
_FORMATS = {
    "fhir-date": "must be a real date: YYYY, YYYY-MM or YYYY-MM-DD",
    "fhir-dateTime": "must be a real date, or date and time with a time zone, such as 2026-11-23T08:10:00Z",
    "fhir-instant": "must be a real date and time with seconds and a time zone, such as 2026-11-23T08:10:00Z",
    "fhir-base64": "must be base64",
    "fhir-reference": "must be Type/id, an http or https address, a urn:uuid or urn:oid, or #id of a contained resource",
    "fhir-xhtml": "must be one <div> of plain XHTML: no scripts, forms, styles from elsewhere or pictures from elsewhere",
}


def of_error(kind: str, error: ValidationError) -> list[Issue]:
    """The issues in one finding of the schema about a resource of type `kind`."""
    place = location(kind, error.instance_path)
    rule = error.schema_path[-1] if error.schema_path else ""
    described: dict[str, Any] = error.kind.as_dict()
    match rule:
        case "required":
            return [Issue("required", _within(place, described["property"]), "is required")]
        case "additionalProperties":
            return [
                Issue("structure", _within(place, name), "is not an element that FHIR R4 has here")
                for name in described["unexpected"]
            ]
        case "anyOf":
            return [Issue("required", place, f"needs {_one_of(rule_at(error.schema_path))}")]
        case "type":
            return [Issue("structure", place, f"must be {_expected(described)}")]
        case "format":
            return [Issue("value", place, _FORMATS.get(str(described.get("format")), "is not well formed"))]
    return [Issue("value", place, _OTHERS.get(str(rule), "does not have the form that FHIR R4 wants here"))]


_OTHERS = {
    "enum": "is not one of the codes that FHIR R4 allows here",
    "const": "is not what FHIR R4 wants here",
    "minItems": "is an empty list: leave it out instead",
    "minProperties": "is an empty object: leave it out instead",
    "minimum": "is too small",
    "maximum": "is too large",
    "pattern": "is empty or has characters or white space that FHIR R4 does not allow here",
}


def _expected(described: dict[str, Any]) -> str:
    kinds = described.get("types") or []
    return " or ".join(_TYPES.get(str(each), str(each)) for each in kinds) or "of another type"


def _one_of(alternatives: Any) -> str:
    """The elements of which the schema wants one: extensions beside a primitive go without saying."""
    names = [str(each["required"][0]) for each in alternatives if "required" in each]
    shown = [name for name in names if not name.startswith("_")]
    return " or ".join(shown) if shown else "another value here"


def location(kind: str, path: list[str | int]) -> str:
    """A JSON path as FHIRPath from the type: `["name", 0, "given"]` is `Patient.name[0].given`."""
    return kind + "".join(f"[{step}]" if isinstance(step, int) else f".{_shown(step)}" for step in path)


def _within(place: str, name: str) -> str:
    return f"{place}.{_shown(name)}"


def _shown(name: str) -> str:
    """A key that came from outside, cut to a length that can be shown."""
    return name if len(name) <= 64 else name[:60] + "..."
