"""Searching who looked, over years: for those who oversee a service."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from kith.access.looking import search_looks
from kith.access.viewer import Viewer
from kith.care.days import LONDON
from kith.directory.organisations import names_by_custodian, staff_of
from kith.record.look_pages import Place
from kith.record.look_search import Seen, Sought
from kith.record.looks import LookKind
from kith.web.presenters.looks_search import KINDS, LooksSearchPage, form_of, lines_of
from kith.web.sent import given_id, line
from kith.web.views.looks import names_of_lookers
from kith.web.views.shared import FACE, page, signed_in, viewer_of

SIZE = 25
LONGEST_NUMBER = 18
"""Digits: every one of them fits into a bigint."""
FIELDS = ("staff", "since", "until", "kind", "role")
CHOOSE = "Choose one from the list."
YEARS = range(1900, 2200)
DAY = "Write the day as day/month/year, like 20/11/2026."


@dataclass(frozen=True)
class Asked:
    """What was typed, what it means, after which look to go on, and what is wrong with it."""

    typed: Mapping[str, str]
    sought: Sought
    after: Place | None
    problems: Mapping[str, str]


@require_safe
@signed_in
def looks_search(request: HttpRequest) -> HttpResponse:
    """The form, and under it a page of what it finds. Finding is a look at everybody whom it shows."""
    viewer = viewer_of(request)
    if not viewer.may("oversee"):
        raise Http404
    asked = _asked(request.GET)
    form = form_of(staff_of(viewer.custodian), str(asked.sought.staff or ""))
    if not request.GET or asked.problems:
        shown = LooksSearchPage(form, asked.typed, asked.problems)
    else:
        shown = _found(viewer, asked, LooksSearchPage(form, asked.typed, searched=True))
    return page(request, "web/looks_search.html", "now", shown)


def _found(viewer: Viewer, asked: Asked, shown: LooksSearchPage) -> LooksSearchPage:
    found = search_looks(viewer, asked.sought, size=SIZE, after=asked.after, face=FACE)
    names = names_of_lookers({each.look.staff for each in found.looks if each.look.staff}, viewer)
    here = reverse("web:looks-search")
    lines = lines_of(found, names, names_by_custodian(), viewer.custodian, here)
    older = f"{here}?{urlencode(_after(asked, found.looks[-1]))}" if found.more else ""
    return replace(shown, lines=lines, older=older)


def _after(asked: Asked, last: Seen) -> dict[str, str]:
    return {**asked.typed, "before": last.look.at.isoformat(), "number": str(last.number)}


def _asked(sent: QueryDict) -> Asked:
    typed = {name: line(sent, name) for name in FIELDS if name in sent}
    given = {name: typed.get(name, "") for name in FIELDS}
    since, until = _day(given["since"]), _day(given["until"])
    staff = given_id(given["staff"])
    problems = {
        "since": DAY if given["since"] and not since else "",
        "until": DAY if given["until"] and not until else "",
        "staff": CHOOSE if given["staff"] and not staff else "",
        "kind": CHOOSE if given["kind"] and given["kind"] not in KINDS else "",
    }
    kind = LookKind[given["kind"].upper()] if given["kind"] in KINDS else None
    sought = Sought(staff, _start(since), _start(until, timedelta(days=1)), kind, given["role"])
    return Asked(typed, sought, _place(sent), {name: words for name, words in problems.items() if words})


def _day(typed: str) -> date | None:
    try:
        day = datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _start(day: date | None, later: timedelta = timedelta()) -> datetime | None:
    return datetime.combine(day + later, time(), LONDON).astimezone(UTC) if day else None


def _place(sent: QueryDict) -> Place | None:
    if "before" not in sent:
        return None
    try:
        at, number = datetime.fromisoformat(line(sent, "before")), int(line(sent, "number", LONGEST_NUMBER))
    except ValueError:
        raise Http404 from None
    if at.tzinfo is None:
        raise Http404
    return at, number
