"""Somebody's photo: sent, removed, and shown to whoever may see who they are."""

import re
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kith.access import gate
from kith.access.open_record import OpenRecord
from kith.care import photo as care
from kith.care import who
from kith.record.attachments import Unreadable
from kith.record.errors import Conflict, NotAllowed
from kith.web.sent import line
from kith.web.views.shared import FACE, asked_again, signed_in, viewer_of
from kith.web.views.who import AGREED, MET, may_change, version_of, who_page_of

KEY = re.compile(r"[0-9a-f]{32}")
NOBODY_ASKED = "Say whether they agreed. Without that no photo is kept."
NONE_SENT = "Choose a photo, or take one."


@require_safe
@signed_in
def shown(request: HttpRequest, patient: UUID, key: str) -> HttpResponse:
    """The photo. Its address is told only by pages that are a look; nothing of it stays in the browser's store."""
    if not KEY.fullmatch(key):
        raise Http404
    found = asked_again(request, patient, lambda: care.content_of(patient, key))
    if found is None:
        raise Http404
    answer = HttpResponse(found[0], content_type=found[1])
    answer["Cache-Control"] = "no-store"
    answer["Content-Disposition"] = "inline"
    return answer


@require_POST
@signed_in
def add(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Keeps what was sent, where they agreed or it was decided for them."""
    record = _to_change(request, patient)
    sent, agreed = request.FILES.get("photo"), AGREED.get(request.POST.get("agreed", ""))
    if agreed is None or sent is None:
        return who_page_of(request, record, None, {"photo": NOBODY_ASKED if agreed is None else NONE_SENT})
    if (sent.size or 0) > care.LARGEST:
        return who_page_of(request, record, None, {"photo": "Please send a photo of less than 15 MB."})
    try:
        person = who.versions_of(record)[0].person
        care.add(record, person, sent.read(), expected=version_of(request), reason=f"Photo. {agreed}")
    except Unreadable as problem:
        return who_page_of(request, record, None, {"photo": str(problem)})
    except Conflict:
        return who_page_of(request, record, None, {"photo": MET})
    except NotAllowed:
        raise Http404 from None
    return _back(patient)


@require_POST
@signed_in
def remove(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Takes it away, with a reason."""
    record = _to_change(request, patient)
    why = line(request.POST, "why") or "Photo removed"
    try:
        person = who.versions_of(record)[0].person
        care.remove(record, person, expected=version_of(request), reason=why)
    except Conflict:
        return who_page_of(request, record, None, {"photo": MET})
    except NotAllowed:
        raise Http404 from None
    return _back(patient)


def _to_change(request: HttpRequest, patient: UUID) -> OpenRecord:
    record = gate.open(viewer_of(request), patient, face=FACE, asked="who they are")
    if not may_change(record):
        raise Http404
    return record


def _back(patient: UUID) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('web:who', args=[patient])}?said=done")
