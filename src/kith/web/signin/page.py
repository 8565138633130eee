"""What the sign-in page shows."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.access.factors import devices
from kith.web.signin.demonstration import Group, allowed, people
from kith.web.signin.pending import target

NO_MATCH = "The user name and password do not belong together. Check both and try again."
NO_POST = "Your account has no post that counts now. Ask the person in charge to check it."
STALE = "That took too long, or was begun in another window. Please sign in again."
UNKNOWN_DEVICE = "This device is not registered. Register it with a one-time code, or use a passkey."
SLOWED = "That was wrong several times. Wait ten minutes, or ask the person in charge for a new password."


@dataclass(frozen=True)
class Page:
    """The sign-in page: what went wrong, what was typed, who can be chosen in a demonstration."""

    to: str
    device: str
    problem: str = ""
    username: str = ""
    people: list[Group] = field(default_factory=list)


def show(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The sign-in page, with a problem where there is one."""
    device = devices.known(request.COOKIES.get(devices.COOKIE))
    page = Page(
        to=target(request),
        device=device.name if device else "",
        problem=problem,
        username=request.POST.get("username", "")[:150],
        people=people() if allowed(request) else [],
    )
    return render(request, "signin/sign_in.html", {"page": page}, status=status)
