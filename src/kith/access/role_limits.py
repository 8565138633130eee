"""How far a role may go that an organisation makes for itself: never further than its maker's own (the smallest wins)."""

from dataclasses import dataclass, field, replace
from typing import Literal

from kith.access.purposes import Purpose
from kith.access.roles import Depths, Role, depths_in, shipped
from kith.access.sharing import both
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier

Part = Literal["read", "add", "change"]
PARTS: tuple[Part, ...] = ("read", "add", "change")


@dataclass(frozen=True)
class Wanted:
    """What somebody wants a role to be: a name, how deep it reads, adds and changes, and what it may declare."""

    words: str
    read: Depths
    add: Depths
    change: Depths
    declares: frozenset[str] = field(default_factory=frozenset)

    def depth(self, part: Part, category: Category) -> Tier | None:
        """How deep it goes there; None where it is closed."""
        depths: Depths = getattr(self, part)
        return depths.get(category)


def bases(viewer: Viewer) -> tuple[Role, ...]:
    """Roles from which the viewer may start another: those in which they could take somebody on. None without `agree`."""
    if not viewer.may("agree"):
        return ()
    helped = (shipped()[key] for key in viewer.role.for_roles("reset"))
    return tuple(each for each in helped if not each.agency)


def start(viewer: Viewer, base: Role) -> Wanted:
    """What a new role begins with: its base, as far as the viewer may go themselves."""
    own = viewer.role
    read, add, change = (depths_in(both(getattr(base, part), getattr(own, part))) for part in PARTS)
    return Wanted("", read, add, change, reasons(viewer, base))


def reasons(viewer: Viewer, base: Role) -> frozenset[str]:
    """The reasons that a role of this base may be let declare."""
    shared = set(base.rights) & set(viewer.role.rights)
    return frozenset(each.removeprefix("declare:") for each in shared if each.startswith("declare:"))


def limit(viewer: Viewer, part: Part, category: Category) -> Tier | None:
    """How deep the viewer's own role goes there, and so the most that they may give."""
    return depths_in(getattr(viewer.role, part)).get(category)


def least(base: Role, part: Part, category: Category) -> Tier | None:
    """What a role cannot go without: a name to know somebody by, and how to talk with whoever it cares for (practice 6)."""
    if part == "read" and category is Category.DEMOGRAPHICS:
        return Tier.HEADLINE
    if part == "read" and category is Category.COMMUNICATION and Purpose.DIRECT_CARE in base.purposes:
        return Tier.HEADLINE
    return None


def is_fixed(part: Part, category: Category) -> bool:
    """What stays as in the base: what it knows of workers, and raising a concern, which is for everybody (rule 9)."""
    return category is Category.WORKER or (part == "add" and category is Category.SAFEGUARDING)


def settled(viewer: Viewer, base: Role, wanted: Wanted) -> Wanted:
    """The same with all that cannot be chosen as in the base. Nobody changes what they cannot see: changing is narrowed."""
    first = start(viewer, base)

    def part(name: Part) -> Depths:
        chosen = {c: t for c, t in getattr(wanted, name).items() if not is_fixed(name, c)}
        return chosen | {c: t for c, t in getattr(first, name).items() if is_fixed(name, c)}

    read, change = part("read"), part("change")
    seen = {category: min(depth, read[category]) for category, depth in change.items() if category in read}
    declares = wanted.declares & reasons(viewer, base)
    return replace(wanted, read=read, add=part("add"), change=seen, declares=declares)


def too_far(viewer: Viewer, base: Role, wanted: Wanted) -> dict[str, str]:
    """What goes too far, or not far enough: words by part and category, such as `read-money`."""
    return {
        f"{part}-{category.slug}": words
        for category in Category
        for part in PARTS
        if not is_fixed(part, category) and (words := _depth(viewer, base, wanted, part, category))
    }


def _depth(viewer: Viewer, base: Role, wanted: Wanted, part: Part, category: Category) -> str:
    depth, most = _number(wanted.depth(part, category)), _number(limit(viewer, part, category))
    if depth > most:
        return f"{category.words}: your own role does not go so far."
    if depth < _number(least(base, part, category)):
        return f"{category.words}: everybody needs the headline of it."
    return ""


def _number(depth: Tier | None) -> int:
    return -1 if depth is None else int(depth)
