"""Who would read what by an agreement, told before it is published: roles and parts, and nothing about anybody.

The gate decides anew each time; this is by the roles that people work in at this moment.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from kith.access.agreement_terms import NotAnAgreement, Told, read
from kith.access.agreements import PartyTerms, Terms
from kith.access.purposes import Purpose
from kith.access.roles import Depths, Role, depths, depths_in, mask, named
from kith.access.sharing import both
from kith.catalogue.categories import Category, Tier
from kith.directory.models import Post
from kith.directory.models.team_member import during

SENSITIVE = frozenset(
    {
        Category.MENTAL_HEALTH, Category.SEXUAL_HEALTH, Category.SUBSTANCE_USE, Category.SAFEGUARDING, Category.FINANCE,
        Category.THIRD_PARTY, Category.WORKER,
    }
)  # fmt: skip
"""Parts that most agreements leave closed: what is in them can harm by being known."""
PRESETS: Mapping[str, Mapping[str, str]] = {
    "emergency": {
        "demographics": "summary", "communication": "detail", "summary": "summary", "medicines": "summary",
        "legal": "headline",
    },
    "planned": {
        "demographics": "detail", "communication": "detail", "summary": "detail", "plan": "summary",
        "daily-life": "summary", "medicines": "detail", "observations": "summary", "legal": "summary",
        "documents": "summary",
    },
    "care": {
        "demographics": "detail", "communication": "deepest", "summary": "deepest", "plan": "deepest",
        "daily-life": "deepest", "medicines": "deepest", "observations": "deepest", "legal": "detail",
        "documents": "detail",
    },
    "nothing": {},
}  # fmt: skip
"""Depths to begin with: an emergency, planned care, everything about the care, and a framework, which shares nothing."""


@dataclass(frozen=True)
class Seen:
    """What some roles of one organisation would read: those that read the same stand together."""

    roles: tuple[str, ...]
    parts: Depths


@dataclass(frozen=True)
class Reach:
    """One organisation that receives, and what its people would read, the most first; empty where it is nothing."""

    custodian: int
    seen: tuple[Seen, ...]


def sketched(told: Told) -> tuple[Terms, tuple[PartyTerms, ...]]:
    """What an unfinished draft says of parts, parties, roles and purposes; what it does not say yet is nothing."""
    blank: dict[str, object] = {"title": "-", "why": "-", "basis": "-", "starts": "2026-01-01"}
    used = {name: told[name] for name in ("depths", "purposes", "roles") if name in told}
    with suppress(NotAnAgreement):
        whole = read(blank | used | {"parties": told.get("parties")})
        return whole.terms, whole.parties
    return Terms("-", "-", "-", {}), ()


def reach(terms: Terms, parties: Iterable[PartyTerms], now: datetime) -> tuple[Reach, ...]:
    """For each that receives from another, who would read what. One query for posts, one where roles were made."""
    given = list(parties)
    takers = [
        each.organisation.custodian or 0
        for each in given
        if each.receives and any(other.gives for other in given if other != each)
    ]
    held = _held(takers, now)
    known = named({*terms.roles, *(key for keys in held.values() for key in keys)})
    return tuple(Reach(number, _seen(terms, known, number, held[number])) for number in takers)


def _held(custodians: list[int], now: datetime) -> Mapping[int, set[str]]:
    """The roles in which somebody works at each of these organisations."""
    rows = Post.objects.filter(during(now), service__organization__custodian__in=custodians)
    found: dict[int, set[str]] = defaultdict(set)
    for custodian, key in rows.values_list("service__organization__custodian", "role").distinct():
        found[custodian or 0].add(key)
    return found


def _seen(terms: Terms, known: Mapping[str, Role], custodian: int, held: set[str]) -> tuple[Seen, ...]:
    flows = mask(depths(terms.depths))
    alike: dict[tuple[tuple[Category, Tier], ...], list[str]] = defaultdict(list)
    for key in sorted(terms.roles or held):
        if key in known and _may(known[key], terms, custodian):
            parts = depths_in(both(known[key].read, flows))
            alike[tuple(sorted(parts.items()))].append(known[key].words)
    found = [Seen(tuple(roles), dict(parts)) for parts, roles in alike.items() if parts]
    return tuple(sorted(found, key=lambda each: -sum(depth + 1 for depth in each.parts.values())))


def _may(role: Role, terms: Terms, custodian: int) -> bool:
    of_theirs = role.custodian in (None, custodian)
    return of_theirs and not role.ended and any(each in terms.purposes for each in role.purposes)


def concerns(terms: Terms, parties: Iterable[PartyTerms]) -> tuple[str, ...]:
    """What makes an agreement wider than most, or useless: said before anybody publishes or signs it (HZ-103)."""
    open_ = depths(terms.depths)
    private = [each.words for each in sorted(open_) if each in SENSITIVE]
    told = []
    if private:
        told.append(
            f"It opens what is more private than the rest: {'; '.join(private)}. Leave it out unless care needs it."
        )
        if not terms.roles:
            told.append("Every role whose work covers it may read that. Name roles, if only some need it.")
    if Category.THIRD_PARTY in open_:
        told.append("What others said of themselves is sent on. Say in the law part why that is right.")
    if open_ and Category.DEMOGRAPHICS not in open_:
        told.append("Nobody can open a page by it: share the name, at least what all must know.")
    if {Purpose.PLANNING, Purpose.RESEARCH} & set(terms.purposes):
        told.append("Planning and research never need a name. The national opt-out counts for them.")
    if terms.review is None:
        told.append("No review is set: nobody will be asked whether it is still right.")
    elif terms.stops_after is None:
        told.append("A missed review stops nothing.")
    if len(takers := [each for each in parties if each.receives]) > MANY:
        told.append(f"{len(takers)} organisations receive.")
    return tuple(told)


MANY = 10
"""More organisations than that receive seldom the same for the same reason."""
