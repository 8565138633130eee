"""The end of signing in: a session is opened and the viewer's own people are decided. And locking, and the way back."""

import time

from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils import timezone

from kith.access import door, own, sessions
from kith.access.deciding import decide_own_people
from kith.access.factors import devices
from kith.access.middleware import KEY, locked_of
from kith.access.own import Hat
from kith.access.purposes import Purpose
from kith.access.viewer import Viewer
from kith.directory.models import Account, Device, Post

BACKEND = "django.contrib.auth.backends.ModelBackend"

FULLY = "signed-in-fully"
"""Where Django's session keeps when somebody signed in with more than a PIN."""
FRESH = 10 * 60
"""Seconds for which that lets them choose a PIN without the one before: a tablet is put down and picked up by others."""


def sign_in(
    request: HttpRequest,
    account: Account,
    post: Post,
    *,
    by_pin: bool = False,
    purpose: Purpose | None = None,
) -> Viewer:
    """Sign the account in to this browser, in this post, for its usual purpose unless told. Raises `sessions.NoPost`.

    The browser's session gets a new key, so that one planted before is worth nothing. Whoever was signed in here
    before is out. On a registered device of where they work, the session counts there alone and locks.
    """
    _begin_anew(request)
    device = _device(request, account)
    idle = door.lock_after(post.service) if device else None
    number = sessions.open_session(
        account, post, device=device.id if device else None, idle=idle, purpose=purpose
    )
    viewer = _enter(request, account, number)
    if not by_pin:
        request.session[FULLY] = time.time()
    return viewer


def sign_in_own(request: HttpRequest, account: Account, hat: Hat) -> Viewer:
    """Sign somebody in who reads in their own right."""
    _begin_anew(request)
    viewer = _enter(request, account, own.open_session(account, hat))
    request.session[FULLY] = time.time()
    return viewer


def put_on_the_wall(request: HttpRequest, account: Account, post: Post) -> Viewer:
    """Turn a registered device into its service's wall board: whoever is signed in is out, and the board does not lock.

    It stands in the name of who put it up, as a role that knows little (`Role.board`), and ends with their post.
    Raises `sessions.NoPost` where the browser is no registered device of that service.
    """
    device = _device(request, account)
    if device is None or device.service_id != post.service_id:
        raise sessions.NoPost
    _begin_anew(request)
    until = timezone.now() + sessions.ON_A_WALL
    number = sessions.open_session(account, post, device=device.id, until=until, board=True)
    viewer = _enter(request, account, number)
    request.session.set_expiry(sessions.ON_A_WALL)
    return viewer


def _begin_anew(request: HttpRequest) -> None:
    _end_former(request)
    request.session.flush()


def _enter(request: HttpRequest, account: Account, number: int) -> Viewer:
    login(request, account, backend=BACKEND)
    request.session[KEY] = number
    session = sessions.enter(number, account.pk, devices.presented(request.COOKIES.get(devices.COOKIE)))
    assert session is not None
    viewer = Viewer.staff(session)
    decide_own_people(viewer)
    return viewer


def signed_in_fully(request: HttpRequest) -> bool:
    """Whether this is still the person who signed in a moment ago with more than a PIN."""
    return time.time() - float(request.session.get(FULLY, 0)) < FRESH


def lock(request: HttpRequest) -> None:
    """Lock this browser's session, where it can be opened again: on a registered device."""
    number = request.session.get(KEY)
    if number is not None:
        sessions.lock(int(number))
        request.session.pop(FULLY, None)


def unlock(request: HttpRequest) -> bool:
    """Go on where the lock fell. The caller has checked the PIN of the person whose session waits."""
    number = locked_of(request)
    if number is None:
        return False
    sessions.unlock(number)
    request.session.pop(FULLY, None)
    return True


def sign_out(request: HttpRequest) -> None:
    """End the session and forget this browser's sign-in."""
    _end_former(request)
    logout(request)


def _device(request: HttpRequest, account: Account) -> Device | None:
    device = devices.known(request.COOKIES.get(devices.COOKIE))
    return device if devices.serves(device, account) else None


def _end_former(request: HttpRequest) -> None:
    former = request.session.get(KEY)
    if former is not None:
        sessions.end(int(former))
