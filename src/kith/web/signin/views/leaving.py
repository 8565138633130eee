"""Signing out, locking, and how long a session still lasts."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import signing_in
from kith.access.middleware import finisher_of, locked_of
from kith.web.signin.pending import target


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Only a form signs out: a link or a picture elsewhere cannot."""
    if request.method != "POST":
        return render(request, "signin/sign_out.html")
    signing_in.sign_out(request)
    return redirect("signin:sign-in")


@require_GET
def session(request: HttpRequest) -> HttpResponse:
    """When this session ends or locks, and when pages shall say so; 401 without one. Asking touches nothing.

    With the 401 of a login that ended a moment ago: until when what was open can be finished.
    """
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return _nobody(request)
    now = timezone.now()
    told = {
        "until": viewer.until.isoformat(),
        "seconds": int((viewer.until - now).total_seconds()),
        "warns_in": int((viewer.warns_at - now).total_seconds()),
    }
    if viewer.locks is not None:
        told["locks_in"] = (viewer.locks - now).total_seconds()
    return JsonResponse(told)


@require_POST
def touch(request: HttpRequest) -> HttpResponse:
    """Somebody is at the screen: being asked is enough (`kith.access.middleware`). 401 when it has locked."""
    return _nobody(request) if getattr(request, "viewer", None) is None else HttpResponse(status=204)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock a shared device now and show its screen of names; who was here may still go back to where they were.

    Elsewhere nothing could unlock it: there one signs out.
    """
    signing_in.lock(request)
    if "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)
    if locked_of(request) is None:
        return redirect("signin:sign-out")
    return redirect(f"{reverse('signin:door')}?{urlencode({'who': 0, 'next': target(request)})}")


def _nobody(request: HttpRequest) -> JsonResponse:
    told: dict[str, Any] = {"sign_in": True, "locked": locked_of(request) is not None}
    if (who := finisher_of(request)) is not None:
        told["finish_by"] = who.until.isoformat()
    return JsonResponse(told, status=401)
