"""What a file or a draft says of an agreement, checked in sentences, and an agreement said as a file again.

`Told` is what stands in docs/operators/sharing.md, as plain data: the two faces, a file and a screen, read it alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from kith.access.agreements import PartyTerms, Terms
from kith.access.purposes import Purpose
from kith.access.roles import depths, named
from kith.access.sharing import Consent
from kith.directory.models import Agreement, AgreementParty, Organization

Told = Mapping[str, Any]
NEEDED = ("title", "why", "basis", "parties", "starts")
KNOWN = (*NEEDED, "depths", "purposes", "roles", "consent", "review", "stops-after-days", "framework")
OF_A_PARTY = ("organisation", "number", "gives", "receives")
TWO = 2
LONGEST = 3650
"""Days for which nothing may happen after a missed review."""
LONDON = ZoneInfo("Europe/London")


class NotAnAgreement(Exception):
    """It cannot be made an agreement; the words say why, and `part` where: one of `KNOWN`, or nothing."""

    def __init__(self, words: str, part: str = "") -> None:
        super().__init__(words)
        self.part = part


@dataclass(frozen=True)
class Whole:
    """Everything that is to be agreed."""

    terms: Terms
    parties: tuple[PartyTerms, ...]
    starts: datetime
    framework: Agreement | None


def read(told: Told) -> Whole:
    """What is told, as it would be made. Raises `NotAnAgreement`."""
    if missing := [name for name in NEEDED if not told.get(name)]:
        raise NotAnAgreement(f"The file does not say: {', '.join(missing)}.", missing[0])
    if unknown := sorted(set(told) - set(KNOWN)):
        raise NotAnAgreement(f"Nobody knows what this means: {', '.join(map(str, unknown))}.")
    terms, starts = _terms(told), _part("starts", _moment, told["starts"])
    if terms.review is not None and terms.review <= starts:
        raise NotAnAgreement("The review must be after the start.", "review")
    parties: tuple[PartyTerms, ...] = _part(
        "parties", lambda given: tuple(map(_party, given)), told["parties"]
    )
    _flows(terms, parties)
    framework = _part("framework", _framework, told["framework"]) if told.get("framework") else None
    return Whole(terms, parties, starts, framework)


def _part(name: str, how: Any, given: Any) -> Any:
    try:
        return how(given)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NotAnAgreement(str(wrong).strip("'\""), name) from wrong


def _terms(told: Told) -> Terms:
    stops_after = told.get("stops-after-days")
    return Terms(
        title=_part("title", _words, told["title"]),
        why=_part("why", _words, told["why"]),
        basis=_part("basis", _words, told["basis"]),
        depths=_part("depths", _depths, told.get("depths") or {}),
        purposes=_part("purposes", _purposes, told.get("purposes", ["direct-care"])),
        roles=_part("roles", _roles, told.get("roles") or ()),
        consent=_part("consent", _consent, told.get("consent", "implied")),
        review=_part("review", _moment, told["review"]) if told.get("review") else None,
        stops_after=None if stops_after is None else _part("stops-after-days", _days, stops_after),
    )


def _words(given: Any) -> str:
    return str(given).strip()


def _depths(given: Any) -> dict[str, str]:
    found = {str(key): str(depth) for key, depth in given.items()}
    depths(found)
    return found


def _purposes(given: Iterable[str]) -> tuple[Purpose, ...]:
    if not (found := tuple(Purpose.from_slug(each) for each in given)):
        raise ValueError("Say what it is used for.")
    return found


def _consent(given: Any) -> Consent:
    if (name := str(given).upper()) not in Consent.__members__:
        raise ValueError(f"consent is one of {', '.join(each.name.lower() for each in Consent)}.")
    return Consent.__members__[name]


def _days(given: Any) -> int:
    if isinstance(given, bool) or not str(given).isdecimal() or not int(given) <= LONGEST:
        raise ValueError(f"The days after a missed review are a number from 0 to {LONGEST}.")
    return int(given)


def _roles(keys: Iterable[str]) -> tuple[str, ...]:
    found = tuple(str(key) for key in keys)
    known = named(found)
    for key in found:
        if key not in known or known[key].board or known[key].own:
            raise ValueError(f"There is no role {key!r}; 'kith user roles' lists them.")
    return found


def _party(told: Mapping[str, Any]) -> PartyTerms:
    if unknown := sorted(set(told) - set(OF_A_PARTY)):
        raise ValueError(f"Nobody knows what this means of a party: {', '.join(map(str, unknown))}.")
    does = [told.get(each, True) for each in ("gives", "receives")]
    if not all(isinstance(each, bool) for each in does):
        raise TypeError("Whether a party gives and receives is true or false.")
    return PartyTerms(_organisation(told["organisation"], told.get("number")), *does)


def _organisation(name: Any, number: Any) -> Organization:
    found = list(Organization.objects.filter(name=name).exclude(custodian=None).order_by("custodian"))
    if not found:
        raise ValueError(f"No organisation called {name!r} holds records here.")
    if number is not None:
        found = [each for each in found if each.custodian == number]
    if len(found) != 1:
        numbers = Organization.objects.filter(name=name).exclude(custodian=None).order_by("custodian")
        held = ", ".join(str(each) for each in numbers.values_list("custodian", flat=True))
        raise ValueError(f"Say which {name!r} is meant, by its number: {held}.")
    return found[0]


def _flows(terms: Terms, parties: tuple[PartyTerms, ...]) -> None:
    """Raises `NotAnAgreement` where nobody would get anything. A framework shares nothing by itself."""
    numbers = [each.organisation.custodian for each in parties]
    if len(numbers) < TWO or len(set(numbers)) < len(numbers):
        raise NotAnAgreement(
            "An agreement is between two organisations at least, each named once.", "parties"
        )
    pairs = ((giver, taker) for giver in parties for taker in parties if giver != taker)
    if terms.depths and not any(giver.gives and taker.receives for giver, taker in pairs):
        raise NotAnAgreement("Nobody receives what another gives.", "parties")


def _framework(title: Any) -> Agreement:
    found = Agreement.objects.filter(title=title, ended=None).order_by("-version").first()
    if found is None:
        raise ValueError(f"There is no framework called {title!r}.")
    if found.framework_id:
        raise ValueError(f"{title!r} is itself a part of another.")
    return found


def _moment(day: Any) -> datetime:
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            raise TypeError(f"Write {day!r} as a day, like 2026-12-01.") from None
    if not isinstance(day, date):
        raise TypeError(f"Write {day!r} as a day, like 2026-12-01.")
    return datetime.combine(day, time(), UTC)


def tell(agreement: Agreement, parties: Iterable[AgreementParty]) -> dict[str, Any]:
    """An agreement as a file says it; those who have left it are not in it. The other way round of `read`."""
    told: dict[str, Any] = {"title": agreement.title, "why": agreement.why, "basis": agreement.basis}
    if agreement.framework:
        told["framework"] = agreement.framework.title
    told["parties"] = [told_party(each.custodian, each.gives, each.receives) for each in parties]
    told |= {
        "depths": dict(agreement.depths),
        "purposes": [Purpose(number).slug for number in agreement.purposes],
        "roles": list(agreement.roles),
        "consent": Consent(agreement.consent).name.lower(),
        "starts": _day(agreement.starts),
    }
    if agreement.review:
        told["review"] = _day(agreement.review)
    if agreement.stops_after is not None:
        told["stops-after-days"] = agreement.stops_after
    return told


def told_party(custodian: int, gives: bool, receives: bool) -> dict[str, Any]:
    """One organisation as a file names it: by its name, and by its number where two are called the same."""
    name = Organization.objects.get(custodian=custodian).name
    alike = Organization.objects.filter(name=name).exclude(custodian=None).count() > 1
    return {
        "organisation": name,
        **({"number": custodian} if alike else {}),
        "gives": gives,
        "receives": receives,
    }


def _day(moment: datetime) -> str:
    return moment.astimezone(LONDON).date().isoformat()
