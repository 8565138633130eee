"""Anyone in the building, for the emergency page: for workers whose login is for chosen people only."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.web.presenters.anyone import anyone_page
from kith.web.views.shared import FACE, page, signed_in, viewer_of


@require_safe
@signed_in
def anyone(request: HttpRequest) -> HttpResponse:
    """Names and rooms, each a tap from the emergency page."""
    people = gate.anyone_here(viewer_of(request), face=FACE)
    return page(request, "web/anyone.html", "here", anyone_page(people))
