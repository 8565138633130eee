"""The end of signing in: a session is opened and the viewer's own people are decided."""

from django.contrib.auth import login, logout
from django.http import HttpRequest

from kith.access import sessions
from kith.access.deciding import decide_own_people
from kith.access.middleware import KEY
from kith.access.viewer import Viewer
from kith.directory.models import Account, Post

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(request: HttpRequest, account: Account, post: Post) -> Viewer:
    """Sign the account in to this browser, in this post. Raises `sessions.NoPost`.

    The browser's session gets a new key, so that one planted before is worth nothing.
    """
    _end_former(request)
    request.session.flush()
    number = sessions.open_session(account, post)
    login(request, account, backend=BACKEND)
    request.session[KEY] = number
    session = sessions.enter(number, account.pk)
    assert session is not None
    viewer = Viewer.staff(session)
    decide_own_people(viewer)
    return viewer


def sign_out(request: HttpRequest) -> None:
    """End the session and forget this browser's sign-in."""
    _end_former(request)
    logout(request)


def _end_former(request: HttpRequest) -> None:
    former = request.session.get(KEY)
    if former is not None:
        sessions.end(int(former))
