"""One entry, kept from the person or from one reader; that it tells of somebody else; and the list of what is kept."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.access import about_others, gate, giving, kept_from
from kith.access.kept_from import Kept
from kith.access.open_record import OpenRecord
from kith.access.who_reads import who_reads
from kith.care import queries
from kith.catalogue.categories import Category
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.own_access import Right
from kith.directory.models import Service
from kith.directory.organisations import names_by_custodian
from kith.record.connection import cursor
from kith.record.reading import read_several
from kith.record.stored import Stored
from kith.web.presenters import keeping
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.keeping import LENGTHS
from kith.web.presenters.who_reads import sentence
from kith.web.sent import line
from kith.web.views.shared import FACE, about, opened, page, register_of, signed_in, viewer_of

ASKED = "an entry"
"""What the look says: as of any entry that is opened. The person reads it."""
LIST = "what is to be decided again"
MET = "It is kept from them already, or your role cannot do this. Look at it again."
WHY = "Write in a few words why. Whoever decides next reads it."


@dataclass(frozen=True)
class Found:
    """The entry, as it stands, and who wrote it first."""

    stored: Stored
    entry: DailyEntry
    author: UUID


def keeps(record: OpenRecord, stored: Stored, entry: DailyEntry, author: UUID) -> bool:
    """Whether there is anything on this page for the viewer."""
    return (
        kept_from.may_keep(record, stored)
        or about_others.may_mark(record, stored, entry, author)
        or about_others.may_unmark(record, stored, entry)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def keep(request: HttpRequest, patient: UUID, entry: UUID) -> HttpResponse:
    """What stands, and the form; sent, it is kept from the next request on."""
    record = opened(request, patient, ASKED)
    found = _found(record, entry)
    if request.method != "POST":
        return _shown(request, record, found, {})
    if not kept_from.may_keep(record, found.stored):
        raise Http404
    now = timezone.now()
    offered = keeping.whom("", record.patient, _readers(record), _decided(record, entry))
    asked = keeping.read(request.POST, offered, record.patient, now)
    if asked.problems or asked.whom is None or asked.reason is None or asked.review is None:
        return _shown(request, record, found, asked.problems)
    done = kept_from.keep_from(
        record, entry, asked.whom, asked.reason, why=asked.why, review=asked.review, opinion=asked.opinion
    )
    return redirect("web:keep", patient, entry) if done else _shown(request, record, found, {"whom": MET})


@require_POST
@signed_in
def decide_kept(request: HttpRequest, patient: UUID, entry: UUID, number: int) -> HttpResponse:
    """Keep it for longer, or give it back."""
    record = opened(request, patient, ASKED)
    kept = next((each for each in _decided(record, entry) if each.number == number), None)
    if kept is None:
        raise Http404
    why, length = line(request.POST, "why", kept_from.MOST_WORDS), LENGTHS.get(request.POST.get("act", ""))
    if not why:
        return _shown(request, record, _found(record, entry), {f"why-{number}": WHY})
    if length:
        done = kept_from.keep_longer(kept, why=why, review=timezone.now() + length)
    else:
        done = request.POST.get("act") == "back" and kept_from.give_back(kept, why=why)
    if not done:
        raise Http404
    return redirect("web:keep", patient, entry)


@require_POST
@signed_in
def about_somebody_else(request: HttpRequest, patient: UUID, entry: UUID) -> HttpResponse:
    """Says that it tells of somebody else, or that it does not."""
    record = opened(request, patient, ASKED)
    found = _found(record, entry)
    if request.POST.get("act") == "others" and about_others.may_mark(
        record, found.stored, found.entry, found.author
    ):
        about_others.mark(found.stored)
    elif request.POST.get("act") == "usual" and about_others.may_unmark(record, found.stored, found.entry):
        about_others.unmark(found.stored, found.entry)
    else:
        raise Http404
    if record.may_read(*about_others.OTHERS):
        return redirect("web:keep", patient, entry)
    return redirect("web:day", patient)


@require_safe
@signed_in
def kept(request: HttpRequest) -> HttpResponse:
    """What is kept from somebody at this service; what is to be asked again comes first."""
    viewer, now = viewer_of(request), timezone.now()
    if not viewer.may("oversee"):
        raise Http404
    people = {each.id: each for each in gate.open_people(viewer, face=FACE, asked=LIST)}
    standing = [each for each in kept_from.kept(list(people)) if each.over is None]
    entries = {
        each.id: queries.entry_or_none(each)
        for each in read_several(cursor(), "Observation", {k.entry for k in standing})
    }
    told = queries.telling(viewer, [], now=now, register=register_of(request))
    shown = [
        keeping.listed(
            each,
            people[each.patient],
            entries.get(each.entry),
            told,
            now,
            Hrefs(each.patient).keep(each.entry),
        )
        for each in standing
    ]
    return page(request, "web/kept.html", "staff", shown)


def _found(record: OpenRecord, id: UUID) -> Found:
    versions = record.history("Observation", id)
    entry = queries.entry_or_none(versions[0])
    if entry is None or not keeps(record, versions[0], entry, versions[-1].author):
        raise Http404
    return Found(versions[0], entry, versions[-1].author)


def _decided(record: OpenRecord, entry: UUID) -> list[Kept]:
    return [each for each in kept_from.kept([record.patient]) if each.entry == entry]


def _readers(record: OpenRecord) -> dict[UUID, str]:
    return {
        access.who: f"{access.name}{f', {access.relation.lower()}' if access.relation else ''}"
        for access, _ in giving.given(record)
        if access.open and access.right is not Right.PERSON
    }


def _shown(request: HttpRequest, record: OpenRecord, found: Found, problems: dict[str, str]) -> HttpResponse:
    now, called = timezone.now(), record.person.given.split()[0]
    decided, readers = _decided(record, found.stored.id), _readers(record)
    staff = queries.names_of({who for each in decided for who in (each.made_by, each.over_by) if who})
    names = {access.who: access.name for access, _ in giving.given(record)} | {
        record.patient: f"{called}, and from everybody who reads for {called}"
    }
    told = queries.telling(viewer_of(request), [found.entry], now=now, register=register_of(request))
    keeps_ = kept_from.may_keep(record, found.stored)
    return about(
        request,
        record,
        "web/keep.html",
        "summary" if found.entry.is_fact else "day",
        keeping.said(found.entry, told),
        back=Hrefs(record.patient).entry(found.stored.id),
        entry_id=found.stored.id,
        standing=[
            keeping.standing(each, names, staff, now, decides=kept_from.decides(record, each))
            for each in decided
        ],
        keeps=keeps_,
        whom=keeping.whom(called, record.patient, readers, decided) if keeps_ else [],
        reasons=keeping.reasons(),
        again=keeping.AGAIN,
        typed=request.POST,
        problems=problems,
        marks=about_others.may_mark(record, found.stored, found.entry, found.author),
        unmarks=about_others.may_unmark(record, found.stored, found.entry),
        others=found.stored.category == Category.THIRD_PARTY,
        would_read=_would_read(record, called),
    )


def _would_read(record: OpenRecord, called: str) -> str:
    service = Service.objects.values_list("name", flat=True).filter(id=record.viewer.service).first()
    reads = who_reads(record, [about_others.OTHERS], timezone.now())[about_others.OTHERS]
    return sentence(reads, names_by_custodian(), service or "this service", called)
