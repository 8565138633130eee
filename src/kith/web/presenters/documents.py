"""Documents for information governance, produced from what is configured and in force: they cannot say anything else.

A notice for the public, a record of processing (UK GDPR article 30), a map of flows with who is controller of each, and
the beginnings of an impact assessment (article 35).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kith.access.agreements import Giver, Receiver, parts_of
from kith.access.purposes import Purpose
from kith.access.roles import Role, called
from kith.access.sharing import Consent
from kith.care.days import LONDON
from kith.care.presenters.fact import day_in_short
from kith.catalogue.categories import Category, Tier, allows
from kith.catalogue.kinds import EntryKind
from kith.web.presenters.agreement_words import ASKS, DEPTHS


@dataclass(frozen=True)
class Processing:
    """One part of the record: what it is for, on which basis, who reads it here, and who receives it."""

    part: str
    kinds: str
    purposes: str
    bases: str
    readers: str
    receivers: str


@dataclass(frozen=True)
class Flow:
    """What goes by one agreement from this organisation to another, or the other way."""

    to: str
    agreement: str
    parts: tuple[tuple[str, str], ...]
    purposes: str
    basis: str
    roles: str
    asks: str
    review: str


@dataclass(frozen=True)
class Counts:
    """How many the processing is about."""

    people: int
    staff: int
    roles: int


@dataclass(frozen=True)
class DocumentsPage:
    """The page. `made` is the day on which it was produced."""

    organisation: str
    made: str
    processing: tuple[Processing, ...]
    flows: tuple[Flow, ...]
    incoming: tuple[Flow, ...]
    counts: Counts


def documents_page(
    organisation: str, made: str, kinds: Sequence[EntryKind], roles: Iterable[Role], receivers: Sequence[Receiver],
    givers: Sequence[Giver], names: Mapping[int, str], counts: Counts,
) -> DocumentsPage:  # fmt: skip
    """The page from the catalogue, the roles that are held here, and the agreements that are in force."""
    held = list(roles)
    parts = (each for each in Category if each is not Category.WORKER)
    return DocumentsPage(
        organisation=organisation,
        made=made,
        processing=tuple(_processing(part, kinds, held, receivers, names) for part in parts),
        flows=tuple(_flow(each, names) for each in receivers),
        incoming=tuple(_flow(each, names) for each in givers),
        counts=counts,
    )


def _processing(
    part: Category, kinds: Sequence[EntryKind], roles: Sequence[Role], receivers: Sequence[Receiver],
    names: Mapping[int, str],
) -> Processing:  # fmt: skip
    own = [kind for kind in kinds if kind.category is part]
    to = dict.fromkeys(
        names.get(each.custodian, "another organisation")
        for each in receivers
        if part.slug in each.agreement.depths
    )
    return Processing(
        part=part.words,
        kinds="; ".join(kind.words.everyday for kind in own) or "What others send",
        purposes=" ".join(dict.fromkeys(kind.purpose for kind in own)),
        bases=" ".join(dict.fromkeys(kind.basis.law for kind in own)),
        readers="; ".join(role.words for role in roles if allows(role.read, part, Tier.HEADLINE)) or "Nobody",
        receivers="; ".join(to) or "Nobody",
    )


def _flow(each: Receiver | Giver, names: Mapping[int, str]) -> Flow:
    agreement = each.agreement
    return Flow(
        to=names.get(each.custodian, "Another organisation"),
        agreement=f"{agreement.title}, version {agreement.version}",
        parts=tuple((part.words, DEPTHS[depth]) for part, depth in parts_of(agreement)),
        purposes="; ".join(Purpose(number).words for number in agreement.purposes),
        basis=agreement.basis,
        roles="; ".join(sorted(called(agreement.roles).values())) or "Every role, as far as it reads",
        asks=ASKS[Consent(agreement.consent)],
        review=day_in_short(agreement.review.astimezone(LONDON)) if agreement.review else "not set",
    )
