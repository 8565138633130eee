"""An agreement as a plain document, produced from its terms: for a draft that is read, and for what is in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kith.access.agreements import parts_of
from kith.access.purposes import Purpose
from kith.access.roles import called
from kith.access.sharing import Consent
from kith.directory.models import Agreement, AgreementParty
from kith.web.presenters.agreement_words import ASKS, DEPTHS, day

DOES = {(True, True): "gives and receives", (True, False): "gives", (False, True): "receives"}


@dataclass(frozen=True)
class PartyLine:
    """One organisation in an agreement."""

    name: str
    does: str
    signed: str
    own: bool


@dataclass(frozen=True)
class AgreementDocument:
    """What is agreed, in plain words."""

    title: str
    version: int
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


def agreement_document(
    each: Agreement,
    parties: Iterable[AgreementParty],
    custodian: int,
    names: Mapping[int, str],
    now: datetime,
) -> AgreementDocument:
    """The document, for a reader of this organisation."""
    return AgreementDocument(
        title=each.title,
        version=each.version,
        why=each.why,
        basis=each.basis,
        purposes="; ".join(Purpose(number).words for number in each.purposes),
        parties=tuple(_party(party, names, custodian, now) for party in parties),
        parts=tuple((part.words, DEPTHS[depth]) for part, depth in parts_of(each)),
        roles="; ".join(sorted(called(each.roles).values())),
        asks=ASKS[Consent(each.consent)],
        starts=day(each.starts),
        review=_review(each),
        schedule_of=each.framework.title if each.framework else "",
    )


def _party(party: AgreementParty, names: Mapping[int, str], custodian: int, now: datetime) -> PartyLine:
    return PartyLine(
        names.get(party.custodian, "Another organisation"),
        DOES.get((party.gives, party.receives), "takes part"),
        _signed(party, now),
        party.custodian == custodian,
    )


def _signed(party: AgreementParty, now: datetime) -> str:
    by = f" by {party.signed_by.name}" if party.signed_by else ""
    signed = f"signed on {day(party.signed)}{by}" if party.signed else "has not signed"
    if party.left is None:
        return signed
    if party.left_by_id is None and party.signed:
        return f"{signed}; the next version takes its place on {day(party.left)}"
    return f"left on {day(party.left)}" if party.signed else f"said no on {day(party.left)}"


def _review(each: Agreement) -> str:
    if each.review is None:
        return "No review is set."
    if each.stops_after is None:
        return f"To be reviewed by {day(each.review)}. A missed review is shown, and stops nothing."
    return f"To be reviewed by {day(each.review)}. If that is missed, nothing flows after {each.stops_after} more days."
