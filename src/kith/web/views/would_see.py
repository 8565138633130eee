"""What somebody would see: gone through by whoever opens a record to them, with possible names of others marked."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.utils import timezone

from kith.access import kept_from
from kith.access.deciding import decide_own_people
from kith.access.open_record import OpenRecord
from kith.access.would_see import Opening, unseen, would_see
from kith.care import queries
from kith.care.around import around
from kith.care.facts import fact_kinds
from kith.catalogue.naming import find
from kith.catalogue.naming.model import reader
from kith.catalogue.systems import ENTRY_KINDS
from kith.record.search.hashing import coded
from kith.record.stored import Stored
from kith.web.presenters.would_see import Found, WouldSee, newest_first, would_see_page
from kith.web.sent import whole
from kith.web.views.shared import A_HOME, viewer_of

NEWEST = 1000
"""Entries that are gone through, beside everything that lasts: some weeks of somebody who needs much care."""
NOT_SENT = {"csrfmiddlewaretoken", "act", "page"}


@dataclass(frozen=True)
class Look:
    """What the page of a look needs: what is seen, which help ran, which parts only the other would see."""

    seen: WouldSee
    model: bool
    unseen: str
    kept: tuple[tuple[str, str], ...]
    """Everything else of the form, to be sent again."""


def look_through(request: HttpRequest, record: OpenRecord, opening: Opening) -> Look:
    """One page of what would be open by it."""
    viewer, now, model = viewer_of(request), timezone.now(), reader()
    decide_own_people(viewer, A_HOME)  # so that the names of those who came today are known too
    codes = [coded("code", ENTRY_KINDS, kind) for kind in fact_kinds()]
    newest = would_see(record, opening, limit=NEWEST)
    lasting = would_see(record, opening, codes)
    found = newest_first(each for one in (*lasting, *newest) if (each := _found(record, one)))
    since = newest[-1].occurred if len(newest) == NEWEST else None
    told = queries.telling(viewer, [each.entry for each in found], now=now)
    finder = partial(find, around=around(record), reader=model)
    return Look(
        would_see_page(found, told, finder, whole(request.POST, "page") or 1, since),
        model is not None,
        "; ".join(part.words for part in sorted(unseen(record, opening))),
        tuple(
            (name, value)
            for name in request.POST
            if name not in NOT_SENT
            for value in request.POST.getlist(name)
        ),
    )


def _found(record: OpenRecord, stored: Stored) -> Found | None:
    entry = None if stored.in_error else queries.entry_or_none(stored)
    return Found(entry, kept_from.may_keep(record, stored)) if entry else None
