"""Agreements and choices, asked for only where another organisation holds something and somebody may weigh it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from uuid import UUID

from kith.access.facts import Facts, OwnAccess
from kith.access.own import PERSON
from kith.access.sharing import Agreed, Chosen, Consent, PersonsChoice, either
from kith.access.viewer import Viewer
from kith.catalogue.categories import Masks
from kith.directory.models import OwnAccess as Given
from kith.record.connection import Cursor


def with_sharing(c: Cursor, viewer: Viewer, people: Sequence[Facts]) -> list[Facts]:
    """The same facts, with agreements and choices where they can matter.

    Where there is neither a relationship nor a declared reason nothing is asked, so that hidden and absent cost the same.
    """
    asked = [facts for facts in people if _matters(viewer, facts)]
    if not asked:
        return list(people)
    holders = {h.custodian for facts in asked for h in facts.holdings} - {viewer.custodian}
    agreed = _agreed(c, holders)
    choices = _choices(c, {h.patient for facts in asked for h in facts.holdings}) if agreed else {}
    known = {id(facts) for facts in asked}
    return [_with(facts, agreed, choices) if id(facts) in known else facts for facts in people]


def with_own_access(c: Cursor, viewer: Viewer, people: list[Facts]) -> list[Facts]:
    """The same facts, with the leaves of a session that reads in its own right; of any other, as they are."""
    if not viewer.role.own or not people:
        return people
    asked = [facts.asked for facts in people]
    rows = c.execute("select * from kith_own_access(%s)", (asked,), prepare=True).fetchall()
    leaves: dict[UUID, list[OwnAccess]] = defaultdict(list)
    for r in rows:
        if (r.kind == Given.Kind.PERSON) == (viewer.role.key == PERSON):
            leaves[r.asked].append(OwnAccess(Masks(r.low, r.high), r.until))
    return [replace(facts, own=_all_of(leaves[facts.asked])) for facts in people]


def with_shown(c: Cursor, viewer: Viewer, people: list[Facts]) -> list[Facts]:
    """The same facts, with how far the code of a crew's session opens each of them; of any other, as they are."""
    if not viewer.role.by_code or not people:
        return people
    rows = c.execute("select * from kith_shown(%s)", ([facts.asked for facts in people],), prepare=True)
    shown = {row.asked: Masks(row.low, row.high) for row in rows.fetchall()}
    return [replace(facts, shown=shown.get(facts.asked)) for facts in people]


def _all_of(leaves: list[OwnAccess]) -> OwnAccess | None:
    """Several as one, which is looked at anew when the first of them ends."""
    if not leaves:
        return None
    granted = reduce(either, (each.granted for each in leaves))
    return OwnAccess(granted, min((each.until for each in leaves if each.until), default=None))


def _matters(viewer: Viewer, facts: Facts) -> bool:
    elsewhere = any(h.custodian != viewer.custodian and not h.removed for h in facts.holdings)
    return elsewhere and (facts.own is not None or facts.related(viewer.service) or bool(facts.declared))


def _with(facts: Facts, agreed: tuple[Agreed, ...], choices: dict[UUID, list[PersonsChoice]]) -> Facts:
    held = {holding.custodian for holding in facts.holdings}
    own = tuple(choice for holding in facts.holdings for choice in choices.get(holding.patient, ()))
    return replace(facts, agreed=tuple(each for each in agreed if each.holder in held), choices=own)


def _agreed(c: Cursor, holders: set[int]) -> tuple[Agreed, ...]:
    rows = c.execute("select * from kith_agreed(%s::smallint[])", (sorted(holders),), prepare=True).fetchall()
    return tuple(Agreed(r.holder, Masks(r.low, r.high), Consent(r.consent), r.until) for r in rows)


def _choices(c: Cursor, patients: set[UUID]) -> dict[UUID, list[PersonsChoice]]:
    found: dict[UUID, list[PersonsChoice]] = defaultdict(list)
    for r in c.execute("select * from kith_choices(%s)", (list(patients),), prepare=True).fetchall():
        choice = PersonsChoice(Chosen(r.kind), r.of, r.to, Masks(r.low, r.high), r.begins, r.until)
        found[r.patient].append(choice)
    return found
