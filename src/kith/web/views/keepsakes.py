"""Pictures, sounds and films of About me: shown, sent, removed, and the files themselves."""

import re
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.access.open_record import OpenRecord
from kith.care import keepsakes as care
from kith.care import queries
from kith.record.attachments import LARGEST, Unreadable
from kith.record.errors import Conflict, IdTaken, NotAllowed
from kith.record.ids import new_id
from kith.web.presenters.keepsakes import AGREED, Asked, KeepsakesPage, asked, keepsakes_shown
from kith.web.ranges import part_of
from kith.web.sent import form_id, line, whole
from kith.web.views.shared import about, asked_again, opened, signed_in, viewer_of

KEY = re.compile(r"[0-9a-f]{32}")
NONE_SENT = "Choose a picture, a sound or a film."
TOO_LARGE = "This file is too large. A minute of film is enough; keep it under 50 MB."
NEW = Asked("", "", "", "")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def keepsakes(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The page, and one more that was sent from it."""
    record = opened(request, patient, "about me")
    if not record.may_read(*care.WHERE):
        raise Http404
    if request.method != "POST":
        return _page(request, record, NEW)
    if not record.may_add(*care.WHERE):
        raise Http404
    given, file = asked(request.POST), request.FILES.get("file")
    if file is None or (file.size or 0) > LARGEST:
        given.problems["file"] = TOO_LARGE if file else NONE_SENT
    if given.problems or file is None:
        return _page(request, record, given)
    return _keep(request, record, given, file.read())


def _keep(request: HttpRequest, record: OpenRecord, given: Asked, content: bytes) -> HttpResponse:
    try:
        care.add(
            record,
            content,
            id=form_id(request.POST),
            heading=given.heading,
            words=given.words,
            helped=given.helped,
            now=timezone.now(),
            agreed=AGREED[given.agreed],
        )
    except Unreadable as problem:
        given.problems["file"] = str(problem)
        return _page(request, record, given)
    except (Conflict, IdTaken):
        pass  # the same form again: it is kept already
    except NotAllowed:
        raise Http404 from None
    return _back(record.patient, "kept")


@require_POST
@signed_in
def remove(request: HttpRequest, patient: UUID, keepsake: UUID) -> HttpResponse:
    """Takes it away, with a reason."""
    record = opened(request, patient, "about me")
    if not record.may_change(*care.WHERE):
        raise Http404
    why = line(request.POST, "why") or "Removed from About me"
    try:
        care.remove(record, keepsake, expected=whole(request.POST, "version") or 0, reason=why)
    except Conflict:
        return _back(patient, "met")
    except (KeyError, ValueError, NotAllowed):
        raise Http404 from None
    return _back(patient, "removed")


@require_safe
@signed_in
def file(request: HttpRequest, patient: UUID, keepsake: UUID, key: str) -> HttpResponse:
    """The file, or the part of it that a player asks for. Its address is told only by pages that are a look."""
    if not KEY.fullmatch(key):
        raise Http404
    found = asked_again(request, patient, lambda: care.content_of(patient, keepsake, key))
    if found is None:
        raise Http404
    answer = part_of(request, *found)
    answer["Cache-Control"] = "no-store"
    answer["Content-Disposition"] = "inline"
    return answer


def _page(request: HttpRequest, record: OpenRecord, given: Asked) -> HttpResponse:
    held = care.keepsakes_of(record)
    told = queries.telling(viewer_of(request), [], now=timezone.now())
    told = told.knowing(queries.names_of({each.keepsake.author for each in held}))
    may_add = record.may_add(*care.WHERE)
    shown = KeepsakesPage(
        keepsakes_shown(held, record, told), tuple(care.headings().items()), tuple(AGREED.items()), may_add
    )
    return about(
        request, record, "web/keepsakes.html", "summary", shown,
        given=given, problems=given.problems, form=new_id(), said=request.GET.get("said", ""),
    )  # fmt: skip


def _back(patient: UUID, said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('web:keepsakes', args=[patient])}?said={said}")
