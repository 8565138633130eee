"""Somebody's own day, to be read to them or handed over."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import kept_from
from kith.care import queries
from kith.care.own_day.day import WEEK, own_day
from kith.web.views.person import asked_day
from kith.web.views.shared import about, opened, signed_in, viewer_of


@require_safe
@signed_in
def own(request: HttpRequest, patient: UUID, day: str = "") -> HttpResponse:
    """A day in their own words, today when none is named."""
    record, now = opened(request, patient, "their own day"), timezone.now()
    rule = queries.rule_of(viewer_of(request))
    chosen = asked_day(day) if day else rule.of(now)
    entries = queries.days_up_to(record, chosen, rule, WEEK.days).entries
    seen = kept_from.for_the_person(
        record, [each.id for each in entries]
    )  # it is read to them, or handed over
    entries = [each for each in entries if each.id in seen]
    told = queries.telling(viewer_of(request), entries, now=now)
    return about(request, record, "web/own_day.html", "day", own_day(entries, chosen, told), day=chosen)
