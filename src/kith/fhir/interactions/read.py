"""read: `GET /fhir/<Type>/<id>` (R4 3.1.0.2)."""

from typing import Any
from uuid import UUID

from kith.access.deciding import decide_named
from kith.access.sessions import hashed
from kith.fhir import targets
from kith.fhir.problems import not_found, problem
from kith.fhir.requests import Request
from kith.fhir.responses import Response, of_version
from kith.fhir.sessions import entered
from kith.record.connection import cursor
from kith.record.reading import patient_of
from kith.record.statuses import DELETED
from kith.record.writing import Action

# Token, decision, body and look in one statement, and so in one transaction: the look is committed before
# the answer leaves.
OPEN_READ = (
    "select r.* from kith_session_of_token(%s) s, lateral kith_read(s, %s::smallint, %s, %s, 'fhir', %s) r"
)


def read(request: Request, kind: str, id_text: str) -> Response:
    """The current version."""
    row = found(request, kind, id_text, None)
    if row.action == Action.DELETE or row.status == DELETED:
        raise problem(410, "deleted", "This was deleted.", ETag=f'W/"{row.version}"')
    if request.header("if-none-match") == f'W/"{row.version}"':
        return Response(304, headers={"ETag": f'W/"{row.version}"'})
    return of_version(200, row.body, row.version, row.recorded)


def found(request: Request, kind: str, id_text: str, version: int | None) -> Any:
    """The row of a version that this token may see, its look logged. Raises 401, 404.

    When nothing is seen the Patient is decided about, as for anybody who comes to the gate, and it is tried
    once more; what is hidden and what is absent run the same statements.
    """
    number, id, token = targets.held(kind), targets.id_of(id_text), request.token
    asked = f"{kind}/{id}" + (f"/_history/{version}" if version else "")
    values = (hashed(token), number, id, version, asked)
    row = cursor().execute(OPEN_READ, values, prepare=True).fetchone()
    if row is None:
        row = _after_deciding(token, id, values)
    if row is None or row.body is None:
        raise not_found()
    return row


def _after_deciding(token: str, id: UUID, values: tuple[Any, ...]) -> Any:
    with entered(token) as viewer:
        decide_named(viewer, patient_of(cursor(), id) or id)
        return cursor().execute(OPEN_READ, values, prepare=True).fetchone()
