"""What an account signs in with: password, passkeys, one-time codes."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import signing_in
from kith.access.factors import codes, passkeys
from kith.directory.models import Account, Pin
from kith.web.signin.host import host_of, sent

STATE = "passkey-adding"
View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """The page is for somebody who is signed in, and about their own account."""

    @wraps(view)
    def only(request: HttpRequest) -> HttpResponse:
        if getattr(request, "viewer", None) is None or not isinstance(request.user, Account):
            return redirect("signin:sign-in")
        return view(request, request.user)

    return only


@require_http_methods(["GET", "HEAD"])
@signed_in
def account(request: HttpRequest, who: Account) -> HttpResponse:
    """The page of one's own sign-in."""
    return account_page(request, who)


@require_POST
@signed_in
def passkey_begin(request: HttpRequest, who: Account) -> HttpResponse:
    """What the browser needs to make a passkey."""
    options, request.session[STATE] = passkeys.begin_adding(who, host_of(request))
    return JsonResponse({"publicKey": options})


@require_POST
@signed_in
def passkey_finish(request: HttpRequest, who: Account) -> HttpResponse:
    """Keeps the passkey that the browser made."""
    state, data = request.session.pop(STATE, None), sent(request)
    name = str(data.pop("name", "") or "Passkey")[:60]
    try:
        passkeys.finish_adding(who, host_of(request), state or {}, data, name)
    except (passkeys.BadPasskey, json.JSONDecodeError):
        return JsonResponse({"problem": "The passkey could not be added. Try again."}, status=400)
    return JsonResponse({"to": "/account"})


@require_POST
@signed_in
def passkey_remove(request: HttpRequest, who: Account) -> HttpResponse:
    """Takes a passkey of one's own away."""
    number = request.POST.get("passkey", "")
    if number.isdecimal() and len(number) < 16:
        who.passkeys.filter(pk=int(number)).delete()
    return redirect("signin:account")


@require_POST
@signed_in
def code(request: HttpRequest, who: Account) -> HttpResponse:
    """Begins, confirms or ends one-time codes."""
    match request.POST.get("step"):
        case "start":
            return account_page(request, who, uri=codes.start(who))
        case "confirm" if codes.confirm(who, request.POST.get("code", "")):
            messages.success(request, "One-time codes are ready.")
        case "confirm":
            return account_page(request, who, problem="That is not the code that counts now. Start again.")
        case "remove":
            codes.remove(who)
    return redirect("signin:account")


@sensitive_post_parameters()
@require_POST
@signed_in
def password(request: HttpRequest, who: Account) -> HttpResponse:
    """A new password ends every session of the account; one signs in again with it."""
    if not who.check_password(request.POST.get("old", "")):
        return account_page(request, who, problem="The present password is not right.")
    try:
        validate_password(request.POST.get("new", ""), who)
    except ValidationError as wrong:
        return account_page(request, who, problem=" ".join(wrong.messages))
    who.set_password(request.POST["new"])
    who.save(update_fields=["password"])
    signing_in.sign_out(request)
    return redirect("signin:sign-in")


def account_page(request: HttpRequest, who: Account, *, uri: str = "", problem: str = "") -> HttpResponse:
    """One's own sign-in, with a code app's picture or a problem where there is one."""
    context: dict[str, Any] = {
        "who": who,
        "passkeys": list(who.passkeys.order_by("created")),
        "has_codes": codes.in_use(who),
        "messages": messages.get_messages(request),
        "has_pin": Pin.objects.filter(account=who).exists(),
        "asks_old_pin": not signing_in.signed_in_fully(request),
        "picture": segno.make(uri).svg_data_uri(scale=5, border=2) if uri else "",
        "problem": problem,
    }
    return render(request, "signin/account.html", context)
