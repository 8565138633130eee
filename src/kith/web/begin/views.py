"""Three short steps: the code from the terminal, the home, and the first manager. Then they are signed in."""

import time
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kith.access import beginning
from kith.access.beginning import Place
from kith.access.factors import devices
from kith.access.signing_in import sign_in
from kith.ops import beginning as codes
from kith.web.begin import forms
from kith.web.signin.page import SLOWED
from kith.web.signin.views.device import A_YEAR

KEY = "beginning"
"""Where this browser's session keeps that the code was right, and what was typed so far."""
LASTS = 60 * 60
"""Seconds for which a right code counts in this browser."""
AS = {"username": "the code that begins"}
"""Guessing it is slowed like guessing one user's password."""
WRONG = "That is not the code, or it has run out. Start kith serve again for a new one."
METHODS = ["GET", "HEAD", "POST"]
View = Callable[[HttpRequest], HttpResponse]


def while_empty(view: View) -> View:
    """These pages are there only until somebody has begun."""

    @wraps(view)
    def only(request: HttpRequest) -> HttpResponse:
        if not beginning.is_open():
            raise Http404
        return view(request)

    return only


def with_code(view: View) -> View:
    """The page is for a browser into which the right code was typed within the hour."""

    @wraps(view)
    def only(request: HttpRequest) -> HttpResponse:
        if time.time() - request.session.get(KEY, {}).get("at", 0) > LASTS:
            return redirect("begin:code")
        return view(request)

    return while_empty(only)


@require_http_methods(METHODS)
@while_empty
def code(request: HttpRequest) -> HttpResponse:
    """Asks for the code that `kith serve` has printed."""
    if request.method != "POST":
        return render(request, "begin/code.html", {"problems": {}})
    if not AxesProxyHandler.is_allowed(request, AS):
        return render(request, "begin/code.html", {"problems": {"code": SLOWED}}, status=429)
    if not codes.right(request.POST.get("code", "")):
        user_login_failed.send(sender=__name__, credentials=AS, request=request)
        return render(request, "begin/code.html", {"problems": {"code": WRONG}})
    request.session.cycle_key()
    request.session[KEY] = {**request.session.get(KEY, {}), "at": time.time()}
    return redirect("begin:home")


@require_http_methods(METHODS)
@with_code
def home(request: HttpRequest) -> HttpResponse:
    """The organisation and its service."""
    kept = request.session[KEY]
    if request.method != "POST":
        return render(request, "begin/home.html", {"typed": kept.get("place", {}), "problems": {}})
    place, problems = forms.place(request.POST)
    if problems:
        return render(request, "begin/home.html", {"typed": asdict(place), "problems": problems})
    request.session[KEY] = {**kept, "place": asdict(place)}
    return redirect("begin:you")


@sensitive_post_parameters("password", "password-again", "pin", "pin-again")
@require_http_methods(METHODS)
@with_code
def you(request: HttpRequest) -> HttpResponse:
    """The first manager and their sign-in; then all is written at once."""
    typed = request.session[KEY].get("place")
    if typed is None:
        return redirect("begin:home")
    place = Place(**typed)
    if request.method != "POST":
        return render(request, "begin/you.html", {"place": place, "typed": {}, "problems": {}})
    first, problems = forms.first(request.POST)
    if problems:
        shown = {"place": place, "typed": first, "problems": problems}
        return render(request, "begin/you.html", shown)
    try:
        return _signed_in(request, beginning.begin(place, first))
    except beginning.Begun:
        raise Http404 from None


def _signed_in(request: HttpRequest, opened: beginning.Opened) -> HttpResponse:
    """The browser is a registered device, its user the first manager; the code counts no more."""
    codes.forget()
    request.COOKIES[devices.COOKIE] = opened.cookie
    sign_in(request, opened.account, opened.post)
    answer = redirect("staff:set-up")
    answer.set_cookie(
        devices.COOKIE, opened.cookie, max_age=A_YEAR, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return answer
