"""search: `GET /fhir/Observation?patient=&code=&date=` and `POST /fhir/Observation/_search` (R4 3.1.1)."""

from collections.abc import Sequence
from urllib.parse import urlencode

import orjson

from kith.access.viewer import Viewer
from kith.fhir import cursors, targets
from kith.fhir.cursors import Place
from kith.fhir.problems import not_found, not_supported
from kith.fhir.requests import Request
from kith.fhir.responses import Response
from kith.fhir.searching import Asked, asked
from kith.fhir.sessions import entered, is_open
from kith.record.connection import cursor
from kith.record.looks import LookKind, record_look
from kith.record.search.finding import Found, Wanted, count, page

PAGE = "_page"


def search(request: Request, kind: str) -> Response:
    """A page of one Patient's resources, newest first, and a link to the next page."""
    targets.held(kind)
    if kind not in targets.SEARCHED:
        raise not_supported(f"{kind} cannot be searched through this interface.")
    pairs = [*request.query, *(request.form if request.method == "POST" else ())]
    with entered(request.token) as viewer:
        page_text = dict(pairs).get(PAGE)
        if page_text is not None:
            return _page(request, viewer, cursors.unseal(page_text, viewer.session))
        return _first(request, viewer, asked(kind, pairs), pairs)


def _first(request: Request, viewer: Viewer, wanted: Asked, pairs: Sequence[tuple[str, str]]) -> Response:
    _decided(viewer, wanted.wanted)
    found = page(cursor(), wanted.wanted, limit=wanted.size + 1)
    complete = len(found) <= wanted.size
    total = len(found) if complete else count(cursor(), wanted.wanted) if wanted.total else None
    self_link = f"{request.base}/{wanted.wanted.type}?{urlencode(pairs)}"
    return _bundle(request, viewer, wanted.wanted, wanted.size, found, self_link, total)


def _page(request: Request, viewer: Viewer, place: Place) -> Response:
    _decided(viewer, place.wanted)
    found = page(cursor(), place.wanted, limit=place.size + 1, after=place.after)
    return _bundle(request, viewer, place.wanted, place.size, found, _link(request, viewer, place), None)


def _link(request: Request, viewer: Viewer, place: Place) -> str:
    return f"{request.base}/{place.wanted.type}?{PAGE}={cursors.seal(place, viewer.session)}"


def _decided(viewer: Viewer, wanted: Wanted) -> None:
    """The Patient is decided about first, so that hidden and absent cost the same; the look is logged."""
    if not is_open(viewer, wanted.patient):
        raise not_found()
    record_look(cursor(), [wanted.patient], kind=LookKind.API, face="fhir", asked=f"{wanted.type}?")


def _bundle(
    request: Request,
    viewer: Viewer,
    wanted: Wanted,
    size: int,
    found: list[Found],
    self_link: str,
    total: int | None,
) -> Response:
    shown = found[:size]
    links = [{"relation": "self", "url": self_link}]
    if len(found) > size and shown[-1].occurred is not None:
        place = Place(wanted, size, (shown[-1].occurred, shown[-1].id))
        links.append(
            {
                "relation": "next",
                "url": f"{request.base}/{wanted.type}?{PAGE}={cursors.seal(place, viewer.session)}",
            }
        )
    body = {
        "resourceType": "Bundle",
        "type": "searchset",
        **({} if total is None else {"total": total}),
        "link": links,
        **({"entry": [_entry(request, wanted.type, each) for each in shown]} if shown else {}),
    }
    return Response(200, orjson.dumps(body))


def _entry(request: Request, kind: str, found: Found) -> dict[str, object]:
    return {
        "fullUrl": f"{request.base}/{kind}/{found.id}",
        "resource": orjson.Fragment(found.body),
        "search": {"mode": "match"},
    }
