"""What is still not asked about somebody: a list that leads from one question to the next."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kith.care import queries
from kith.care.facts import facts_of
from kith.web.presenters.asking import asking_page
from kith.web.views.shared import about, opened, signed_in


@require_safe
@signed_in
def asking(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Every question in the order of the summary, and whether there is an answer."""
    record = opened(request, patient, "what is still not asked")
    shown = asking_page(record.patient, record, facts_of(record), queries.allergies_of(record))
    return about(request, record, "web/asking.html", "summary", shown)
