"""What is to be done, and the part of it that an open page fetches anew."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.care import queries
from kith.care.due.queries import due_for
from kith.care.residents import residents
from kith.directory.models import Service
from kith.web.presenters.todo import TodoPage, todo_page
from kith.web.views.polling import again, asks_with
from kith.web.views.record import colleagues
from kith.web.views.shared import FACE, page, register_of, signed_in, viewer_of


@require_safe
@signed_in
@ensure_csrf_cookie
def todo(request: HttpRequest) -> HttpResponse:
    """The page."""
    polled, shown = asks_with("web:todo-list"), _shown(request)
    return page(request, "web/todo.html", "todo", shown, polled=polled, **recording(request))


@require_safe
def todo_list(request: HttpRequest) -> HttpResponse:
    """The list as it stands now."""
    return again(request, "web/todo_list.html", lambda: _shown(request, refresh=True), "web:todo-list")


def recording(request: HttpRequest) -> dict[str, object]:
    """What the components are told: who can read what is recorded, who may have helped."""
    viewer = viewer_of(request)
    service = Service.objects.values_list("name", flat=True).filter(id=viewer.service).first()
    helpers = [{"id": str(each.id), "name": each.name, "role": each.role} for each in colleagues(viewer)]
    return {
        "readers": f"Everybody who cares for this person at {service or 'this service'} can read it.",
        "helpers": json.dumps(helpers),
    }


def _shown(request: HttpRequest, *, refresh: bool = False) -> TodoPage:
    viewer, now = viewer_of(request), timezone.now()
    people = gate.list_people(viewer, face=FACE, asked="what is to be done", refresh=refresh)
    ids = [person.id for person in people]
    telling = queries.telling(viewer, [], now=now, register=register_of(request))
    since = queries.list_since(now, telling.rule)
    due = due_for(ids, queries.lately(ids, since), now, since)
    done = [each for slots in due.values() for slot in slots for each in (slot.entry, *slot.twins) if each]
    names = queries.names_of({entry.author for entry in done})
    return todo_page(residents(people, now, viewer.role), due, telling.knowing(names), viewer.role.add)
