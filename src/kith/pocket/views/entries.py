"""`/pocket/entries/<id>`: what was recorded arrives here, once, however often it is sent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import gate
from kith.access.open_record import OpenRecord
from kith.access.refused import Refused
from kith.access.viewer import Viewer
from kith.catalogue import exact
from kith.catalogue.checking import check
from kith.catalogue.components import BadEntry, DailyEntry
from kith.pocket import drafts
from kith.pocket.asking import BadBody, body, by_its_maker, or_to_finish, sent_as
from kith.pocket.views.finishing import finished, told
from kith.record.connection import cursor
from kith.record.errors import Conflict, IdTaken, Missing, NotAllowed, OtherPerson
from kith.record.reading import patient_of
from kith.record.writing import Written

MOST_REASON = 500


@require_http_methods(["PUT"])
@or_to_finish(finished)
@by_its_maker
def one(request: HttpRequest, viewer: Viewer, id: UUID) -> HttpResponse:
    """Record an entry, or a new version of one where `replaces` names the version it follows."""
    sent = sent_as(request, id)
    try:
        entry = DailyEntry.from_browser(sent, viewer.practitioner)
    except BadEntry as bad:
        return JsonResponse(bad.findings.as_json(), status=422)
    return _answered(lambda: _written(viewer, entry, sent), viewer, id, entry)


@require_POST
@by_its_maker
def withdraw(request: HttpRequest, viewer: Viewer, id: UUID) -> HttpResponse:
    """Mark an entry as entered in error; `version` is the one that the reader saw (the first, where none is given).

    With `mine` it must be the viewer's own: whoever undoes what they saved never takes back a colleague's.
    """
    sent = body(request)
    reason = _reason(sent)
    if not reason:
        raise BadBody(400)
    version = _version(sent.get("version") or 1)
    mine = sent.get("mine") is True
    return _answered(lambda: _withdrawn(viewer, id, version, reason, mine=mine), viewer, id)


def _withdrawn(viewer: Viewer, id: UUID, version: int, reason: str, *, mine: bool) -> Written:
    patient = patient_of(cursor(), id)
    if patient is None:
        raise Missing(id)
    record = gate.open_to_write(viewer, patient)
    if mine and record.read("Observation", id).author != viewer.practitioner:
        raise Missing(id)
    return record.withdraw(id, expected=version, reason=reason)


def _written(viewer: Viewer, entry: DailyEntry, sent: dict[str, Any]) -> Written | HttpResponse:
    record = gate.open_to_write(viewer, entry.patient)
    findings = check(entry)
    if not findings.ok:
        return JsonResponse(findings.as_json(), status=422)
    replaces = sent.get("replaces")
    if replaces is None:
        return record.add(entry)
    return _amended(record, entry, replaces, _reason(sent))


def _amended(record: OpenRecord, entry: DailyEntry, replaces: Any, reason: str) -> Written | HttpResponse:
    if not reason:
        raise BadBody(400)
    expected = _version(replaces)
    stands = DailyEntry.from_fhir(exact.loads(record.read("Observation", entry.id).body or "{}"))
    try:
        amended = stands.amended_by(entry)
    except ValueError as error:  # its kind or its person cannot change
        raise OtherPerson(entry.id) from error
    return record.amend(amended, expected=expected, reason=reason)


def _answered(
    write: Callable[[], Written | HttpResponse], viewer: Viewer, id: UUID, entry: DailyEntry | None = None
) -> HttpResponse:
    """What the write came to, for the outbox. What is hidden, absent and not allowed look the same."""
    try:
        written = write()
    except Conflict as conflict:
        return _both(viewer, id, conflict.current, entry)
    except (IdTaken, OtherPerson) as taken:
        return JsonResponse({"message": taken.words}, status=409)
    except (Refused, Missing, NotAllowed):
        return JsonResponse({}, status=404)
    if isinstance(written, HttpResponse):
        return written
    drafts.drop(viewer, id)
    return told(written)


def _both(viewer: Viewer, id: UUID, version: int | None, yours: DailyEntry | None) -> HttpResponse:
    """412 with both texts to choose from. The other text is shown, so this is a look."""
    patient = patient_of(cursor(), id)
    if patient is None:
        return JsonResponse({}, status=404)
    record = gate.open(viewer, patient, face="pocket", asked="conflict")
    stands = DailyEntry.from_fhir(exact.loads(record.read("Observation", id).body or "{}")).to_browser()
    current = {**stands, "version": version}
    mine = yours.to_browser() if yours else None
    return HttpResponse(
        exact.dumps({"current": current, "yours": mine}), content_type="application/json", status=412
    )


def _version(sent: Any) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or not 0 < sent < 2**31:
        raise BadBody(400)
    return sent


def _reason(sent: Any) -> str:
    reason = sent.get("reason") if isinstance(sent, dict) else None
    if reason is not None and not isinstance(reason, str):
        raise BadBody(400)
    return (reason or "").strip()[:MOST_REASON]
