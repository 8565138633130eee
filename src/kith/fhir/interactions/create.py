"""create: `POST /fhir/<Type>` (R4 3.1.0.8). The id is the server's; `PUT` takes the client's own."""

from kith.fhir.requests import Request
from kith.fhir.responses import Response
from kith.fhir.sessions import viewer_of
from kith.fhir.writing import answered, keep, sent
from kith.record.ids import new_id


def create(request: Request, kind: str) -> Response:
    """Keep a new resource under a new id."""
    viewer, id = viewer_of(request.token), new_id()
    written = keep(request.token, viewer, sent(request, kind, id), id, None)
    return answered(request, kind, written)
