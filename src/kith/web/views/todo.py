"""What is to be done, and the part of it that an open page fetches anew."""

import json
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.care import live, queries
from kith.care.due.queries import due_for
from kith.care.residents import residents
from kith.directory.models import Service
from kith.web.presenters.todo import TodoPage, todo_page
from kith.web.views.record import colleagues
from kith.web.views.shared import FACE, look_of, page, register_of, signed_in, viewer_of

NOTHING_MOVED = 204
MINUTE = 60


@require_safe
@signed_in
@ensure_csrf_cookie
def todo(request: HttpRequest) -> HttpResponse:
    """The page."""
    viewer, polled = viewer_of(request), _asks_with()
    service = Service.objects.values_list("name", flat=True).filter(id=viewer.service).first()
    helpers = [{"id": str(each.id), "name": each.name, "role": each.role} for each in colleagues(viewer)]
    return page(
        request,
        "web/todo.html",
        "todo",
        _shown(request),
        polled=polled,
        readers=f"Everybody who cares for this person at {service or 'this service'} can read it.",
        helpers=json.dumps(helpers),
    )


@require_safe
def todo_list(request: HttpRequest) -> HttpResponse:
    """204 while nothing moved and the minute is the same; else the list as it stands now."""
    if getattr(request, "viewer", None) is None:
        return HttpResponse(status=401)
    polled = _asks_with()
    if request.GET.get("after", "") == polled.partition("?after=")[2]:
        return HttpResponse(status=NOTHING_MOVED)
    context = {"page": _shown(request), "polled": polled, "look": asdict(look_of(request))}
    return render(request, "web/todo_list.html", context)


def _asks_with() -> str:
    """Where an open page asks, with all on which its list rests: the place in the feed, and the minute."""
    return f"{reverse('web:todo-list')}?after={live.position()}.{int(timezone.now().timestamp()) // MINUTE}"


def _shown(request: HttpRequest) -> TodoPage:
    viewer, now = viewer_of(request), timezone.now()
    people = gate.list_people(viewer, face=FACE, asked="what is to be done")
    ids = [person.id for person in people]
    telling = queries.telling(viewer, [], now=now, register=register_of(request))
    since = queries.list_since(now, telling.rule)
    due = due_for(ids, queries.lately(ids, since), now, since)
    done = [each for slots in due.values() for slot in slots for each in (slot.entry, *slot.twins) if each]
    names = queries.names_of({entry.author for entry in done})
    return todo_page(residents(people, now, viewer.role), due, telling.knowing(names), viewer.role.add)
