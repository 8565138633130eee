"""Letting an inspector in for the day."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import agency
from kith.access.agency import NotPossible
from kith.care import queries
from kith.record.ids import new_id
from kith.web.staff import ends, visiting
from kith.web.staff.shared import leading, show
from kith.web.staff.views.admit import people_to_choose
from kith.web.staff.views.helping import spaced
from kith.web.staff.visiting import CARDS, REGULATORS
from kith.web.views.shared import viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
@leading
def inspector(request: HttpRequest) -> HttpResponse:
    """One short form, and then a PIN to tell the inspector. The login ends by itself with the day."""
    viewer = viewer_of(request)
    key = visiting.role_for(viewer)
    if not key:
        raise Http404
    if request.method != "POST":
        return _form(request, {})
    sent, until = visiting.read(request.POST), _day_end(request)
    if sent.problems:
        return _form(request, sent.problems)
    try:
        made = agency.admit(
            viewer, name=sent.name, role_key=key, until=until, checked=sent.checked, chosen=sent.chosen, id=sent.id
        )  # fmt: skip
    except NotPossible as no:
        return _form(request, {"name": str(no)})
    told = ends.told(until, timezone.now())
    return show(request, "staff/pin.html", made.account, pin=spaced(made.pin), ends_at=told)


def _form(request: HttpRequest, problems: dict[str, str]) -> HttpResponse:
    shown = {
        "form": request.POST.get("form") or str(new_id()),
        "typed": request.POST,
        "regulators": REGULATORS,
        "cards": CARDS,
        "until": ends.told(_day_end(request), timezone.now()),
        "people": people_to_choose(request),
        "oversees": viewer_of(request).may("oversee"),
    }
    return show(request, "staff/inspector.html", shown, problems=problems)


def _day_end(request: HttpRequest) -> datetime:
    return ends.day_end(timezone.now(), queries.rule_of(viewer_of(request)))
