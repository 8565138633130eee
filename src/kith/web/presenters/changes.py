"""Every change noticed in a service, the gravest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from kith.care.changes import Changes
from kith.care.people import Resident
from kith.care.presenters.changes import Card, card
from kith.care.telling import Telling
from kith.catalogue.noticing import noticing_rules
from kith.web.presenters.hrefs import Hrefs


@dataclass(frozen=True)
class Line:
    """One finding about one person."""

    person: Resident
    href: str
    card: Card


@dataclass(frozen=True)
class Group:
    """What is equally grave."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ChangesPage:
    """The page."""

    summary: str
    groups: tuple[Group, ...]
    looks_for: tuple[str, ...]
    little: tuple[Resident, ...]


def changes_page(
    people: Sequence[Resident], changes: Mapping[UUID, Changes], telling: Telling
) -> ChangesPage:
    """All open findings of these people in the order in which they need somebody."""
    by_id = {person.patient: person for person in people}
    found = sorted((f for each in changes.values() for f in each.open), key=lambda finding: finding.order)
    lines = [Line(by_id[f.patient], Hrefs(f.patient).changes, card(f, telling)) for f in found]
    return ChangesPage(
        summary=_summary(lines, len(people)),
        groups=tuple(Group(rank, tuple(held)) for rank, held in groupby(lines, lambda line: line.card.rank)),
        looks_for=tuple(rule.looks_for for rule in noticing_rules()),
        little=tuple(person for person in people if changes[person.patient].unsaid),
    )


def _summary(lines: Sequence[Line], people: int) -> str:
    if not lines:
        return ""
    marked = len({line.person.patient for line in lines})
    changes = "1 change" if len(lines) == 1 else f"{len(lines)} changes"
    return f"{changes} in {'1 person' if marked == 1 else f'{marked} people'} of {people}, the gravest first."
