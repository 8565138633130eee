"""An entry about the wrong person: whose it is, and moving it there."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import gate, moving
from kith.access.open_record import OpenRecord
from kith.access.refused import Refused
from kith.care import queries
from kith.care.residents import residents
from kith.catalogue.components import DailyEntry
from kith.record.errors import Conflict, Missing, NotAllowed
from kith.record.ids import new_id
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.move import move_page
from kith.web.sent import form_id, given_id, line, whole
from kith.web.views.shared import about, opened, people_here, register_of, signed_in, viewer_of

MET = "Somebody changed this entry meanwhile. Look at it again before you move it."
WHOSE = "Choose whom it is about."


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def move(request: HttpRequest, patient: UUID, entry: UUID) -> HttpResponse:
    """Asks whom it is about, and moves it."""
    record = opened(request, patient, "an entry about the wrong person")
    if request.method != "POST":
        return _page(request, record, entry)
    whom = given_id(request.POST.get("whom", ""))
    if whom is None:
        return _page(request, record, entry, WHOSE)
    expected, made = whole(request.POST, "version") or 0, form_id(request.POST)
    try:
        to = gate.open_to_write(viewer_of(request), whom)
        why = line(request.POST, "why") or "Recorded for the wrong person"
        moving.move(record, entry, to, expected=expected, new_id=made, reason=why)
    except Conflict:
        return _page(request, record, entry, MET)
    except (Refused, NotAllowed, Missing, moving.NotMovable):
        raise Http404 from None
    return HttpResponseRedirect(f"{Hrefs(whom).entry(made)}?said=moved")


def _page(request: HttpRequest, record: OpenRecord, id: UUID, problem: str = "") -> HttpResponse:
    stored = record.read("Observation", id)
    entry = queries.entry_or_none(stored)
    if entry is None or stored.in_error or not may_move(record, entry, stored.custodian):
        raise Http404
    now, viewer = timezone.now(), viewer_of(request)
    told = queries.telling(viewer, [entry], now=now, register=register_of(request))
    others = [each for each in people_here(request) if each.id != record.patient]
    shown = move_page(entry, residents(others, now, viewer.role), told, version=stored.version)
    form = request.POST.get("form") or str(new_id())
    return about(
        request,
        record,
        "web/move.html",
        "day",
        shown,
        form=form,
        problem=problem,
        back=Hrefs(record.patient).entry(id),
    )


def may_move(record: OpenRecord, entry: DailyEntry, custodian: int) -> bool:
    """Whether the viewer may move it: their own organisation's, of a kind that can be moved and that they may change."""
    own = custodian == record.viewer.custodian
    return own and moving.movable(entry) and record.may_change(entry.category, entry.tier)
