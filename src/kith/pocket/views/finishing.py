"""What was open when its author's login ended: kept and signed by them within half an hour, and nothing else."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from kith.access import finishing
from kith.access.finishing import Finisher
from kith.catalogue.checking import check
from kith.catalogue.components import BadEntry, DailyEntry
from kith.pocket.asking import sent_as
from kith.record.errors import IdTaken, NotAllowed
from kith.record.writing import Outcome, Written


def finished(request: HttpRequest, who: Finisher, id: UUID) -> HttpResponse:
    """Keep a new entry whose form was open before the end; a change of one that stands is refused like everything else."""
    sent = sent_as(request, id)
    if sent.get("replaces") is not None:
        return JsonResponse({}, status=404)
    try:
        entry = DailyEntry.from_browser(sent, who.practitioner)
        findings = check(entry)
        return told(finishing.finish(who, entry)) if findings.ok else _wrong(findings.as_json())
    except BadEntry as bad:
        return _wrong(bad.findings.as_json())
    except (IdTaken, NotAllowed):
        return JsonResponse({}, status=404)


def told(written: Written) -> HttpResponse:
    """The acknowledgement of a write, for the outbox."""
    what = {"id": str(written.id), "version": written.version, "recorded": written.recorded.isoformat()}
    return JsonResponse(what, status=201 if written.outcome is Outcome.CREATED else 200)


def _wrong(findings: object) -> HttpResponse:
    return JsonResponse(findings, status=422, safe=False)
