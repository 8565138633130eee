"""Raising a concern from any screen: about whom, then the sheet."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from kith.access.concerns import KIND, may_open
from kith.care.residents import residents
from kith.web.presenters.concern import OUTSIDE, whom
from kith.web.presenters.record import record_page
from kith.web.views.concerns import own_concerns
from kith.web.views.record import colleagues, who_gets_concerns
from kith.web.views.shared import about, opened, page, people_here, viewer_of, writing


@require_safe
@writing
def concern(request: HttpRequest) -> HttpResponse:
    """About whom? The look is the one that any list leaves: nobody can tell from it what somebody was about to say."""
    people = residents(people_here(request), timezone.now(), viewer_of(request).role)
    reads = may_open(viewer_of(request).role, to_the_lead=True)
    return page(
        request,
        "web/concern.html",
        "concern",
        whom(people),
        outside=OUTSIDE,
        own=own_concerns(request),
        reads=reads,
    )


@require_safe
@writing
@ensure_csrf_cookie
def concerned(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The sheet, open. The look is that of any recording."""
    record, viewer = opened(request, patient, "the recording sheet"), viewer_of(request)
    shown = record_page(
        record.patient,
        [],
        colleagues(viewer),
        readers="",
        facts={},
        kind=KIND,
        closer=who_gets_concerns(viewer),
    )
    return about(request, record, "web/concern_about.html", "concern", shown, outside=OUTSIDE)
