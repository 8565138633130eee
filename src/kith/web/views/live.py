"""What open pages poll: has anything about this person moved since the page was made?"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kith.care import live as moving
from kith.web.presenters.hrefs import Hrefs

NOTHING_MOVED = 204


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """204 while nothing moved; else a line that offers to show it. Says nothing about anybody, so logs no look.

    Row security answers only for people whom this session has opened.
    """
    if getattr(request, "viewer", None) is None:
        return HttpResponse(status=401)
    try:
        after, patient = int(request.GET.get("after", "")), UUID(request.GET.get("patient", ""))
    except ValueError:
        raise Http404 from None
    if not 0 <= after < 2**62 or not moving.moved([patient], after):
        return HttpResponse(status=NOTHING_MOVED)
    return render(request, "web/fresh.html", {"href": Hrefs(patient)})
