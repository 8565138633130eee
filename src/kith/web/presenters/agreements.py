"""Sharing agreements of one's own organisation: the list, and each one's page with what may be done there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kith.access.agreement_reach import concerns
from kith.access.agreements import PartyTerms, Standing, standing
from kith.access.agreements import terms as terms_of
from kith.directory.models import Agreement, AgreementDraft, AgreementParty, Organization
from kith.web.presenters.agreement_changes import VersionChanges, version_changes
from kith.web.presenters.agreement_document import AgreementDocument, agreement_document
from kith.web.presenters.agreement_words import day, in_a_row

CALLING = frozenset({Standing.YOURS, Standing.DUE, Standing.OVERDUE, Standing.STOPPED})
"""Where an agreement stands when somebody here has something to do."""
UNTITLED = "Without a title yet"
OVER = frozenset({Standing.ENDED, Standing.LEFT, Standing.DECLINED})


@dataclass(frozen=True)
class AgreementLine:
    """One agreement in the list."""

    id: UUID
    title: str
    version: int
    stands: Standing
    calls: bool
    over: bool
    more: str


@dataclass(frozen=True)
class DraftLine:
    """One draft in the list."""

    id: UUID
    title: str
    kept: str


@dataclass(frozen=True)
class AgreementPage:
    """One agreement, and what this reader may do about it."""

    id: UUID
    stands: Standing
    calls: bool
    waits: str
    told: str
    document: AgreementDocument
    changes: VersionChanges | None
    concerns: tuple[str, ...]
    reviews: tuple[str, ...]
    signs: bool
    leaves: bool
    ends: bool
    reviewed: bool
    next_version: bool


def agreement_lines(held: Iterable[Agreement], custodian: int, now: datetime) -> tuple[AgreementLine, ...]:
    """The list; those that want somebody come first, those that are over last."""
    lines = [_line(each, custodian, now) for each in held]
    return tuple(sorted(lines, key=lambda each: (each.over, not each.calls)))


def _line(each: Agreement, custodian: int, now: datetime) -> AgreementLine:
    stands = standing(each, each.parties.all(), custodian, now)
    of = f", part of {each.framework.title}" if each.framework else ""
    review = f". Next review by {day(each.review)}" if each.review and stands not in OVER else ""
    return AgreementLine(
        each.id, each.title, each.version, stands, stands in CALLING, stands in OVER, f"Version {each.version}{of}{review}"
    )  # fmt: skip


def draft_lines(drafts: Iterable[AgreementDraft]) -> tuple[DraftLine, ...]:
    """What is still being written."""
    return tuple(
        DraftLine(
            each.id,
            str(each.told.get("title") or UNTITLED),
            f"Kept on {day(each.kept)} by {each.kept_by.name}",
        )
        for each in drafts
    )


def agreement_page(
    each: Agreement, held: Sequence[Agreement], custodian: int, names: Mapping[int, str], now: datetime, *, may: bool
) -> AgreementPage:  # fmt: skip
    """One of those `held`; `may` where the reader signs for their organisation."""
    parties = list(each.parties.all())
    own = next((party for party in parties if party.custodian == custodian), None)
    stands = standing(each, parties, custodian, now)
    open_ = may and stands is not Standing.ENDED
    here = own is not None and (own.left is None or own.left > now)
    bound = open_ and here and own is not None and own.signed is not None
    signs = open_ and here and own is not None and own.signed is None
    before = _before(each, held)
    return AgreementPage(
        id=each.id,
        stands=stands,
        calls=stands in CALLING,
        waits=_waits(parties, custodian, names) if stands is not Standing.ENDED else "",
        told=_told(each, names, now),
        document=agreement_document(each, parties, custodian, names, now),
        changes=version_changes(before, (each, parties), names) if signs else None,
        concerns=_concerns(each, parties) if signs else (),
        reviews=tuple(_reviewed(review, names) for review in each.reviews),
        signs=signs,
        leaves=bound and own is not None and own.left is None,
        ends=open_ and each.proposer == custodian,
        reviewed=bound
        and stands is not Standing.STOPPED
        and own is not None
        and (own.gives or not each.depths),
        next_version=may and own is not None and _newest(each, held),
    )


def _before(each: Agreement, held: Iterable[Agreement]) -> tuple[Agreement, list[AgreementParty]] | None:
    """The version before it, of those that the reader's organisation took part in."""
    former = max(
        (other for other in held if other.line == each.line and other.version < each.version),
        key=lambda other: other.version,
        default=None,
    )
    return (former, list(former.parties.all())) if former else None


def _newest(each: Agreement, held: Iterable[Agreement]) -> bool:
    """Whether it is the newest of its line."""
    return not any(other.line == each.line and other.version > each.version for other in held)


def _concerns(each: Agreement, parties: Iterable[AgreementParty]) -> tuple[str, ...]:
    told = [
        PartyTerms(Organization(custodian=party.custodian), party.gives, party.receives) for party in parties
    ]
    return concerns(terms_of(each), told)


def _waits(parties: Iterable[AgreementParty], custodian: int, names: Mapping[int, str]) -> str:
    """Whose signature is missing, other than the reader's."""
    missing = [
        names.get(each.custodian, "another organisation")
        for each in parties
        if each.signed is None and each.left is None and each.custodian != custodian
    ]
    return (
        f"{in_a_row(sorted(missing))} {'has' if len(missing) == 1 else 'have'} not signed yet."
        if missing
        else ""
    )


def _told(each: Agreement, names: Mapping[int, str], now: datetime) -> str:
    """Who proposed it, and when it ends."""
    told = []
    if each.proposer is not None and each.proposed_by and each.made:
        told.append(
            f"Proposed by {each.proposed_by.name}, {names.get(each.proposer, '?')}, on {day(each.made)}."
        )
    if each.ended:
        told.append(f"{'Ended' if each.ended <= now else 'It ends'} on {day(each.ended)}.")
    return " ".join(told)


def _reviewed(review: Mapping[str, Any], names: Mapping[int, str]) -> str:
    on, following = (datetime.fromisoformat(review[key]) for key in ("on", "next"))
    return f"Reviewed on {day(on)} by {names.get(review['custodian'], 'another organisation')}; next by {day(following)}."
