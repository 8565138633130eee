"""Signing out, and how long a session still lasts."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import signing_in


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Only a form signs out: a link or a picture elsewhere cannot."""
    if request.method != "POST":
        return render(request, "signin/sign_out.html")
    signing_in.sign_out(request)
    return redirect("signin:sign-in")


@require_GET
def session(request: HttpRequest) -> HttpResponse:
    """When this session ends and when pages shall say so; 401 without one."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return JsonResponse({"sign_in": True}, status=401)
    now = timezone.now()
    return JsonResponse(
        {
            "until": viewer.until.isoformat(),
            "seconds": int((viewer.until - now).total_seconds()),
            "warns_in": int((viewer.warns_at - now).total_seconds()),
        }
    )
