"""Labels say who answers for a resource and how sensitive it is. They live beside the body, not in it."""

from dataclasses import dataclass
from uuid import UUID

from kith.catalogue.categories import Category, Tier


@dataclass(frozen=True, slots=True)
class Labels:
    """Custodian's number, category, tier, the team it is restricted to, and staff barred from it.

    Labels govern every version (architecture, "Rows"); whatever the labels were before, present ones decide.
    """

    custodian: int
    category: Category = Category.DAILY_LIFE
    tier: Tier = Tier.DETAIL
    team: int | None = None
    barred: tuple[UUID, ...] = ()


def gate_number(category: Category, tier: Tier) -> int:
    """The bit of a mask that stands for this category and tier (0-127)."""
    return (int(category) << 2) | int(tier)
