"""The recording sheet: a frame around the browser components of the point of care."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from kith.access import concerns
from kith.access.open_record import OpenRecord
from kith.access.roles import roles
from kith.access.viewer import Viewer
from kith.access.who_reads import who_reads
from kith.care import queries
from kith.care.facts import facts_of
from kith.catalogue.loader import catalogue
from kith.directory.models import Post, Service
from kith.directory.organisations import names_by_custodian
from kith.web.presenters.concern import Recipient, recipients_words
from kith.web.presenters.record import Colleague, held_once, record_page
from kith.web.presenters.who_reads import gates_of, told
from kith.web.views.shared import about, opened, viewer_of, writing

DAYS = 7


@require_safe
@writing
@ensure_csrf_cookie
def record(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The sheet for one person, at a kind when `?kind=` names one, for one entry when `?amend=` does."""
    open_record, viewer = opened(request, patient, "the recording sheet"), viewer_of(request)
    rule = queries.rule_of(viewer)
    shown = record_page(
        open_record.patient,
        queries.days_up_to(open_record, rule.of(timezone.now()), rule, DAYS).entries,
        colleagues(viewer),
        readers=readers_told(open_record),
        facts=held_once(patient, facts_of(open_record)),
        kind=request.GET.get("kind", ""),
        closer=who_gets_concerns(viewer),
        former=_former(open_record, request.GET.get("amend", "")),
        asking=request.GET.get("then") == "asking",
    )
    return about(request, open_record, "web/record.html", "record", shown)


def readers_told(record: OpenRecord) -> str:
    """Who will read what is written about this person, for every kind, as the components are told."""
    kinds = list(catalogue().current.values())
    reads = who_reads(record, gates_of(kinds), timezone.now())
    service = Service.objects.values_list("name", flat=True).filter(id=record.viewer.service).first()
    return told(kinds, reads, names_by_custodian(), service or "this service", record.person.given.split()[0])


def colleagues(viewer: Viewer) -> list[Colleague]:
    """Others who work at the same service now, by name."""
    now, found, known = timezone.now(), {}, roles()
    posts = Post.objects.filter(service_id=viewer.service, since__lte=now, staff__active=True)
    for post in posts.select_related("staff").exclude(staff_id=viewer.practitioner).order_by("staff__name"):
        role = known.get(post.role)
        if post.until is None or post.until > now:
            found[post.staff_id] = Colleague(post.staff_id, post.staff.name, role.words if role else "")
    return list(found.values())


def who_gets_concerns(viewer: Viewer) -> str:
    """Who could open a concern here, in words, by whom it is sent to."""
    now, found, known = timezone.now(), [], roles()
    for post in Post.objects.filter(
        service_id=viewer.service, since__lte=now, staff__active=True
    ).select_related("staff"):
        role = known.get(post.role)
        if role and (post.until is None or post.until > now):
            lead, past = (concerns.may_open(role, to_the_lead=each) for each in (True, False))
            found.append(Recipient(post.staff.name, role.words, lead, past))
    return recipients_words(found)


def _former(record: OpenRecord, asked: str) -> dict[str, Any] | None:
    """The entry to be changed, as the component holds it. Raises Http404 when it is not there or not open."""
    if not asked:
        return None
    try:
        stored = record.read("Observation", UUID(asked))
    except ValueError:
        raise Http404 from None
    former = queries.entry_or_none(stored)
    if stored.in_error or former is None:
        raise Http404
    return {**former.to_browser(), "replaces": stored.version}
