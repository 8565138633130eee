"""A draft as it is read through before it is published: the document, what it changes, and who would read what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kith.access.agreement_reach import Reach, concerns, reach
from kith.access.agreement_terms import Whole
from kith.access.agreements import party_rows, row
from kith.catalogue.categories import Category, Tier
from kith.directory.models import Agreement
from kith.web.presenters.agreement_changes import VersionChanges, version_changes
from kith.web.presenters.agreement_document import AgreementDocument, agreement_document
from kith.web.presenters.agreement_words import DEPTHS, in_a_row

REPLACES = "It takes the place of version {} once everybody has signed it, from its start on."


@dataclass(frozen=True)
class ReadsLine:
    """What some roles would read: everything that flows, or these parts of it."""

    roles: str
    parts: tuple[tuple[str, str], ...]
    all: bool


@dataclass(frozen=True)
class ReachCard:
    """One organisation that receives."""

    name: str
    lines: tuple[ReadsLine, ...]


@dataclass(frozen=True)
class DraftPage:
    """What is read through."""

    document: AgreementDocument
    replaces: str
    changes: VersionChanges
    reach: tuple[ReachCard, ...]
    concerns: tuple[str, ...]


def draft_page(
    whole: Whole, former: Agreement | None, custodian: int, names: Mapping[int, str], now: datetime
) -> DraftPage:  # fmt: skip
    """The page of a draft that is complete; `former` is the version that it would follow."""
    made = row(whole.terms, starts=whole.starts, framework=whole.framework)
    made.version = former.version + 1 if former else 1
    parties = party_rows(made, whole.parties)
    before = (former, list(former.parties.all())) if former else None
    return DraftPage(
        document=agreement_document(made, parties, custodian, names, now),
        replaces=REPLACES.format(former.version) if former else "",
        changes=version_changes(before, (made, parties), names),
        reach=reach_cards(reach(whole.terms, whole.parties, now), dict(_depths(made)), names),
        concerns=concerns(whole.terms, whole.parties),
    )  # fmt: skip


def _depths(made: Agreement) -> Iterable[tuple[Category, Tier]]:
    return ((Category.from_slug(part), Tier.from_slug(depth)) for part, depth in made.depths.items())


def reach_cards(
    reached: Iterable[Reach], flows: Mapping[Category, Tier], names: Mapping[int, str]
) -> tuple[ReachCard, ...]:  # fmt: skip
    """Who would read what, by organisation."""
    return tuple(
        ReachCard(
            names.get(each.custodian, "Another organisation"),
            tuple(
                ReadsLine(
                    in_a_row(seen.roles),
                    tuple((part.words, DEPTHS[depth]) for part, depth in sorted(seen.parts.items())),
                    dict(seen.parts) == dict(flows),
                )
                for seen in each.seen
            ),
        )
        for each in reached
    )
