"""capabilities: `GET /fhir/metadata` (R4 3.1.0.14). It promises what is there and nothing else."""

from datetime import UTC, datetime
from typing import Any

import orjson

from kith import __version__
from kith.fhir import targets
from kith.fhir.requests import Request
from kith.fhir.responses import Response
from kith.record.search.columns import HELD

_STARTED = datetime.now(UTC).isoformat(timespec="seconds")


def metadata(request: Request) -> Response:
    """What this server can do. It says nothing about anybody, and needs no token."""
    return Response(200, orjson.dumps(_statement(request.base)))


def _statement(base: str) -> dict[str, Any]:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": _STARTED,
        "kind": "instance",
        "software": {"name": "Kith", "version": __version__},
        "implementation": {"description": "Kith, a digital social care record", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [
            {
                "mode": "server",
                "security": {
                    "cors": False,
                    "description": "A bearer token, made by 'kith user token', stands for one member of staff in one post.",
                },
                "resource": [_LOOKS if kind == targets.LOOKED else _resource(kind) for kind in _KINDS],
            }
        ],
    }


def _resource(kind: str) -> dict[str, Any]:
    codes = ["read", "vread"]
    codes += ["create", "update"] if kind in targets.WRITTEN else []
    codes += ["search-type"] if kind in targets.SEARCHED else []
    found: dict[str, Any] = {
        "type": kind,
        "interaction": [{"code": code} for code in codes],
        "versioning": "versioned-update" if kind in targets.WRITTEN else "versioned",
        "readHistory": True,
        "conditionalRead": "not-match",
        "referencePolicy": ["literal"],
    }
    if kind in targets.WRITTEN:
        found |= {"updateCreate": True, "conditionalCreate": False, "conditionalUpdate": False}
    if kind in targets.SEARCHED:
        found["searchParam"] = _PARAMETERS
    return found


_KINDS = sorted([*HELD, targets.LOOKED])
_DEFINED = "http://hl7.org/fhir/SearchParameter/clinical-"
_TOLD = (
    ("patient", "reference", "Required: whose."),
    ("code", "token", "system|code, |code or code; commas between alternatives."),
    ("date", "date", "With eq, ne, gt, ge, lt, le, sa or eb; may be repeated."),
)
_PARAMETERS = [
    {"name": name, "definition": f"{_DEFINED}{name}", "type": kind, "documentation": words}
    for name, kind, words in _TOLD
]
_EVENTS = "http://hl7.org/fhir/SearchParameter/AuditEvent-"
_LOOKS = {
    "type": targets.LOOKED,
    "documentation": "Who looked at somebody's record, made from the looks that are kept. Asking is a look too.",
    "interaction": [{"code": code} for code in ("read", "search-type")],
    "versioning": "no-version",
    "readHistory": False,
    "referencePolicy": ["literal"],
    "searchParam": [
        {"name": name, "definition": f"{_EVENTS}{name}", "type": kind, "documentation": words}
        for name, kind, words in _TOLD
        if name != "code"
    ],
}
