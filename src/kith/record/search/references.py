"""What a FHIR Reference points at (R4 2.3.0): its type and id, where they can be told."""

import re
from typing import Any, NamedTuple

_REFERENCE = re.compile(
    r"(?P<base>https?://[^\s?#]+/)?(?P<type>[A-Z][A-Za-z]{2,63})/(?P<id>[A-Za-z0-9.\-]{1,64})"
    r"(?:/_history/(?P<version>[A-Za-z0-9.\-]{1,64}))?"
)


class Target(NamedTuple):
    """Where a reference points. `base` is empty for a reference within this server."""

    base: str
    type: str
    id: str


def target(reference: str) -> Target | None:
    """Type and id that a literal reference names; None for fragments, URNs and anything else."""
    match = _REFERENCE.fullmatch(reference)
    return Target(match["base"] or "", match["type"], match["id"]) if match else None


def target_type(reference: Any, whole: dict[str, Any]) -> str | None:
    """The type that a Reference, or the text of one, points at; `whole` is searched for what it contains."""
    element = reference if isinstance(reference, dict) else {"reference": reference}
    literal = element.get("reference")
    if isinstance(literal, str) and literal.startswith("#"):
        return _contained_type(literal[1:], whole)
    found = target(literal) if isinstance(literal, str) else None
    named = element.get("type")
    return found.type if found else named if isinstance(named, str) else None


def _contained_type(id: str, whole: dict[str, Any]) -> str | None:
    for inner in whole.get("contained") or []:
        if isinstance(inner, dict) and inner.get("id") == id:
            kind = inner.get("resourceType")
            return kind if isinstance(kind, str) else None
    return None
