"""The form of a role: a line for each part of the record, and how far whoever holds it may go there."""

from dataclasses import dataclass

from django.http import QueryDict

from kith.access.making_roles import LONGEST
from kith.access.role_limits import PARTS, Part, Wanted, is_fixed, least, limit, reasons, start
from kith.access.roles import Role
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier
from kith.web.presenters.roles import REASONS, SHOWN, VERBS
from kith.web.sent import line

NOTHING = "nothing"
OPTIONS = {
    None: "Nothing",
    Tier.HEADLINE: "Only what all must know",
    Tier.SUMMARY: "In short",
    Tier.DETAIL: "In detail",
    Tier.DEEPEST: "All of it",
}
"""Depths in words that fit into a list on a phone."""


@dataclass(frozen=True)
class Cell:
    """One choice: how far, of what may be chosen at all. Without options it stays as it is, and `says` how."""

    name: str
    words: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    says: str


@dataclass(frozen=True)
class Row:
    """One part of the record."""

    part: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RoleForm:
    """The form."""

    words: str
    rows: tuple[Row, ...]
    reasons: tuple[tuple[str, str], ...]
    declares: frozenset[str]


def role_form(viewer: Viewer, base: Role, wanted: Wanted) -> RoleForm:
    """The form, filled with what is wanted so far; it offers nothing that the viewer may not give."""
    may = reasons(viewer, base)
    return RoleForm(
        words=wanted.words,
        rows=tuple(
            Row(part.words, tuple(_cell(viewer, base, wanted, act, part) for act in PARTS)) for part in SHOWN
        ),
        reasons=tuple((slug, words) for slug, words in REASONS.items() if slug in may),
        declares=wanted.declares,
    )


def _cell(viewer: Viewer, base: Role, wanted: Wanted, act: Part, part: Category) -> Cell:
    depth, most, fewest = wanted.depth(act, part), limit(viewer, act, part), least(base, act, part)
    tiers = [] if most is None else [tier for tier in Tier if tier <= most]
    offered = [None, *tiers] if fewest is None else [tier for tier in tiers if tier >= fewest]
    fixed = is_fixed(act, part) or len(offered) == 1
    return Cell(
        name=f"{act}-{part.slug}",
        words=VERBS[act],
        options=() if fixed else tuple((_value(each), OPTIONS[each]) for each in offered),
        chosen=_value(depth),
        says=f"{OPTIONS[depth]}, as for everybody" if is_fixed(act, part) else f"{OPTIONS[depth]}: stays so",
    )


def read(sent: QueryDict, viewer: Viewer, base: Role) -> Wanted:
    """What was sent; what is not there, or is no depth, stays as in the base."""
    first = start(viewer, base)
    wanted = {act: {part: _depth(sent, first, act, part) for part in Category} for act in PARTS}
    read_, add, change = (
        {part: depth for part, depth in wanted[act].items() if depth is not None} for act in PARTS
    )
    declares = frozenset(sent.getlist("declares")) & reasons(viewer, base)
    return Wanted(line(sent, "words", LONGEST + 1), read_, add, change, declares)


def _depth(sent: QueryDict, first: Wanted, act: Part, part: Category) -> Tier | None:
    value = sent.get(f"{act}-{part.slug}", "")
    if value == NOTHING:
        return None
    return next((tier for tier in Tier if tier.slug == value), first.depth(act, part))


def hidden(wanted: Wanted) -> list[tuple[str, str]]:
    """The same as fields of a form that shows none of them."""
    depths = [(f"{act}-{part.slug}", _value(wanted.depth(act, part))) for act in PARTS for part in Category]
    return [("words", wanted.words), *depths, *(("declares", each) for each in sorted(wanted.declares))]


def _value(depth: Tier | None) -> str:
    return NOTHING if depth is None else depth.slug
