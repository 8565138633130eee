"""update: `PUT /fhir/<Type>/<id>` (R4 3.1.0.5), which also creates under an id that the client has made.

It follows the version that `If-Match` names, or else `meta.versionId` in the body. Without either it creates;
where something stands already the answer is 412 with both texts to choose from.
"""

import re
from uuid import UUID

from kith.access.sessions import hashed
from kith.fhir import targets
from kith.fhir.interactions.read import OPEN_READ
from kith.fhir.problems import Problem, outcome, problem
from kith.fhir.requests import Request
from kith.fhir.responses import Response
from kith.fhir.sessions import viewer_of
from kith.fhir.writing import Sent, answered, keep, sent
from kith.record.connection import cursor
from kith.record.errors import Conflict
from kith.record.types import type_number
from kith.record.validation import Issue

_ETAG = re.compile(r'\s*(?:W/)?"([1-9]\d{0,8})"\s*', re.ASCII)


def update(request: Request, kind: str, id_text: str) -> Response:
    """Keep a new version, or a new resource under this id."""
    id = targets.id_of(id_text)
    viewer = viewer_of(request.token)
    what = sent(request, kind, id)
    _check_id(what, id, kind)
    try:
        written = keep(request.token, viewer, what, id, expected_version(request, what))
    except Conflict as conflict:
        return _both(request, kind, id, what, conflict)
    return answered(request, kind, written)


def expected_version(request: Request, what: Sent) -> int | None:
    """The version that this one follows; None to create. Raises a 400 for headers that make no sense."""
    match, none_match = request.header("if-match"), request.header("if-none-match")
    if none_match:
        if none_match.strip() != "*" or match:
            raise problem(400, "value", "With a write, If-None-Match can only be *, and without If-Match.")
        return None
    if match:
        found = _ETAG.fullmatch(match)
        if found is None:
            raise problem(400, "value", 'If-Match must name one version, such as W/"3".')
        return int(found[1])
    version = what.resource.get("meta", {}).get("versionId", "")
    return int(version) if re.fullmatch(r"[1-9]\d{0,8}", version, re.ASCII) else None


def _check_id(what: Sent, id: UUID, kind: str) -> None:
    """R4 3.1.0.5: the body has the id that the address has."""
    if what.resource.get("id") != str(id):
        raise Problem(
            400, [Issue("invalid", f"{kind}.id", "must be the id in the address, in small letters")]
        )


def _both(request: Request, kind: str, id: UUID, what: Sent, conflict: Conflict) -> Response:
    """412 with what stands and what was sent. Showing what stands is a look."""
    values = (hashed(request.token), type_number(kind), id, None, f"{kind}/{id}")
    row = cursor().execute(OPEN_READ, values, prepare=True).fetchone()
    issues = [Issue("conflict", "", conflict.words)]
    if row is None or row.body is None:
        return Response(412, outcome(issues))
    return Response(412, outcome(issues, contained=[row.body, what.text]), {"ETag": f'W/"{row.version}"'})
