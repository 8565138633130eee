"""Choosing one's own PIN: in place of one that somebody gave out, and at any time after a full sign-in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import signing_in
from kith.access.factors import pins
from kith.directory.models import Account, Pin
from kith.web.signin import door, page, pending
from kith.web.signin.views.account import account_page, signed_in

TWICE = "The two PINs were not the same. Type the new one twice."
WRONG = "The present PIN is not right. Sign in again with your password if you have forgotten it."
HERE_ONLY = "A PIN works on a registered device. Choose it there."


@sensitive_post_parameters("pin", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """In place of a one-time PIN, before anything is opened; then one is in."""
    who, device = pending.held(request, "pin"), door.device_of(request)
    if who is None or device is None:
        return page.show(request, problem=page.STALE)
    account, to = who
    problem = _chosen(request, account) if request.method == "POST" else ""
    if request.method != "POST" or problem:
        return render(request, "signin/first_pin.html", {"who": account, "problem": problem})
    return pending.at_device(request, account, device, to) or page.show(request, problem=page.NO_POST)


@sensitive_post_parameters("pin", "again", "old")
@require_POST
@signed_in
def own(request: HttpRequest, who: Account) -> HttpResponse:
    """One's own PIN: after a full sign-in a moment ago, or with the one before."""
    problem = _not_theirs(request, who) or _chosen(request, who)
    if problem:
        return account_page(request, who, problem=problem)
    messages.success(request, "Your PIN is set.")
    return redirect("signin:account")


def _not_theirs(request: HttpRequest, who: Account) -> str:
    """Why the one at the screen may not choose: a tablet is put down, and somebody else picks it up."""
    if signing_in.signed_in_fully(request):
        return ""
    if not Pin.objects.filter(account=who, one_time=False).exists():
        return "Sign in again with your password or passkey, then choose a PIN within ten minutes."
    try:
        pins.check(who, request.POST.get("old", ""), door.device_of(request))
    except pins.Waiting as wait:
        return door.slowed(wait.until)
    except pins.BadPin:
        return WRONG
    return ""


def _chosen(request: HttpRequest, who: Account) -> str:
    """Keep the PIN; answers what is wrong with it, in words."""
    pin = request.POST.get("pin", "")
    if pin != request.POST.get("again", ""):
        return TWICE
    try:
        pins.choose(who, pin)
    except pins.WeakPin as weak:
        return str(weak)
    except pins.BadPin:
        return page.STALE
    return ""
