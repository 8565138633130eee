"""The emergency page of one person: any signed-in worker of the service reaches its fixed part."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import gate, showing
from kith.access.open_record import OpenRecord
from kith.access.viewer import Viewer
from kith.care import queries
from kith.care.facts import facts_of
from kith.care.presenters.cpr import cpr_said
from kith.care.sayings import Register
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.patient import Patient
from kith.directory.models import Service
from kith.web.presenters import emergency as presenter
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.showing import ShowingLine, showing_lines
from kith.web.presenters.summary import Reader
from kith.web.views.shared import FACE, about, register_of, signed_in, viewer_of
from kith.web.views.summary import allergies_for, decided, telling_for

BACK = timedelta(days=30)
KINDS = (*presenter.MEASURES, *presenter.EVENTS, *presenter.TAKEN, presenter.MEDICINE)


@require_safe
@signed_in
def emergency(request: HttpRequest, patient: UUID) -> HttpResponse:
    """What a crew needs, on one page that prints."""
    alone = not gate.knows(viewer_of(request), patient)
    with gate.open_emergency(viewer_of(request), patient, face=FACE) as record:
        shown = sheet_of(record, register_of(request), place_of(record.viewer))
        crews, may_show = showings(record), showing.may_show(record)
        return about(
            request, record, "web/emergency.html", "emergency", shown,
            alone=alone, crews=crews, may_show=may_show,
        )  # fmt: skip


def showings(record: OpenRecord) -> list[ShowingLine]:
    """To which crews the page was shown and still is, or may be."""
    now = timezone.now()
    return showing_lines(showing.shown(record.patient, now), now)


def place_of(viewer: Viewer) -> str:
    """The service's name, for the head of a sheet."""
    return Service.objects.values_list("name", flat=True).filter(id=viewer.service).first() or ""


def sheet_of(record: OpenRecord, register: Register, place: str) -> presenter.EmergencyPage:
    """One person's sheet, from their record as it is open inside the gate's block."""
    facts, held = facts_of(record), queries.allergies_of(record)
    told = telling_for(record.viewer, register, facts, held)
    entries = _lately(record, told.now - BACK)
    told = told.knowing(queries.names_of({who for each in entries for who in (each.author, *each.helpers)}))
    return presenter.emergency_page(
        patient_of(record),
        record.person.name,
        facts,
        cpr_said(decided(record, facts), told),
        allergies_for(record, held, told),
        entries,
        Reader(record, record.viewer.custodian, Hrefs(record.patient)),
        told,
        place=place,
    )


def patient_of(record: OpenRecord) -> Patient | None:
    """Who they are, as it is held."""
    found = [stored for stored in record.find(type="Patient") if stored.id == record.patient]
    return Patient.from_fhir(found[0].resource) if found else None


def _lately(record: OpenRecord, since: datetime) -> list[DailyEntry]:
    """The entries that the page shows some of, the newest first."""
    found = record.find(KINDS, since=since, limit=queries.MOST)
    read = [queries.entry_or_none(stored) for stored in found if not stored.in_error]
    return [entry for entry in read if entry]
