"""What every signed-in view needs: the viewer, the reader's look, the frame, a person's head."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kith.access import concerns, gate
from kith.access.asked import anybody_asks, no_longer
from kith.access.deciding import decide_own_people
from kith.access.open_record import OpenRecord
from kith.access.purposes import Purpose
from kith.access.refused import NoLonger, Refused
from kith.access.viewer import Viewer
from kith.care import live
from kith.care.concerns import concerns_of
from kith.care.days import LONDON
from kith.care.queries import kinds
from kith.care.residents import has_similar, residents
from kith.care.sayings import Register
from kith.care.telling import Telling
from kith.directory.models import KnownPatient, Organization, Service, Staff
from kith.directory.organisations import names_by_custodian
from kith.web.presenters.concerns import Waiting, waiting
from kith.web.presenters.frame import ALLOWED, Frame, Look, Place, choices, moment
from kith.web.presenters.hrefs import Hrefs, tabs

FACE = "web"
A_HOME = 200
"""People of the viewer's service who are decided on one page; a team with thousands is decided over many."""
P = ParamSpec("P")
T = TypeVar("T")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(view: View[P]) -> View[P]:
    """Sends a stranger to sign in, and back here afterwards."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if getattr(request, "viewer", None) is None:
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={quote(request.path)}")
        return view(request, *args, **kwargs)

    return checked


def writing(view: View[P]) -> View[P]:
    """The page is for roles that write something; for an inspector it does not exist."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not viewer_of(request).role.writes:
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(checked)


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a view that is `signed_in`."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by kith.access.middleware
    return viewer


def look_of(request: HttpRequest) -> Look:
    """How this reader wants pages; what is not one of our settings is left as usual."""
    given = {name: request.COOKIES.get(f"kith-{name}", "") for name in ALLOWED}
    return Look(**{name: value for name, value in given.items() if value in ALLOWED[name]})


def register_of(request: HttpRequest) -> Register:
    """Everyday or clinical words."""
    return "clinical" if look_of(request).words == "clinical" else "everyday"


def frame(
    request: HttpRequest,
    place: Place,
    *,
    live_address: str = "",
    now: datetime | None = None,
    concern: str = "",
) -> Frame:
    """The frame of a page."""
    viewer, now = viewer_of(request), now or timezone.now()
    words, iso = moment(now)
    open_concerns, asks = waiting_for(viewer, now)
    return Frame(
        name=Staff.objects.values_list("name", flat=True).filter(id=viewer.practitioner).first() or "",
        role=viewer.role.words,
        service=Service.objects.values_list("name", flat=True).filter(id=viewer.service).first() or "",
        place=place,
        choices=choices(look_of(request)),
        now=words,
        now_iso=iso,
        sign_out=_address("signin:sign-out", "/sign-out"),
        purpose=viewer.purpose.words if len(viewer.role.purposes) > 1 else "",
        usual=viewer.purpose is viewer.role.purposes[0],
        withheld=Purpose.SAFEGUARDING in viewer.role.purposes,
        lock_after=int(viewer.idle.total_seconds()) if viewer.idle else 0,
        leads=viewer.role.leads,
        writes=viewer.role.writes,
        live=live_address,
        concern=concern or reverse("web:concern"),
        asks_of_concerns=asks,
        waiting=open_concerns,
        asked=viewer.role.writes and anybody_asks(),
    )


def waiting_for(viewer: Viewer, now: datetime) -> tuple[Waiting | None, bool]:
    """What a lead's pages say of open concerns, and whether this viewer's pages say it at all."""
    if not (viewer.role.leads and concerns.may_act(viewer.role)):
        return None, False
    return waiting(concerns_of(viewer.custodian), Telling(kinds(), now)), True


def page(request: HttpRequest, template: str, place: Place, shown: Any, **more: Any) -> HttpResponse:
    """A page that is about nobody in particular."""
    context = {"frame": frame(request, place), "look": asdict(look_of(request)), "page": shown, **more}
    return render(request, template, context)


def about(
    request: HttpRequest,
    record: OpenRecord,
    template: str,
    here: str,
    shown: Any,
    *,
    alone: bool = False,
    **more: Any,
) -> HttpResponse:
    """A page about one person; `alone` where nothing else of theirs is open to this reader."""
    hrefs, now = Hrefs(record.patient), timezone.now()
    polled = f"{reverse('web:live')}?after={live.position()}&patient={record.patient}"
    decide_own_people(
        viewer_of(request), A_HOME
    )  # so that a similar name is marked on the first page opened too
    reads = replace(
        viewer_of(request).role, read=record.reads
    )  # what is not shared must not look as if nobody asked
    (person,) = residents([record.person], now, reads)
    person = replace(person, similar=has_similar(record.person))
    context = {
        "frame": frame(
            request, "person", live_address=polled, now=now, concern="" if alone else hrefs.concern
        ),
        "look": asdict(look_of(request)),
        "person": person,
        "age": person.age(now.astimezone(LONDON).date()),
        "born": person.birthday,
        "tabs": [] if alone else tabs(hrefs, here, own=record.is_own, writes=record.viewer.role.writes),
        "held_by": "" if record.is_own else _holder(record),
        "href": hrefs,
        "page": shown,
        **more,
    }
    return render(request, template, context)


def _holder(record: OpenRecord) -> str:
    """The organisation whose record is read here."""
    return Organization.objects.values_list("name", flat=True).get(custodian=record.person.custodian)


def opened(request: HttpRequest, patient: Any, asked: str) -> OpenRecord:
    """The person's record, opened by the gate with a look; raises `Refused`, which is a 404.

    Whoever helped them until a moment ago is told that they do so no more; both ask the same of the store.
    """
    try:
        return gate.open(viewer_of(request), patient, face=FACE, asked=asked)
    except Refused:
        asked_by = no_longer(patient)
        if asked_by is None:
            raise
        raise NoLonger(names_by_custodian().get(asked_by, "Another organisation")) from None


def asked_again(request: HttpRequest, patient: UUID, ask: Callable[[], T | None]) -> T | None:
    """What is asked for by an address that an open page told; None where it is not there or not open.

    Where nothing is found the Patient is decided about, as at any opening, and it is asked for once more: what the page
    rested on may have been taken back since, and still be open. Hidden and absent cost the same.
    """
    found = ask()
    if found is None:
        gate.knows(viewer_of(request), patient)
        found = ask()
    return found


def people_here(request: HttpRequest, *, refresh: bool = False) -> list[KnownPatient]:
    """Everybody of the viewer's own service; with `refresh` for an open page that asks again."""
    return gate.list_people(viewer_of(request), face=FACE, asked="who is here", refresh=refresh)


def _address(name: str, otherwise: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise
