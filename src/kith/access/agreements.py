"""Sharing agreements: made by an installation's owner, signed and left by those who may sign for an organisation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
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
    TO_START = "Not started yet"
    IN_FORCE = "In force"
    DUE = "In force, review is due soon"
    OVERDUE = "In force, review is overdue"
    STOPPED = "Stopped: the review was missed"
    ENDED = "Ended"
    LEFT = "Your organisation has left"


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
    _check(terms.roles, {each.organisation.custodian for each in parties if each.receives})
    read = mask(depths_of(terms.depths))
    id = new_id()
    agreement = Agreement.objects.create(
        id=id, line=former.line if former else id, version=former.version + 1 if former else 1, framework=framework,
        title=terms.title, why=terms.why, basis=terms.basis, purposes=[int(each) for each in terms.purposes],
        roles=list(terms.roles), depths=dict(terms.depths), read_low=read.low, read_high=read.high,
        consent=terms.consent, starts=starts, review=terms.review, stops_after=terms.stops_after,
    )  # fmt: skip
    AgreementParty.objects.bulk_create(_party(agreement, each) for each in parties)
    return agreement


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
    """The viewer's own organisation leaves: nothing flows to or from it by this agreement from the next request on."""
    return _did("select kith_leave_agreement(%s)", agreement)


def _did(asked: str, agreement: UUID) -> bool:
    row = cursor().execute(asked, (agreement,)).fetchone()
    return bool(row and row[0])


def standing(
    agreement: Agreement, parties: Iterable[AgreementParty], custodian: int, now: datetime
) -> Standing:
    """Where it stands for this organisation at that moment. Its framework has a standing of its own."""
    held = list(parties)
    if any(each.custodian == custodian and each.left and each.left <= now for each in held):
        return Standing.LEFT
    if agreement.ended and agreement.ended <= now:
        return Standing.ENDED
    if sum(each.signed is not None and each.left is None for each in held) < TWO:
        return Standing.WAITING
    if any(each.custodian == custodian and each.signed is None for each in held):
        return Standing.YOURS
    return Standing.TO_START if agreement.starts > now else _reviewed(agreement, now)


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


def known() -> list[Agreement]:
    """Every agreement to which the viewer's organisation is or was a party, frameworks first, the newest version first."""
    found = Agreement.objects.prefetch_related("parties__signed_by", "framework__parties")
    return list(found.order_by("framework_id", "title", "-version"))
