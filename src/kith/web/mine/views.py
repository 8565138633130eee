"""One's own day, who can see, who looked, and choices."""

from contextlib import suppress
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kith.access import agreements, choosing, gate
from kith.access.open_record import OpenRecord
from kith.access.own import PERSON
from kith.access.viewer import Viewer
from kith.care import queries
from kith.care.days import ServiceDay
from kith.care.own_day.day import WEEK, own_day
from kith.catalogue.categories import Category, Tier
from kith.directory.models import Organization
from kith.record.errors import Conflict
from kith.record.ids import new_id
from kith.web.mine.choosing import own_form, read_own
from kith.web.presenters.looks import looks_page
from kith.web.views.looks import SHOWN, as_shown
from kith.web.views.person import asked_day
from kith.web.views.shared import FACE, look_of, signed_in, viewer_of
from kith.web.views.sharing_page import choices_in, service_of, sharing_page

TABS = (("day", "The day"), ("sharing", "Who can see"), ("looks", "Who looked"))


def _reader(request: HttpRequest) -> Viewer:
    """Who reads in their own right; to a worker these pages are not there."""
    viewer = viewer_of(request)
    if not viewer.role.own:
        raise Http404
    return viewer


def _opened(request: HttpRequest, patient: UUID, asked: str) -> OpenRecord:
    return gate.open(_reader(request), patient, face=FACE, asked=asked)


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Whose record it is; straight to it where there is one."""
    people = gate.own_people(_reader(request), face=FACE)
    if len(people) == 1:
        return redirect("mine:day", people[0].id)
    return render(request, "mine/mine.html", {"people": people, "look": asdict(look_of(request))})


@require_safe
@signed_in
def day(request: HttpRequest, patient: UUID, day: str = "") -> HttpResponse:
    """A day in their own words, today when none is named."""
    record, now = _opened(request, patient, "their own day"), timezone.now()
    place = service_of(record)
    rule = ServiceDay(place.day_start) if place and place.day_start else ServiceDay()
    chosen = asked_day(day) if day else rule.of(now)
    entries = queries.days_up_to(record, chosen, rule, WEEK.days).entries
    told = queries.telling(record.viewer, entries, now=now)
    reads = record.may_read(Category.DAILY_LIFE, Tier.DETAIL)
    return _about(request, record, "mine/day.html", "day", own_day(entries, chosen, told), reads=reads)


@require_safe
@signed_in
def looks(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Who looked in the last four weeks."""
    record, now = _opened(request, patient, "who looked"), timezone.now()
    shown = looks_page(as_shown(record, now - SHOWN), queries.telling(record.viewer, [], now=now))
    return _about(request, record, "mine/looks.html", "looks", shown)


@require_safe
@signed_in
def sharing(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Who can see, and what they can stop."""
    record = _opened(request, patient, "who can see")
    own, place = Organization.objects.get(custodian=record.viewer.custodian), service_of(record)
    shown = sharing_page(record, choices_in(record), own, timezone.now())
    chooses = reverse("mine:choose", args=[patient]) if _may_choose(record) else ""
    return _about(
        request, record, "mine/sharing.html", "sharing", shown,
        own=own, service=place.name if place else own.name, chooses=chooses,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choose(request: HttpRequest, patient: UUID) -> HttpResponse:
    """A no, or a yes, that the person writes down themselves."""
    record = _opened(request, patient, "sharing choices")
    if not _may_choose(record):
        raise Http404
    own = Organization.objects.get(custodian=record.viewer.custodian)
    numbers = {each.custodian for each in agreements.receivers()}
    form = own_form(
        own.id, own.name, dict(Organization.objects.filter(custodian__in=numbers).values_list("id", "name"))
    )
    problems: dict[str, str] = {}
    if request.method == "POST":
        sent = read_own(request.POST, record.patient, own.id, form, timezone.now())
        if sent.choice is not None:
            with suppress(Conflict):  # the same form once more: it is kept already
                choosing.choose(record, sent.choice)
            return redirect("mine:sharing", patient)
        problems = sent.problems
    return _about(
        request, record, "mine/choose.html", "sharing", form, typed=request.POST, problems=problems,
        ticked=request.POST.getlist("category"), form_id=request.POST.get("form") or str(new_id()),
    )  # fmt: skip


def _may_choose(record: OpenRecord) -> bool:
    return record.viewer.role.key == PERSON and choosing.may_record_choices(record) and record.is_own


def _about(
    request: HttpRequest, record: OpenRecord, template: str, here: str, shown: Any, **more: Any
) -> HttpResponse:
    called = record.person.given.split()[0]
    context = {
        "person": {"called": called, "patient": record.patient},
        "yours": record.viewer.role.key == PERSON,
        "tabs": [
            {"href": reverse(f"mine:{key}", args=[record.patient]), "words": words, "here": key == here}
            for key, words in TABS
        ],
        "looks_href": reverse("mine:looks", args=[record.patient]),
        "look": asdict(look_of(request)),
        "page": shown,
        **more,
    }
    return render(request, template, context)
