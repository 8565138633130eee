"""Who looked: `GET /fhir/AuditEvent?patient=&date=` and `GET /fhir/AuditEvent/<id>` (R4 AuditEvent).

Events are made from looks as they are asked for. Asking is a look itself, at the Patient whose looks are told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson

from kith.access.looking import told_of_looks
from kith.access.own import readers
from kith.access.roles import called
from kith.access.showing import crews
from kith.access.viewer import Viewer
from kith.directory.models import Organization, Staff
from kith.fhir import auditing, cursors
from kith.fhir.auditing import Known
from kith.fhir.interactions.search import PAGE
from kith.fhir.problems import not_found
from kith.fhir.requests import Request
from kith.fhir.responses import Response, of_version
from kith.fhir.searching import OF_LOOKS, asked
from kith.fhir.sessions import entered
from kith.fhir.targets import LOOKED
from kith.record.connection import cursor
from kith.record.look_pages import Numbered, Place, one_about, page_about
from kith.record.looks import LookKind, record_look
from kith.record.search.finding import Span


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose looks, of which times, how many to a page, and the last of the page before."""

    patient: UUID
    spans: tuple[Span, ...]
    size: int
    after: Place | None = None


def audit_read(request: Request, id: str) -> Response:
    """One look."""
    patient, place = auditing.place_of(id)
    with entered(request.token) as viewer:
        found = one_about(cursor(), patient, place) if told_of_looks(viewer, patient) else None
        if found is None:
            raise not_found()
        _looked(patient, f"{LOOKED}/{id}")
        body = orjson.dumps(auditing.audit_event(patient, found, _known([found]))).decode()
    return of_version(200, body, 1, found.look.at)


def audit_search(request: Request) -> Response:
    """A page of looks at one Patient, newest first, and a link to the next page."""
    pairs = [*request.query, *(request.form if request.method == "POST" else ())]
    sealed = dict(pairs).get(PAGE)
    with entered(request.token) as viewer:
        wanted = _asked(pairs) if sealed is None else _unsealed(sealed, viewer)
        if not told_of_looks(viewer, wanted.patient):
            raise not_found()
        found = page_about(cursor(), wanted.patient, wanted.spans, limit=wanted.size + 1, after=wanted.after)
        _looked(wanted.patient, f"{LOOKED}?")
        return _bundle(request, viewer, wanted, found, pairs)


def _asked(pairs: Sequence[tuple[str, str]]) -> Wanted:
    found = asked(LOOKED, pairs, OF_LOOKS)
    return Wanted(found.wanted.patient, found.wanted.spans, found.size)


def _unsealed(text: str, viewer: Viewer) -> Wanted:
    patient, spans, size, at, number = cursors.unsealed(text, viewer.session, LOOKED)
    return Wanted(UUID(patient), cursors.as_spans(spans), size, (datetime.fromisoformat(at), number))


def _sealed(wanted: Wanted, last: Numbered, viewer: Viewer) -> str:
    held = (
        str(wanted.patient),
        cursors.plain(wanted.spans),
        wanted.size,
        last.look.at.isoformat(),
        last.number,
    )
    return cursors.sealed(viewer.session, LOOKED, *held)


def _looked(patient: UUID, asked: str) -> None:
    record_look(cursor(), [patient], kind=LookKind.API, face="fhir", asked=asked)


def _known(found: Sequence[Numbered]) -> Known:
    looked = {each.look.staff for each in found if each.look.staff}
    staff = Staff.objects.filter(id__in=looked)
    organizations = Organization.objects.filter(custodian__in={each.look.custodian for each in found})
    return Known(
        dict(staff.values_list("id", "name"))
        | crews(looked)
        | {id: each.name for id, each in readers([*looked]).items()},
        {each.custodian: each for each in organizations if each.custodian is not None},
        called(each.look.role for each in found),
    )


def _bundle(
    request: Request, viewer: Viewer, wanted: Wanted, found: list[Numbered], pairs: Sequence[tuple[str, str]]
) -> Response:
    shown, here = found[: wanted.size], f"{request.base}/{LOOKED}"
    links = [{"relation": "self", "url": f"{here}?{urlencode(pairs)}"}]
    if len(found) > wanted.size:
        links.append({"relation": "next", "url": f"{here}?{PAGE}={_sealed(wanted, shown[-1], viewer)}"})
    known = _known(shown)
    events = [auditing.audit_event(wanted.patient, each, known) for each in shown]
    whole = wanted.after is None and len(found) <= wanted.size
    body: dict[str, Any] = {
        "resourceType": "Bundle",
        "type": "searchset",
        **({"total": len(shown)} if whole else {}),
        "link": links,
        **({"entry": [_entry(here, each) for each in events]} if events else {}),
    }
    return Response(200, orjson.dumps(body))


def _entry(here: str, event: dict[str, Any]) -> dict[str, Any]:
    return {"fullUrl": f"{here}/{event['id']}", "resource": event, "search": {"mode": "match"}}
