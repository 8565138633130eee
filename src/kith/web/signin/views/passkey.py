"""Signing in with a passkey."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from kith.access.factors import passkeys
from kith.web.signin import page, pending
from kith.web.signin.host import host_of, sent

STATE = "passkey"
UNKNOWN = "We do not know this passkey. Sign in another way, then add it to your account."


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """What the browser asks its passkeys to sign."""
    options, request.session[STATE] = passkeys.begin(host_of(request))
    return JsonResponse({"publicKey": options})


@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """Checks what was signed; answers with where to go."""
    state = request.session.pop(STATE, None)
    if state is None:
        return JsonResponse({"problem": page.STALE}, status=400)
    try:
        account = passkeys.finish(host_of(request), state, sent(request))
    except (passkeys.BadPasskey, json.JSONDecodeError):
        return JsonResponse({"problem": UNKNOWN}, status=400)
    answer = pending.finish(request, account, pending.target(request))
    if answer is None:
        return JsonResponse({"problem": page.NO_POST}, status=400)
    return JsonResponse({"to": answer["Location"]})
