"""search: `GET /fhir/Observation?patient=&code=&date=` and `POST /fhir/Observation/_search` (R4 3.1.1)."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

import orjson

from kith.access.viewer import Viewer
from kith.fhir import cursors, targets
from kith.fhir.cursors import Place
from kith.fhir.problems import not_found, not_supported
from kith.fhir.requests import Request
from kith.fhir.responses import Response
from kith.fhir.searching import Asked, asked
from kith.fhir.sessions import decided, enter, entered, is_open, together, viewer_of
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
    viewer = viewer_of(request.token)
    page_text = dict(pairs).get(PAGE)
    if page_text is not None:
        return _page(request, viewer, cursors.unseal(page_text, viewer.session, kind))
    return _first(request, viewer, asked(kind, pairs), pairs)


def _first(request: Request, viewer: Viewer, wanted: Asked, pairs: Sequence[tuple[str, str]]) -> Response:
    found, total = _found(request.token, viewer, wanted.wanted, wanted.size, None, counted=wanted.total)
    self_link = f"{request.base}/{wanted.wanted.type}?{urlencode(pairs)}"
    return _bundle(request, viewer, wanted.wanted, wanted.size, found, self_link, total)


def _page(request: Request, viewer: Viewer, place: Place) -> Response:
    found, _ = _found(request.token, viewer, place.wanted, place.size, place.after)
    return _bundle(request, viewer, place.wanted, place.size, found, _link(request, viewer, place), None)


def _found(
    token: str,
    viewer: Viewer,
    wanted: Wanted,
    size: int,
    after: tuple[datetime, UUID] | None,
    *,
    counted: bool = False,
) -> tuple[list[Found], int | None]:
    """A page with one row more, and the total where it is known; the look is logged.

    Session, decision and rows are asked for together. Where no decision stands the Patient is decided about, as at
    any opening, so that hidden and absent cost the same.
    """
    with together():
        entered_now, decision = enter(token), decided(viewer, wanted.patient)
        rows = page(cursor(), wanted, limit=size + 1, after=after)
        if entered_now.fetchone() and decision.fetchone():
            return rows, _looked(wanted, rows, size, counted)
    with entered(token) as now:
        if not is_open(now, wanted.patient):
            raise not_found()
        rows = page(cursor(), wanted, limit=size + 1, after=after)
        return rows, _looked(wanted, rows, size, counted)


def _looked(wanted: Wanted, rows: list[Found], size: int, counted: bool) -> int | None:
    """Logs the look; answers with the total where a page holds all, or where it was asked for."""
    total = len(rows) if len(rows) <= size else count(cursor(), wanted) if counted else None
    record_look(cursor(), [wanted.patient], kind=LookKind.API, face="fhir", asked=f"{wanted.type}?")
    return total


def _link(request: Request, viewer: Viewer, place: Place) -> str:
    return f"{request.base}/{place.wanted.type}?{PAGE}={cursors.seal(place, viewer.session)}"


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
