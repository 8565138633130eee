"""What a shared device's screen of names shows."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kith.access.door import Colleague, colleagues
from kith.access.factors import devices
from kith.access.middleware import locked_of
from kith.care.days import clock
from kith.directory.models import Account, Device
from kith.web.signin import pending
from kith.web.views.shared import look_of

NOT_THE_PIN = "That is not the PIN. Try again."
NO_BADGE = "We do not know this badge, or it counts no more. Choose your name below."
NO_POST = "You have no post here that counts now. Ask the person in charge to check it."
RECENT = 12
"""As many names as are shown first; the others follow by the alphabet."""


def slowed(until: datetime) -> str:
    """Too many misses, and what to do."""
    return f"Too many wrong PINs. Wait until {clock(until)}, or ask the person in charge for a new PIN."


@dataclass(frozen=True)
class Door:
    """The screen: who used this device lately, who else works here, and who is about to type a PIN."""

    device: str
    service: str
    lately: tuple[Colleague, ...]
    others: tuple[Colleague, ...]
    chosen: Colleague | None = None
    locked: bool = False
    """The one who is chosen was at work here when the device locked."""
    to: str = "/"
    problem: str = ""


def device_of(request: HttpRequest) -> Device | None:
    """The registered device that this browser is, or None."""
    return devices.known(request.COOKIES.get(devices.COOKIE))


def waiting(request: HttpRequest) -> Account | None:
    """Whose session waits behind the lock of this device."""
    return request.user if locked_of(request) and isinstance(request.user, Account) else None


def show(
    request: HttpRequest, *, who: int | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    """The screen of names, or the keypad of one: `who`, or else whoever waits behind the lock; nought is nobody.

    A device that nobody registered has no such screen, and leads to the plain sign-in.
    """
    device = device_of(request)
    if device is None:
        return redirect("signin:sign-in")
    shown = replace(_door(request, device, who), problem=problem)
    return render(
        request, "signin/door.html", {"page": shown, "look": asdict(look_of(request))}, status=status
    )


def _door(request: HttpRequest, device: Device, who: int | None) -> Door:
    people, waits = colleagues(device), waiting(request)
    chosen = who if who is not None else (waits.pk if waits else None)
    recent = [each for each in people if each.lately][:RECENT]
    return Door(
        device=device.name,
        service=device.service.name,
        lately=tuple(recent),
        others=tuple(sorted((p for p in people if p not in recent), key=lambda each: each.name)),
        chosen=next((each for each in people if each.account == chosen), None),
        locked=waits is not None and waits.pk == chosen,
        to=pending.target(request),
    )
