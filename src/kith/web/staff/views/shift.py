"""The page itself, and after how long its devices lock."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kith.access import door
from kith.directory.models import Post, Service
from kith.web.staff.shared import during_now, leading, show
from kith.web.staff.shift import shift_page
from kith.web.views.shared import viewer_of

LOCKS = (2, 5, 10, 15)
"""Minutes without a touch that are offered."""


@require_safe
@leading
def shift(request: HttpRequest) -> HttpResponse:
    """Who can sign in now, agency logins with their end, and what may be done."""
    viewer = viewer_of(request)
    posts = (
        Post.objects.filter(during_now(), service=viewer.service)
        .select_related("staff")
        .order_by("staff__name")
    )
    shown = shift_page(viewer, list(posts), timezone.now())
    minutes = door.lock_after(Service.objects.get(id=viewer.service)).total_seconds() / 60
    return show(request, "staff/shift.html", shown, locks=LOCKS, minutes=int(minutes))


@require_POST
@leading
def lock_after(request: HttpRequest) -> HttpResponse:
    """Sets it for the service; counts from each next sign-in."""
    minutes = request.POST.get("minutes", "")
    if minutes not in {str(each) for each in LOCKS} or not door.set_lock_after(
        timedelta(minutes=int(minutes))
    ):
        raise Http404
    return redirect("staff:shift")
