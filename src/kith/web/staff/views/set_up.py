"""What a manager sets up, at the beginning and later: staff and devices."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from kith.access import taking_on
from kith.access.factors import devices
from kith.directory.models import Post, Service
from kith.ops.trust.told import page_and_fingerprint
from kith.record.ids import new_id
from kith.web.sent import form_id, line
from kith.web.staff.set_up import set_up_page
from kith.web.staff.shared import during_now, leading, show
from kith.web.staff.views.helping import spaced
from kith.web.views.shared import viewer_of


@require_safe
@leading
def set_up(request: HttpRequest) -> HttpResponse:
    """Who works here, which devices are registered, and what comes next."""
    return _page(request, {})


@require_POST
@leading
def take_on(request: HttpRequest) -> HttpResponse:
    """Takes somebody on and shows the PIN to hand over."""
    viewer, name, key = viewer_of(request), line(request.POST, "name"), request.POST.get("role", "")
    problems = {
        "name": "" if name else "Write their name.",
        "role": "" if key in dict(taking_on.offered(viewer)) else "Choose what they are here as.",
    }
    if any(problems.values()):
        return _page(request, problems)
    try:
        made = taking_on.take_on(viewer, name=name, role_key=key, id=form_id(request.POST))
    except taking_on.NotPossible as no:
        return _page(request, {"name": str(no)})
    return show(request, "staff/pin.html", made.account, pin=spaced(made.pin), back="staff:set-up")


@require_POST
@leading
def add_device(request: HttpRequest) -> HttpResponse:
    """Shows the code that registers another device."""
    name = line(request.POST, "device")
    if not name:
        return _page(request, {"device": "Write what to call the device."})
    code = devices.add(name)
    if code is None:
        raise Http404
    return show(
        request,
        "staff/device_code.html",
        name,
        code=code,
        address=request.build_absolute_uri("/sign-in/device"),
        trust=page_and_fingerprint(),
    )


@require_POST
@leading
def retire_device(request: HttpRequest, device: UUID) -> HttpResponse:
    """A device that was lost: nobody is signed in there any more."""
    if not devices.retire(device):
        raise Http404
    return redirect("staff:set-up")


def _page(request: HttpRequest, problems: Mapping[str, str]) -> HttpResponse:
    viewer = viewer_of(request)
    if not viewer.may("oversee"):
        raise Http404
    posts = Post.objects.filter(during_now(), service=viewer.service).select_related("staff")
    shown = set_up_page(Service.objects.get(id=viewer.service), list(posts.order_by("staff__name", "role")))
    asked = {
        "roles": taking_on.offered(viewer),
        "form": new_id(),
        "typed": request.POST,
        "trust": page_and_fingerprint(),
    }
    wrong = {name: words for name, words in problems.items() if words}
    return show(request, "staff/set_up.html", shown, problems=wrong, **asked)
