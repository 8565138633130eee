"""What a role is, and the roles that come with Kith: data in the files beside this one and below."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kith.access.purposes import Purpose
from kith.catalogue.categories import Category, Masks, Tier, allows, gate_number, masks

Depths = Mapping[Category, Tier]
DECLARED = {"agreed", "absent", "lacks-capacity", "emergency"}
"""What may be declared where there is no relationship (access rules, 6)."""


@dataclass(frozen=True)
class Role:
    """One role.

    `read`, `add` and `change` are masks of gate numbers; `purposes` starts with the usual one. `rights` are what
    it may do for other workers at the door: `admit:<role>`, `reset:<role>`, `badge:<role>`, `admit` and `oversee`;
    `visit:<role>` stands beside `admit:<role>` where that role is let in for a day at most;
    `declare:<kind>` is the reasons it may declare where it has no relationship, `agree` that it signs for its organisation;
    `refer` that it says who else may see a person: a referral, a caseload, a rota.
    """

    key: str
    words: str
    purposes: tuple[Purpose, ...]
    read: Masks
    add: Masks
    change: Masks
    rights: tuple[str, ...] = ()
    agency: bool = False
    """A role for which a shift lead makes time-limited logins."""
    visits: bool = False
    """Of such a role, one that looks and does no care: let in for a day, in the building, by the card they carry."""
    register: str = ""
    """The professional register whose PIN is checked before such a login is made."""
    board: bool = False
    """What a screen on a wall may know. Nobody holds it as a post."""
    own: bool = False
    """The person's, or of somebody who reads for them. Nobody holds it as a post."""
    by_code: bool = False
    """Of whoever was shown one person's emergency facts by a code. Nobody holds it as a post."""
    base: str = ""
    """The role from which an organisation made this one; empty for one that comes with Kith."""
    custodian: int | None = None
    """The organisation that made it, and in which alone it counts; None for one that comes with Kith."""
    ended: bool = False
    """A made role that was ended: nobody signs in with it, and it opens nothing."""

    @property
    def leads(self) -> bool:
        """Whether it does anything for other workers or the organisation: a lead's pages are for whoever does."""
        return any(not right.startswith(("declare:", "refer")) for right in self.rights)

    @property
    def writes(self) -> bool:
        """Whether it adds anything at all; an inspector does not."""
        return self.add != Masks(0, 0)

    def for_roles(self, right: str) -> tuple[str, ...]:
        """The keys of the roles that come with Kith for which this one has the right."""
        return tuple(each.partition(":")[2] for each in self.rights if each.startswith(f"{right}:"))

    def helps(self, right: str, other: "Role") -> bool:
        """Whether it has this right (`reset`, `badge`) for the other: with a made role, where it sees no less than that."""
        if not other.base:
            return f"{right}:{other.key}" in self.rights
        return f"{right}:{other.base}" in self.rights and self.covers(other)

    def covers(self, other: "Role") -> bool:
        """Whether the other may read, add and change nothing that this one may not."""
        return all(
            not theirs & ~own
            for part in ("read", "add", "change")
            for own, theirs in zip(getattr(self, part), getattr(other, part), strict=True)
        )


@cache
def shipped() -> Mapping[str, Role]:
    """Every role that comes with Kith, by key; those that nobody holds as a post too.

    Raises ValueError when a file names a category, depth or purpose that is not there.
    """
    found = {}
    for path in sorted(Path(__file__).parent.rglob("*.yaml")):
        for key, data in yaml.safe_load(path.read_text()).items():
            found[key] = _role(key, data)
    return found


def _role(key: str, data: dict[str, Any]) -> Role:
    purposes = tuple(Purpose.from_slug(slug) for slug in data["purposes"])
    read, add, change = (mask(depths(data[part])) for part in ("read", "add", "change"))
    return Role(
        key,
        data["words"],
        purposes,
        read,
        add,
        change,
        rights=(
            *_rights(data.get("door", {}), refers=data.get("refers", False)),
            *_declares(data.get("declares", [])),
        ),
        agency=data.get("agency", False),
        visits=data.get("visits", False),
        register=data.get("register", ""),
        board=data.get("board", False),
        own=data.get("own", False),
        by_code=data.get("by_code", False),
    )


def _rights(door: Mapping[str, Any], *, refers: bool) -> tuple[str, ...]:
    visits, helps = door.get("visits", []), door.get("helps", [])
    admits = [*door.get("admits", []), *visits]
    general = [
        *(["admit"] if admits else []),
        *(["oversee"] if door.get("oversees") else []),
        *(["agree"] if door.get("agrees") else []),
        *(["refer"] if refers else []),
    ]
    return (
        *general,
        *(f"admit:{key}" for key in admits),
        *(f"visit:{key}" for key in visits),
        *(f"{right}:{key}" for right in ("reset", "badge") for key in helps),
    )


def _declares(kinds: list[str]) -> tuple[str, ...]:
    """Raises ValueError for a kind of reason that there is not."""
    if unknown := set(kinds) - DECLARED:
        raise ValueError(f"Nobody can declare {', '.join(sorted(unknown))}.")
    return tuple(f"declare:{kind}" for kind in kinds)


def depths(data: Mapping[str, str]) -> Depths:
    """Words such as `daily-life: detail` as categories and tiers."""
    return {Category.from_slug(category): Tier.from_slug(tier) for category, tier in data.items()}


def mask(depths: Depths) -> Masks:
    """The gates that depths open: each category from headline down to its depth."""
    return masks(
        gate_number(category, tier)
        for category, deepest in depths.items()
        for tier in Tier
        if tier <= deepest
    )


def depths_in(given: Masks) -> Depths:
    """The deepest depth that is open of each category; what is closed is left out. The other way round of `mask`."""
    return {
        category: max(tier for tier in Tier if allows(given, category, tier))
        for category in Category
        if allows(given, category, Tier.HEADLINE)
    }
