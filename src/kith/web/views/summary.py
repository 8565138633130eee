"""The two-minute summary of one person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access.open_record import OpenRecord
from kith.access.viewer import Viewer
from kith.care import queries
from kith.care.allergies import ALLERGIES
from kith.care.cpr import Decision, decisions, to_look_back
from kith.care.days import clock
from kith.care.facts import Facts, facts_of, versions_of
from kith.care.keepsakes import WHERE, keepsakes_of
from kith.care.presence.presence import AFTER, TELLING, presence_of
from kith.care.presenters.allergies import allergies_said
from kith.care.presenters.cpr import cpr_said
from kith.care.presenters.fact import Said
from kith.care.sayings import Register
from kith.care.telling import Telling
from kith.catalogue.components.allergy import Allergy
from kith.web.presenters.gone import gone
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.keepsakes import KeepsakesPage, keepsakes_shown
from kith.web.presenters.summary import CLOSED, Reader, people_of, summary_page
from kith.web.views.shared import about, opened, register_of, signed_in, viewer_of

SINCE_THEN = 200
"""Entries since somebody left: more than are made about somebody who is not here."""


@require_safe
@signed_in
def summary(request: HttpRequest, patient: UUID) -> HttpResponse:
    """What to do, what is known, and what nobody has asked."""
    record = opened(request, patient, "the summary")
    facts, held = facts_of(record, (*TELLING, AFTER)), queries.allergies_of(record)
    told = telling_of(request, facts, held)
    viewer, presence = viewer_of(request), presence_of(facts)
    reader = Reader(record, viewer.custodian, Hrefs(record.patient))
    shown = summary_page(
        facts,
        cpr_said(decided(record, facts), told, viewer.practitioner),
        allergies_for(record, held, told),
        reader,
        told,
        made=clock(told.now),
    )
    since = record.entries(since=presence.away.start, limit=SINCE_THEN) if presence.away else []
    panel, kept = gone(facts, presence, since, reader, told), _keepsakes(record, told)
    return about(request, record, "web/summary.html", "summary", shown, gone=panel, keepsakes=kept)


def _keepsakes(record: OpenRecord, told: Telling) -> KeepsakesPage | None:
    """What of About me is to be seen and heard; nothing for whom About me is closed."""
    if not record.may_read(*WHERE):
        return None
    return KeepsakesPage(keepsakes_shown(keepsakes_of(record), record, told), (), (), record.may_add(*WHERE))


def allergies_for(record: OpenRecord, held: list[Allergy], told: Telling) -> list[Said]:
    """Allergies in words. A role that may not read them is told so, never that nobody has asked."""
    return allergies_said(held, told) if record.may_read(*ALLERGIES) else [CLOSED]


def decided(record: OpenRecord, facts: Facts) -> list[Decision]:
    """The CPR decisions, with what stood before where nobody else has seen the newest."""
    earlier = [each for held in to_look_back(facts) for each in versions_of(record, held.entry.id)]
    return decisions(facts, earlier)


def telling_of(request: HttpRequest, facts: Facts, allergies: list[Allergy]) -> Telling:
    """What is needed to tell facts, with everybody's name who recorded one."""
    return telling_for(viewer_of(request), register_of(request), facts, allergies)


def telling_for(viewer: Viewer, register: Register, facts: Facts, allergies: list[Allergy]) -> Telling:
    """The same for a viewer and a choice of words."""
    told = queries.telling(viewer, [], now=timezone.now(), register=register)
    recorders = {each.recorder for each in allergies if each.recorder}
    return told.knowing(queries.names_of(people_of(facts) | recorders))
