"""vread: `GET /fhir/<Type>/<id>/_history/<version>` (R4 3.1.0.3)."""

from kith.fhir import targets
from kith.fhir.interactions.read import found
from kith.fhir.problems import problem
from kith.fhir.requests import Request
from kith.fhir.responses import Response, of_version
from kith.record.writing import Action


def vread(request: Request, kind: str, id_text: str, version_text: str) -> Response:
    """One version, governed by the labels that the resource has now."""
    row = found(request, kind, id_text, targets.version_of(version_text))
    if row.action == Action.DELETE:
        raise problem(410, "deleted", "This version says that it was deleted.")
    return of_version(200, row.body, row.version, row.recorded)
