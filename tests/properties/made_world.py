"""Roles that organisations made, drawn at random: in plain words for the rules, and in the store."""

from dataclasses import dataclass
from typing import Any

from kith.access.purposes import Purpose
from kith.catalogue.categories import Category, Tier, gate_number, masks
from kith.directory import actions
from kith.directory.models import MadeRole, Organization
from tests.properties import access_rules as rules
from tests.properties.sharing_world import CATEGORIES, DEPTHS, Drawing
from tests.support.homes import LONG_AGO

NO_START = ("own", "agency", "visits", "board", "by_code")
STARTED_FROM = [key for key, said in rules.ROLES.items() if not any(said.get(each) for each in NO_START)]
PARTS = ("read", "add", "change")


@dataclass
class Kept:
    """A made role, and how it stood when sessions in it were opened."""

    key: str
    was: dict[str, dict[str, str]]


def draw_made_roles(to: Drawing, count: int) -> dict[str, Kept]:
    """Some for every organisation, most by a manager; what they say is drawn with no regard to who made them."""
    kept = {}
    for number in range(count):
        name, organisation = f"made {number}", list(to.organisations)[number % len(to.organisations)]
        made = _made(to, organisation)
        made.ended = made.ended or number == 0
        to.sharing.made[name] = made
        was = {part: _changed(to, getattr(made, part)) for part in PARTS}
        kept[name] = Kept(_store(to.organisations[organisation], name, made, was), was)
        to.keys[name] = kept[name].key
    return kept


def _made(to: Drawing, organisation: str) -> rules.MadeRole:
    """Of a base and a maker that have a purpose in common: in any other nobody signs in."""
    chance = to.chance
    base = chance.choice(STARTED_FROM)
    maker = "manager" if chance.random() < 0.7 else chance.choice(STARTED_FROM)
    both = [each for each in rules.ROLES[base]["purposes"] if each in rules.ROLES[maker]["purposes"]]
    if not both:
        return _made(to, organisation)
    reasons = ["agreed", "absent", "lacks-capacity", "emergency"]
    return rules.MadeRole(
        organisation=organisation,
        base=base,
        maker=maker,
        **{part: _changed(to, rules.ROLES[base][part]) for part in PARTS},
        purposes=both + (["safeguarding", "planning"] if chance.random() < 0.3 else []),
        declares=reasons if chance.random() < 0.5 else chance.sample(reasons, 2),
        ended=chance.random() < 0.12,
    )


def _changed(to: Drawing, depths: dict[str, str]) -> dict[str, str]:
    """Some categories deeper, some less deep, some closed, some opened."""
    changed = dict(depths)
    for category in to.chance.sample(CATEGORIES, 6):
        changed.pop(category, None)
        if to.chance.random() < 0.7:
            changed[category] = to.chance.choice(DEPTHS)
    return changed


def _store(
    organisation: Organization, name: str, made: rules.MadeRole, was: dict[str, dict[str, str]]
) -> str:
    by = actions.add_staff(organization=organisation, name=f"Maker of {name}")
    key = f"{organisation.custodian}-{name.replace(' ', '-')}"
    MadeRole.objects.create(
        key=key, custodian=organisation.custodian, words=name, based_on=made.base, maker_role=made.maker, made_by=by,
        made=LONG_AGO, purposes=[int(Purpose.from_slug(each)) for each in made.purposes], declares=made.declares,
        **_columns(was),
    )  # fmt: skip
    return key


def _columns(said: dict[str, dict[str, str]]) -> dict[str, Any]:
    columns: dict[str, Any] = {"depths": said}
    for part, depths in said.items():
        deep = {Category.from_slug(each): Tier.from_slug(depth) for each, depth in depths.items()}
        gates = masks(
            gate_number(each, tier) for each, depth in deep.items() for tier in Tier if tier <= depth
        )
        columns |= {f"{part}_low": gates.low, f"{part}_high": gates.high}
    return columns


def settle_made_roles(to: Drawing, kept: dict[str, Kept]) -> None:
    """Roles become what was drawn; some are ended. Called as the owner, after sessions were opened in them."""
    for name, each in kept.items():
        made = to.sharing.made[name]
        said = {part: getattr(made, part) for part in PARTS}
        ended = to.now if made.ended else None
        MadeRole.objects.filter(key=each.key).update(version=2, ended=ended, **_columns(said))
