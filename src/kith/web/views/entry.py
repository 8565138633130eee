"""One entry with every version of it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import kept_from, moving
from kith.care import queries
from kith.web.presenters.entry import Version, came_words, entry_page, kept_words
from kith.web.presenters.hrefs import Hrefs
from kith.web.views.keeping import keeps
from kith.web.views.move import may_move
from kith.web.views.shared import about, opened, register_of, signed_in, viewer_of

MOVED = "Moved here. The other record tells that something was removed, and no more."


@require_safe
@signed_in
def entry(request: HttpRequest, patient: UUID, entry: UUID) -> HttpResponse:
    """Who, when, where from, and how it changed."""
    record = opened(request, patient, "an entry")
    read = [(each, queries.entry_or_none(each)) for each in reversed(record.history("Observation", entry))]
    versions = [
        Version(each.version, each.recorded, told, each.author, each.reason or "")
        for each, told in read
        if told
    ]
    if not versions:
        raise Http404
    told = queries.telling(
        viewer_of(request),
        [each.entry for each in versions],
        now=timezone.now(),
        register=register_of(request),
    )
    authors = queries.names_of(each.author for each in versions if each.author)
    told = told.knowing(authors)
    hrefs, newest = Hrefs(record.patient), versions[-1].entry
    back = hrefs.summary if newest.is_fact else hrefs.day(told.rule.of(newest.occurred))
    shown = entry_page(versions, told)
    came = moving.moved_here(entry)
    return about(
        request,
        record,
        "web/entry.html",
        "summary" if newest.is_fact else "day",
        shown,
        back=back,
        entry_id=entry,
        may_move=may_move(record, newest, read[-1][0].custodian),
        may_keep=keeps(record, read[-1][0], newest, read[0][0].author),
        kept=kept_words(*kept_from.kept_from(record, entry)),
        came=came_words(came, told.knowing(queries.names_of([came.by]))) if came else "",
        said=MOVED if request.GET.get("said") == "moved" else "",
    )
