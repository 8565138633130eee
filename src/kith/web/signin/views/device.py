"""Registering a device with a one-time code."""

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kith.access.factors import devices
from kith.web.signin import page

WRONG = "There is no such code, or it was used already, or it has run out. Ask for a new one."
AS = {"username": "a device's code"}
"""Guessing codes is slowed like guessing one user's password."""
A_YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Asks for the code and gives the browser its cookie."""
    if request.method != "POST":
        return _ask(request)
    if not AxesProxyHandler.is_allowed(request, AS):
        return page.show(request, problem=page.SLOWED, status=429)
    try:
        cookie = devices.register(request.POST.get("code", ""))
    except devices.BadCode:
        user_login_failed.send(sender=__name__, credentials=AS, request=request)
        return _ask(request, WRONG)
    response = render(request, "signin/registered.html", {"device": devices.known(cookie)})
    response.set_cookie(
        devices.COOKIE, cookie, max_age=A_YEAR, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


def _ask(request: HttpRequest, problem: str = "") -> HttpResponse:
    return render(
        request, "signin/device.html", {"problem": problem, "code": request.POST.get("code", "")[:20]}
    )
