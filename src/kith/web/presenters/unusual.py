"""Looks that somebody should ask about, in words that accuse nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.access.unusual import AT_WORK, MANY, Reason, Unusual
from kith.care.days import clock, named
from kith.care.people import Resident
from kith.care.sayings import times
from kith.care.telling import Telling
from kith.web.presenters.hrefs import Hrefs

WHY = {
    Reason.SAME_NAME: "They have the same family name.",
    Reason.NOT_AT_WORK: f"They recorded nothing for {int(AT_WORK.total_seconds() / 3600)} hours before and after.",
    Reason.MANY_PEOPLE: f"They opened {MANY} people or more within an hour, and recorded nothing about them.",
    Reason.AFTER_DEATH: "The person had died more than a week before.",
}


@dataclass(frozen=True)
class Line:
    """One member of staff and one person."""

    who: str
    whom: Resident
    said: str
    why: tuple[str, ...]
    href: str


@dataclass(frozen=True)
class UnusualPage:
    """The page."""

    lines: tuple[Line, ...]
    days: int


def unusual_page(
    found: Sequence[Unusual], people: Mapping[UUID, Resident], telling: Telling, days: int
) -> UnusualPage:
    """The page, the gravest first."""
    return UnusualPage(tuple(_line(each, people[each.patient], telling) for each in found), days)


def _line(each: Unusual, whom: Resident, telling: Telling) -> Line:
    last = each.last
    when = f"{named(telling.rule.of(last), telling.today)}, {clock(last)}"
    said = f"Opened {times(each.times)}, last {when[0].lower()}{when[1:]}"
    return Line(
        telling.who(each.staff),
        whom,
        said,
        tuple(WHY[why] for why in each.reasons),
        Hrefs(each.patient).looks,
    )
