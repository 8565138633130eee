"""`/pocket/drafts`: an author's own unfinished entries."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.viewer import Viewer
from kith.catalogue import exact
from kith.pocket import drafts
from kith.pocket.asking import BadBody, body, by_its_maker


@require_GET
@by_its_maker
def listed(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The author's drafts, for one person where `?patient=` names one."""
    patient = _uuid(request.GET["patient"]) if "patient" in request.GET else None
    return _json({"drafts": [_shown(draft) for draft in drafts.listed(viewer, patient)]})


@require_http_methods(["GET", "PUT", "DELETE"])
@by_its_maker
def one(request: HttpRequest, viewer: Viewer, id: UUID) -> HttpResponse:
    """Read, keep or forget one draft."""
    if request.method == "GET":
        found = [draft for draft in drafts.listed(viewer) if draft.id == id]
        return _json(_shown(found[0])) if found else JsonResponse({}, status=404)
    if request.method == "DELETE":
        drafts.drop(viewer, id)
        return HttpResponse(status=204)
    try:
        drafts.save(viewer, _sent(id, body(request)))
    except drafts.TooMany:
        return JsonResponse({}, status=409)
    return HttpResponse(status=204)


def _json(told: dict[str, Any]) -> HttpResponse:
    return HttpResponse(exact.dumps(told), content_type="application/json")


def _shown(draft: drafts.Draft) -> dict[str, Any]:
    changed = draft.changed.isoformat(timespec="milliseconds")
    return {"id": str(draft.id), "patient": str(draft.patient), "changed": changed, "body": draft.body}


def _sent(id: UUID, sent: Any) -> drafts.Draft:
    try:
        changed = datetime.fromisoformat(sent["changed"])
        found = drafts.Draft(id, UUID(sent["patient"]), changed, sent["body"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBody(400) from error
    if changed.tzinfo is None or not isinstance(found.body, dict):
        raise BadBody(400)
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise BadBody(400) from error
