"""User name and password."""

from urllib.parse import urlencode

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kith.access import beginning
from kith.access.door import colleagues
from kith.access.factors import codes, devices
from kith.directory.models import Account
from kith.directory.models.account import tidy
from kith.web.signin import page, pending

LONGEST = 150
"""Letters that a user name may have."""


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and what was typed into it."""
    if request.method != "POST":
        if beginning.is_open():
            return redirect("begin:code")
        device = devices.known(request.COOKIES.get(devices.COOKIE))
        if device is not None and "password" not in request.GET and colleagues(device):
            return redirect(f"{reverse('signin:door')}?{urlencode({'next': pending.target(request)})}")
        return page.show(request)
    # The name as it is kept: one typed in other letters must not give a fresh set of guesses.
    username = tidy(request.POST.get("username", ""))[:LONGEST]
    account = authenticate(request, username=username, password=request.POST.get("password", ""))
    if not isinstance(account, Account):
        slowed = getattr(request, "axes_locked_out", False)
        return page.show(
            request, problem=page.SLOWED if slowed else page.NO_MATCH, status=429 if slowed else 200
        )
    return _second_factor(request, account)


def _second_factor(request: HttpRequest, account: Account) -> HttpResponse:
    to = pending.target(request)
    device = devices.known(request.COOKIES.get(devices.COOKIE))
    if devices.serves(device, account) or (account.reader and not codes.in_use(account)):
        return pending.finish(request, account, to) or page.show(request, problem=page.NO_POST)
    if codes.in_use(account):
        pending.hold(request, account, needs="code", to=to)
        return redirect("signin:code")
    return page.show(request, problem=page.UNKNOWN_DEVICE)
