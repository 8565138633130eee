"""Sharing agreements: made by an installation's owner, signed and left by those who may sign for an organisation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import LiteralString
from uuid import UUID

from django.db import transaction

from kith.access.purposes import Purpose
from kith.access.roles import depths as depths_of
from kith.access.roles import mask, named
from kith.access.sharing import Consent
from kith.catalogue.categories import Category, Tier
from kith.directory.models import Agreement, AgreementParty, Organization
from kith.record.connection import cursor
from kith.record.ids import new_id

WARNS = timedelta(days=60)
"""So long before its review an agreement says that it is due."""


@dataclass(frozen=True)
class PartyTerms:
    """One organisation in an agreement that is to be made."""

    organisation: Organization
    gives: bool = True
    receives: bool = True


@dataclass(frozen=True)
class Terms:
    """What is agreed: see `kith.directory.models.agreement` for the meaning of each."""

    title: str
    why: str
    basis: str
    depths: Mapping[str, str]
    purposes: tuple[Purpose, ...] = (Purpose.DIRECT_CARE,)
    roles: tuple[str, ...] = ()
    consent: Consent = Consent.IMPLIED
    review: datetime | None = None
    stops_after: int | None = None


TWO = 2
"""Fewer than two that have signed share nothing."""


class Standing(Enum):
    """Where an agreement stands today; the value is what a page says."""

    WAITING = "Waiting for signatures"
    YOURS = "Waiting for your organisation to sign"
    ALONE = "Nothing flows: too few take part"
    TO_START = "Not started yet"
    IN_FORCE = "In force"
    DUE = "In force, review is due soon"
    OVERDUE = "In force, review is overdue"
    STOPPED = "Stopped: the review was missed"
    ENDED = "Ended"
    LEFT = "Your organisation has left"
    DECLINED = "Your organisation said no"


@transaction.atomic
def make(
    terms: Terms, parties: Sequence[PartyTerms], *, starts: datetime, framework: Agreement | None = None,
    former: Agreement | None = None,
) -> Agreement:  # fmt: skip
    """Make an agreement, unsigned: nothing flows by it yet. Runs as the store's owner.

    With `former` it is that agreement's next version, and takes its place once everybody has signed. Raises KeyError for
    a role that is not there and ValueError for a category or depth that is not, and for a role that was ended or that an
    organisation made which does not receive.
    """
    check(terms, parties)
    agreement = row(terms, starts=starts, framework=framework)
    if former:
        agreement.line, agreement.version = former.line, former.version + 1
    agreement.save(force_insert=True)
    AgreementParty.objects.bulk_create(party_rows(agreement, parties))
    return agreement


def row(terms: Terms, *, starts: datetime, framework: Agreement | None = None) -> Agreement:
    """The row that these terms become, not yet kept. Raises ValueError for a category or depth that is not there."""
    read, id = mask(depths_of(terms.depths)), new_id()
    return Agreement(
        id=id, line=id, version=1, framework=framework, title=terms.title, why=terms.why, basis=terms.basis,
        purposes=[int(each) for each in terms.purposes], roles=list(terms.roles), depths=dict(terms.depths),
        read_low=read.low, read_high=read.high, consent=terms.consent, starts=starts, review=terms.review,
        stops_after=terms.stops_after,
    )  # fmt: skip


def terms(agreement: Agreement) -> Terms:
    """The terms of a row: the other way round of `row`."""
    return Terms(
        agreement.title, agreement.why, agreement.basis, agreement.depths,
        tuple(Purpose(number) for number in agreement.purposes), tuple(agreement.roles), Consent(agreement.consent),
        agreement.review, agreement.stops_after,
    )  # fmt: skip


def party_rows(agreement: Agreement, parties: Iterable[PartyTerms]) -> list[AgreementParty]:
    """A row for each party, not yet kept and not signed."""
    return [_party(agreement, each) for each in parties]


def check(terms: Terms, parties: Iterable[PartyTerms]) -> None:
    """Raises KeyError for a role that is not there, and ValueError for one that nobody who receives can hold."""
    _check(terms.roles, {each.organisation.custodian for each in parties if each.receives})


def _check(keys: Iterable[str], receiving: set[int | None]) -> None:
    known = named(keys)
    for key in keys:
        if known[key].ended or (known[key].base and known[key].custodian not in receiving):
            raise ValueError(f"Nobody who receives can hold the role {key!r}.")


def _party(agreement: Agreement, each: PartyTerms) -> AgreementParty:
    if each.organisation.custodian is None:
        raise ValueError(f"{each.organisation.name} holds no records here.")
    return AgreementParty(
        agreement=agreement, custodian=each.organisation.custodian, gives=each.gives, receives=each.receives
    )


def sign(agreement: UUID) -> bool:
    """Sign for the viewer's own organisation; False where that is not theirs to do, or done."""
    return _did("select kith_sign_agreement(%s)", agreement)


def leave(agreement: UUID) -> bool:
    """The viewer's own organisation leaves, or says no before it has signed: nothing flows to or from it by this
    agreement from the next request on.
    """
    return _did("select kith_leave_agreement(%s)", agreement)


def end(agreement: UUID) -> bool:
    """End it for everybody, or take back what was proposed; for whoever signs for the organisation that published it."""
    return _did("select kith_end_agreement(%s)", agreement)


def review(agreement: UUID, following: datetime) -> bool:
    """Reviewed now, and next by that moment, two years from now at most. For whoever signs for one that has signed and
    gives. False where that is not theirs to do, and where a missed review has stopped it: that takes a new version.
    """
    return _did("select kith_review_agreement(%s, %s)", agreement, following)


def _did(asked: str, *values: object) -> bool:
    answer = cursor().execute(asked, values).fetchone()
    return bool(answer and answer[0])


def standing(
    agreement: Agreement, parties: Iterable[AgreementParty], custodian: int, now: datetime
) -> Standing:
    """Where it stands for this organisation at that moment. Its framework has a standing of its own."""
    held = list(parties)
    own = next((each for each in held if each.custodian == custodian), None)
    if agreement.ended and agreement.ended <= now:
        return Standing.ENDED
    if own and own.left and own.left <= now:
        return Standing.LEFT if own.signed else Standing.DECLINED
    if sum(_stays(each, now) for each in held) < TWO:
        return Standing.ALONE
    if own and own.signed is None:
        return Standing.YOURS
    if sum(each.signed is not None and _stays(each, now) for each in held) < TWO:
        return Standing.WAITING
    return Standing.TO_START if agreement.starts > now else _reviewed(agreement, now)


def _stays(party: AgreementParty, now: datetime) -> bool:
    return party.left is None or party.left > now


def _reviewed(agreement: Agreement, now: datetime) -> Standing:
    review, stops_after = agreement.review, agreement.stops_after
    if review is None or now < review - WARNS:
        return Standing.IN_FORCE
    if now < review:
        return Standing.DUE
    stopped = stops_after is not None and review + timedelta(days=stops_after) <= now
    return Standing.STOPPED if stopped else Standing.OVERDUE


def parts_of(agreement: Agreement) -> list[tuple[Category, Tier]]:
    """What flows by it, each part with its depth, in the order in which parts are always told."""
    return sorted(
        (Category.from_slug(part), Tier.from_slug(depth)) for part, depth in agreement.depths.items()
    )


@dataclass(frozen=True)
class Receiver:
    """An organisation that receives what this one holds, by an agreement that is in force."""

    custodian: int
    agreement: Agreement


def receivers(purpose: Purpose = Purpose.DIRECT_CARE) -> list[Receiver]:
    """Who receives what the viewer's own organisation holds, by the agreements that the gate goes by."""
    rows = cursor().execute("select * from kith_receivers(%s::smallint)", (int(purpose),)).fetchall()
    held = Agreement.objects.in_bulk([row.agreement for row in rows])
    found = [Receiver(row.receiver, held[row.agreement]) for row in rows]
    return sorted(found, key=lambda each: (each.custodian, each.agreement.title))


@dataclass(frozen=True)
class Giver:
    """An organisation of whose records this one receives a part."""

    custodian: int
    agreement: Agreement


def all_receivers() -> list[Receiver]:
    """Who receives what the viewer's own organisation holds, whatever for; for those who sign for it."""
    return [Receiver(*each) for each in _flowing("select receiver, agreement from kith_all_receivers()")]


def all_givers() -> list[Giver]:
    """From whom the viewer's own organisation receives, whatever for; for those who sign for it."""
    return [Giver(*each) for each in _flowing("select giver, agreement from kith_all_givers()")]


def _flowing(asked: LiteralString) -> list[tuple[int, Agreement]]:
    rows = cursor().execute(asked).fetchall()
    held = Agreement.objects.in_bulk([agreement for _, agreement in rows])
    found = [(other, held[agreement]) for other, agreement in rows]
    return sorted(found, key=lambda each: (each[0], each[1].title))


def known() -> list[Agreement]:
    """Every agreement to which the viewer's organisation is or was a party, frameworks first, the newest version first."""
    found = Agreement.objects.prefetch_related("parties__signed_by", "framework__parties").select_related(
        "proposed_by"
    )
    return list(found.order_by("framework_id", "title", "-version"))
