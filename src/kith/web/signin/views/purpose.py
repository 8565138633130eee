"""For which purpose somebody looks, where their role has several: a session has one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kith.access import sessions
from kith.access.purposes import Purpose
from kith.access.signing_in import sign_in, signed_in_fully
from kith.access.viewer import Viewer
from kith.directory.models import Account, Post


@require_http_methods(["GET", "HEAD", "POST"])
def purpose(request: HttpRequest) -> HttpResponse:
    """Which one; choosing begins a new session in the same post. Nothing is chosen beforehand."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or not isinstance(request.user, Account):
        return redirect("signin:sign-in")
    if len(viewer.role.purposes) < 2:
        raise Http404
    chosen = next((each for each in viewer.role.purposes if each.slug == request.POST.get("purpose")), None)
    if chosen is None:
        problem = "Choose what you look for." if request.method == "POST" else ""
        return render(request, "signin/purpose.html", {"choices": _choices(viewer), "problem": problem})
    by_pin = not signed_in_fully(request)
    sign_in(request, request.user, _post(viewer, request.user), by_pin=by_pin, purpose=chosen)
    return redirect("web:here")


def _choices(viewer: Viewer) -> list[dict[str, object]]:
    return [
        {
            "value": each.slug,
            "text": each.words.capitalize(),
            "hint": {"text": "Nobody where the person lives is told of these looks, until you say so."}
            if each is Purpose.SAFEGUARDING
            else None,
            "checked": each is viewer.purpose,
        }
        for each in viewer.role.purposes
    ]


def _post(viewer: Viewer, account: Account) -> Post:
    held = [each for each in sessions.posts_of(account) if each.service_id == viewer.service]
    found = next((each for each in held if each.role == viewer.role.key), None)
    if found is None:
        raise Http404
    return found
