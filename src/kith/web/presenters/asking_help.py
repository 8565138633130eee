"""The form by which another service is asked to help, and what was sent with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.http import QueryDict

from kith.catalogue.components.referral import Referral
from kith.directory.models import Service
from kith.web.sent import form_id, given_id, line

LONGEST = 300
WHO = "Choose who is asked to help."
WHY = "Say in a sentence why."
UNTIL = "Write the last day as day/month/year, like 20/11/2026: today or later. Or leave it empty."


@dataclass(frozen=True)
class Offered:
    """A service that can be asked; its organisation where that is called otherwise; and what is agreed, in words."""

    id: str
    name: str
    of: str
    footing: str


@dataclass(frozen=True)
class SentHelp:
    """The referral that was sent, or what is missing."""

    referral: Referral | None
    problems: dict[str, str] = field(default_factory=dict)


def offered(services: Iterable[Service], own: int, receiving: set[int]) -> tuple[Offered, ...]:
    """One's own organisation's first, then those with whom something is agreed, then the others; each by name."""

    def place(service: Service) -> tuple[int, str]:
        number = service.organization.custodian
        return (0 if number == own else 1 if number in receiving else 2), service.name

    words = ("Your own organisation", "There is an agreement", "No agreement yet: they would see nothing")
    return tuple(
        Offered(
            str(each.id),
            each.name,
            each.organization.name if each.organization.name != each.name else "",
            words[place(each)[0]],
        )
        for each in sorted(services, key=place)
    )


def read(sent: QueryDict, patient: UUID, services: Iterable[Offered], now: datetime) -> SentHelp:
    """What was sent: a service of these, and why; until when only where it was said."""
    named, why, last = sent.get("service", ""), line(sent, "why", LONGEST), line(sent, "until")
    until = _day(last)
    service = given_id(named) if named in {each.id for each in services} else None
    wrong = bool(last) and (until is None or until < now.date())
    given = {"service": "" if service else WHO, "why": "" if why else WHY, "until": UNTIL if wrong else ""}
    problems = {name: words for name, words in given.items() if words}
    if problems:
        return SentHelp(None, problems)
    return SentHelp(Referral(form_id(sent), patient, now, service, why, until=until))


def _day(typed: str) -> date | None:
    try:
        return datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return None
