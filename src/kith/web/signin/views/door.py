"""A shared device: choose your name, or show your badge, and type your PIN."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import door as screen
from kith.access import signing_in
from kith.access.factors import badges, pins
from kith.directory.models import Account, Device, Pin
from kith.web.signin import door as page
from kith.web.signin import pending

Json = JsonResponse


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """The screen of names, and the PIN that was typed on it."""
    device = page.device_of(request)
    pending.drop(request)
    if request.method != "POST" or device is None:
        who = request.GET.get("who", "")
        return page.show(request, who=int(who) if who.isdecimal() and len(who) < 16 else None)
    account = screen.known(device, request.POST.get("account", ""))
    if account is None:
        return page.show(request)
    try:
        kept = pins.check(account, request.POST.get("pin", ""), device)
    except pins.Waiting as wait:
        return _refused(request, account, page.slowed(wait.until), 429)
    except pins.BadPin:
        return _refused(request, account, page.NOT_THE_PIN, 403)
    return _let_in(request, kept, device)


@require_POST
def badge(request: HttpRequest) -> HttpResponse:
    """A badge that was scanned or typed stands for the tap on a name; the PIN is asked for all the same.

    An unknown one counts as a miss of the device.
    """
    device, account = page.device_of(request), badges.whose(request.POST.get("badge", ""))
    if device is None:
        return redirect("signin:sign-in")
    known = screen.known(device, str(account.pk)) if account else None
    if known is not None:
        return page.show(request, who=known.pk)
    try:
        pins.check(None, "", device)
    except pins.Waiting as wait:
        return page.show(request, problem=page.slowed(wait.until), status=429)
    except pins.BadPin:
        pass
    return page.show(request, problem=page.NO_BADGE, status=403)


def _let_in(request: HttpRequest, kept: Pin, device: Device) -> HttpResponse:
    """Back to where the lock fell for the same person; for another, a new session, and the former one ends.

    Another person begins at who is here: the page of the one before would be a look that nobody meant.
    """
    waits, to = page.waiting(request), pending.target(request)
    if waits is not None and waits.pk == kept.account_id and not kept.one_time:
        signing_in.unlock(request)
        return JsonResponse({"unlocked": True}) if _by_script(request) else redirect(to)
    to = "/" if waits is not None else to
    if kept.one_time:
        pending.hold(request, kept.account, needs="pin", to=to, by_pin=True)
        answer: HttpResponse | None = redirect("signin:first-pin")
    else:
        answer = pending.at_device(request, kept.account, device, to)
    if answer is None:
        return page.show(request, problem=page.NO_POST, status=403)
    return JsonResponse({"to": answer["Location"]}) if _by_script(request) else answer


def _refused(request: HttpRequest, account: Account, words: str, status: int) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"problem": words}, status=status)
    return page.show(request, who=account.pk, problem=words, status=status)


def _by_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
