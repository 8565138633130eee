"""Whom one's own service was asked to help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.access.asked import Asked, AskedToHelp, Hidden
from kith.web.presenters.helping import day
from kith.web.presenters.hrefs import Hrefs

UNSHARED = "They did not share why. Ask them."
WHY = {
    Hidden.NOTHING_AGREED: "No agreement lets you see who they are. Ask {who} to tell you, or to sign one.",
    Hidden.ASK_FIRST: "You see them once you have asked each of them. Ring {who} to learn who they are.",
    Hidden.NOT_SHARED: "Nothing of them is shared with you. {who} can tell you more.",
}


@dataclass(frozen=True)
class Row:
    """Somebody, who asks, and why."""

    name: str
    initials: str
    href: str
    who: str
    when: str
    why: str
    shared: bool
    """Whether the reason is shared."""
    new: bool


@dataclass(frozen=True)
class More:
    """So many more of whom nothing is shared, by whom they were referred, and what to do."""

    number: str
    what: str
    ask_first: bool


@dataclass(frozen=True)
class AskedPage:
    """The page."""

    people: tuple[Row, ...]
    more: tuple[More, ...]
    summary: str


def asked_page(
    found: AskedToHelp, staff: Mapping[UUID, str], organisations: Mapping[int, str], now: datetime
) -> AskedPage:
    """The newest first; whoever came since yesterday is marked."""
    people = tuple(_row(each, staff, organisations, now) for each in found.people)
    more = tuple(
        _more(organisations.get(custodian, "another organisation"), why, number, "more" if people else "")
        for (custodian, why), number in found.hidden.items()
    )
    return AskedPage(people, more, _summary(len(people)))


def _summary(number: int) -> str:
    if not number:
        return ""
    return "1 person, with who asks and why." if number == 1 else f"{number} people, with who asks and why."


def _row(each: Asked, staff: Mapping[UUID, str], organisations: Mapping[int, str], now: datetime) -> Row:
    person, referral = each.person, each.referral
    who = organisations.get(person.custodian, "Another organisation")
    by = staff.get(referral.requester, "") if referral and referral.requester else ""
    until = f", until {day(referral.until)}" if referral and referral.until else ""
    return Row(
        person.name,
        f"{person.given[:1]}{person.family[:1]}",
        Hrefs(person.id).summary,
        f"{who}, {by}" if by else who,
        f"Since {day(each.since)}{until}",
        referral.why if referral and referral.why else UNSHARED,
        bool(referral and referral.why),
        (now - each.since).days < 1,
    )


def _more(who: str, why: Hidden, number: int, more: str) -> More:
    many = more or ("person" if number == 1 else "people")
    return More(f"{number} {many} from {who}", WHY[why].format(who=who), why is Hidden.ASK_FIRST)
