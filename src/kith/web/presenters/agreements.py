"""Sharing agreements, and each as a plain document: produced from what is in force, so that it cannot say anything else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.access.agreements import Standing, parts_of, standing
from kith.access.purposes import Purpose
from kith.access.roles import called
from kith.access.sharing import Consent
from kith.care.days import LONDON
from kith.care.presenters.fact import day_in_short
from kith.catalogue.categories import Tier
from kith.directory.models import Agreement, AgreementParty

DEPTHS = {
    Tier.HEADLINE: "only what everybody must know",
    Tier.SUMMARY: "in short",
    Tier.DETAIL: "in detail",
    Tier.DEEPEST: "all of it",
}
ASKS = {
    Consent.IMPLIED: "People are told of this sharing. It happens unless the person says no.",
    Consent.ASKED: "Whoever wants to look asks the person first, each time. Who cannot ask must say why.",
    Consent.EXPLICIT: "Nothing is shared until the person has said yes twice: to giving it, and to receiving it.",
}


@dataclass(frozen=True)
class AgreementLine:
    """One agreement in the list."""

    id: UUID
    title: str
    version: int
    stands: Standing
    calls: bool
    schedule_of: str


@dataclass(frozen=True)
class PartyLine:
    """One organisation in an agreement."""

    name: str
    does: str
    signed: str
    own: bool


@dataclass(frozen=True)
class AgreementPage:
    """The document."""

    id: UUID
    title: str
    version: int
    stands: Standing
    why: str
    basis: str
    purposes: str
    parties: tuple[PartyLine, ...]
    parts: tuple[tuple[str, str], ...]
    roles: str
    asks: str
    starts: str
    review: str
    schedule_of: str
    signs: bool
    leaves: bool


CALLING = frozenset({Standing.YOURS, Standing.DUE, Standing.OVERDUE, Standing.STOPPED})
"""Where an agreement stands when somebody here has something to do."""


def agreement_lines(held: Iterable[Agreement], custodian: int, now: datetime) -> tuple[AgreementLine, ...]:
    """The list; those that want somebody come first."""
    lines = [_line(each, custodian, now) for each in held]
    return tuple(sorted(lines, key=lambda each: not each.calls))


def _line(each: Agreement, custodian: int, now: datetime) -> AgreementLine:
    stands = standing(each, each.parties.all(), custodian, now)
    of = each.framework.title if each.framework else ""
    return AgreementLine(each.id, each.title, each.version, stands, stands in CALLING, of)


def agreement_page(
    each: Agreement, custodian: int, names: Mapping[int, str], now: datetime, *, may: bool
) -> AgreementPage:
    """The document; `may` where the reader may sign and leave for their organisation."""
    parties = list(each.parties.all())
    own = next((party for party in parties if party.custodian == custodian), None)
    return AgreementPage(
        id=each.id,
        title=each.title,
        version=each.version,
        stands=standing(each, parties, custodian, now),
        why=each.why,
        basis=each.basis,
        purposes="; ".join(Purpose(number).words for number in each.purposes),
        parties=tuple(_party(party, names, custodian) for party in parties),
        parts=tuple((part.words, DEPTHS[depth]) for part, depth in parts_of(each)),
        roles="; ".join(sorted(called(each.roles).values())),
        asks=ASKS[Consent(each.consent)],
        starts=_day(each.starts),
        review=_review(each),
        schedule_of=each.framework.title if each.framework else "",
        signs=may and own is not None and own.signed is None and own.left is None,
        leaves=may and own is not None and own.left is None and own.signed is not None,
    )


def _party(party: AgreementParty, names: Mapping[int, str], custodian: int) -> PartyLine:
    does = {(True, True): "gives and receives", (True, False): "gives", (False, True): "receives"}
    return PartyLine(
        names.get(party.custodian, "Another organisation"),
        does.get((party.gives, party.receives), "takes part"),
        _signed(party),
        party.custodian == custodian,
    )


def _signed(party: AgreementParty) -> str:
    if party.left:
        return f"left on {_day(party.left)}"
    if party.signed is None:
        return "has not signed"
    by = f" by {party.signed_by.name}" if party.signed_by else ""
    return f"signed on {_day(party.signed)}{by}"


def _review(each: Agreement) -> str:
    if each.review is None:
        return "No review is set."
    if each.stops_after is None:
        return f"To be reviewed by {_day(each.review)}. A missed review is shown, and stops nothing."
    return f"To be reviewed by {_day(each.review)}. If that is missed, nothing flows after {each.stops_after} more days."


def _day(moment: datetime) -> str:
    return day_in_short(moment.astimezone(LONDON))
