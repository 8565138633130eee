"""A role that the demonstration's manager made, and who works in it: so that the page of roles has something to see."""

from datetime import date, datetime, time

from kith.access.purposes import Purpose
from kith.access.role_limits import PARTS
from kith.access.roles import Depths, depths_in, mask, shipped
from kith.access.sharing import both
from kith.care.days import LONDON
from kith.care.demonstration.home import Home, employ
from kith.care.demonstration.staff import COORDINATOR
from kith.catalogue.categories import Category, Tier
from kith.directory.models import MadeRole

WORDS, BASE, MAKER = "Activities coordinator", "activity_facilitator", "margaret"
MADE = date(2026, 3, 2)
MORE: dict[str, Depths] = {
    "read": {Category.PLAN: Tier.DETAIL, Category.DOCUMENTS: Tier.HEADLINE},
    "add": {Category.PLAN: Tier.SUMMARY},
}
"""What the role has besides its base: who plans what somebody does with their days reads what was agreed for them."""
LESS = {Category.MEDICINES, Category.OBSERVATIONS}


def join(home: Home, coded: str) -> None:
    """The role, as the manager's page would have written it, and its holder. Runs as the store's owner."""
    base, maker = shipped()[BASE], shipped()["manager"]
    kept = {part: depths_in(both(getattr(base, part), getattr(maker, part))) for part in PARTS}
    wanted = {part: {**kept[part], **MORE.get(part, {})} for part in PARTS}
    depths = {part: {c: t for c, t in held.items() if c not in LESS} for part, held in wanted.items()}
    masks = {part: mask(depths[part]) for part in PARTS}
    key = f"{home.custodian}-activities-coordinator"
    MadeRole.objects.create(
        key=key,
        custodian=home.custodian,
        words=WORDS,
        based_on=BASE,
        depths={part: {c.slug: t.slug for c, t in depths[part].items()} for part in PARTS},
        **{f"{part}_{word}": getattr(masks[part], word) for part in PARTS for word in ("low", "high")},
        purposes=[int(Purpose.DIRECT_CARE)],
        declares=[],
        maker_role=maker.key,
        made_by_id=home.staff[MAKER],
        made=datetime.combine(MADE, time(10), LONDON),
    )
    employ(home, COORDINATOR, key, coded)
