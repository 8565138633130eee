"""Putting a board up, the board, and the part of it that the screen fetches anew."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kith.access import gate, sessions
from kith.access.factors import devices
from kith.access.signing_in import put_on_the_wall
from kith.access.viewer import Viewer
from kith.care import queries
from kith.care.due.queries import due_for
from kith.care.relations import inside
from kith.care.residents import residents
from kith.directory.models import Account, Device, Service
from kith.web.board.page import BoardPage, board_page
from kith.web.views.polling import again, asks_with
from kith.web.views.shared import FACE, look_of, page, signed_in, viewer_of


@require_safe
@signed_in
def board(request: HttpRequest) -> HttpResponse:
    """The board, on a screen that was made one; for whoever leads, how to make one; else it is not there."""
    viewer = viewer_of(request)
    if viewer.role.board:
        shown = {"page": _shown(request), "polled": asks_with("board:live"), "look": asdict(look_of(request))}
        return render(request, "board/board.html", shown)
    if not viewer.may("admit"):
        raise Http404
    return page(request, "board/put_up.html", "staff", _here(request, viewer))


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The places as they stand now."""
    viewer = getattr(request, "viewer", None)
    if viewer is not None and not viewer.role.board:
        raise Http404
    return again(request, "board/places.html", lambda: _shown(request, refresh=True), "board:live")


@require_POST
@signed_in
def put_up(request: HttpRequest) -> HttpResponse:
    """Makes this screen the wall board and signs whoever did it out."""
    viewer = viewer_of(request)
    if not viewer.may("admit") or _here(request, viewer) is None:
        raise Http404
    account = request.user
    assert isinstance(account, Account)
    held = [each for each in sessions.posts_of(account) if each.service_id == viewer.service]
    put_on_the_wall(request, account, next(each for each in held if each.role == viewer.role.key))
    return redirect("board:board")


def _here(request: HttpRequest, viewer: Viewer) -> Device | None:
    """The registered device of the viewer's own service that this browser is."""
    device = devices.known(request.COOKIES.get(devices.COOKIE))
    return device if device and device.service_id == viewer.service else None


def _shown(request: HttpRequest, *, refresh: bool = False) -> BoardPage:
    viewer, now = viewer_of(request), timezone.now()
    people = gate.list_people(viewer, face=FACE, asked="the wall board", refresh=refresh)
    people = inside(viewer, people, now)
    ids = [person.id for person in people]
    since = queries.list_since(now, queries.rule_of(viewer))
    due = due_for(ids, queries.lately(ids, since), now, since)
    service = Service.objects.values_list("name", flat=True).filter(id=viewer.service).first()
    return board_page(residents(people, now, viewer.role), due, service or "", now)
