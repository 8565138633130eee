"""One person's day, weeks and trends."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import kept_from
from kith.access.moving import moved_away
from kith.care import queries
from kith.care.measures import followed
from kith.care.presenters.changes import FEW, acts, noticed
from kith.care.presenters.day import day_page
from kith.care.presenters.trend import RANGES, trend_page
from kith.care.presenters.weeks import weeks_page
from kith.web.presenters.entry import gone_words
from kith.web.presenters.trends import trends_page
from kith.web.views.changes import noticed_about
from kith.web.views.shared import about, opened, register_of, signed_in, viewer_of

FORTNIGHT = 14


@require_safe
@signed_in
def day(request: HttpRequest, patient: UUID, day: str = "") -> HttpResponse:
    """A day, today when none is named, with the same weekday a week ago beside it."""
    record, now = opened(request, patient, "the day"), timezone.now()
    rule = queries.rule_of(viewer_of(request))
    chosen = asked_day(day) if day else rule.of(now)
    found = queries.days_up_to(record, chosen, rule, FORTNIGHT)
    told = queries.telling(viewer_of(request), found.entries, now=now, register=register_of(request))
    changes, knowing = noticed_about(request, record)
    shown = day_page(found.entries, chosen, told, others=found.others, acts=acts(changes.closed, knowing))
    news = noticed(changes, knowing, most=FEW) if shown.is_today else None
    span = rule.span(chosen)
    moved = moved_away(record.patients, span.start, span.end)
    known = told.knowing(queries.names_of({each.by for each in moved}))
    kept = kept_from.from_the_person(record, [each.id for each in told.in_day(found.entries, chosen)])
    gone = [gone_words(each, known) for each in moved]
    return about(request, record, "web/day.html", "day", shown, noticed=news, gone=gone, kept=kept)


@require_safe
@signed_in
def weeks(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Seven days by subject, up to `?to=` or today."""
    record, now = opened(request, patient, "the weeks"), timezone.now()
    rule = queries.rule_of(viewer_of(request))
    last = asked_day(request.GET["to"]) if "to" in request.GET else rule.of(now)
    entries = queries.days_up_to(record, last, rule, FORTNIGHT).entries
    told = queries.telling(viewer_of(request), entries, now=now, register=register_of(request))
    news = noticed(*noticed_about(request, record), most=FEW) if last == told.today else None
    return about(request, record, "web/weeks.html", "weeks", weeks_page(entries, last, told), noticed=news)


@require_safe
@signed_in
def trends(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Every measure that has something to follow."""
    record, now = opened(request, patient, "the trends"), timezone.now()
    rule = queries.rule_of(viewer_of(request))
    entries = queries.days_up_to(record, rule.of(now), rule, max(RANGES)).entries
    told = queries.telling(viewer_of(request), entries, now=now, register=register_of(request))
    return about(request, record, "web/trends.html", "trends", trends_page(entries, record.patient, told))


@require_safe
@signed_in
def trend(request: HttpRequest, patient: UUID, kind: str, part: str) -> HttpResponse:
    """One measure over one of the lengths that are offered."""
    known = queries.kinds().get(kind)
    measure = followed(known, part) if known else None
    if measure is None:
        raise Http404
    record, now = opened(request, patient, "a trend"), timezone.now()
    rule, days = queries.rule_of(viewer_of(request)), _range(request.GET.get("days", ""))
    entries = queries.of_kind(record, kind, rule, rule.of(now), 2 * days)
    told = queries.telling(viewer_of(request), [], now=now, register=register_of(request))
    return about(request, record, "web/trend.html", "trends", trend_page(entries, measure, days, told))


def asked_day(text: str) -> date:
    """A day of this century or the last that has two weeks before it. Raises Http404 for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not 1900 <= day.year < 2200:
        raise Http404
    return day


def _range(text: str) -> int:
    offered = {str(days): days for days in RANGES}
    return offered.get(text, min(RANGES))
