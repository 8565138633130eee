"""The categories of information and the tiers of depth that access decisions speak about.

Every resource carries one category and one tier. Together they make a gate number, and what a viewer
may read is two 64-bit masks of gate numbers, so the order of the members below must never change.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

SYSTEM = "https://kith.example/CodeSystem/record-category"


class Category(IntEnum):
    """What a piece of the record is about: sixteen today, with room up to 31."""

    DEMOGRAPHICS = 0
    COMMUNICATION = 1
    SUMMARY = 2
    PLAN = 3
    DAILY_LIFE = 4
    MEDICINES = 5
    OBSERVATIONS = 6
    MENTAL_HEALTH = 7
    SEXUAL_HEALTH = 8
    SUBSTANCE_USE = 9
    SAFEGUARDING = 10
    LEGAL = 11
    FINANCE = 12
    THIRD_PARTY = 13
    DOCUMENTS = 14
    WORKER = 15

    @property
    def slug(self) -> str:
        """The code used in FHIR and in definitions, such as `daily-life`."""
        return self.name.lower().replace("_", "-")

    @property
    def words(self) -> str:
        """What a person reads on a screen."""
        return _CATEGORY_WORDS[self]

    @classmethod
    def from_slug(cls, slug: str) -> Category:
        """The category with this slug; raises ValueError for one that does not exist."""
        try:
            return cls[slug.upper().replace("-", "_")]
        except KeyError:
            raise ValueError(f"There is no category called {slug!r}.") from None


class Tier(IntEnum):
    """How deep a piece of the record lies: a headline is for every direct-care role."""

    HEADLINE = 0
    SUMMARY = 1
    DETAIL = 2
    DEEPEST = 3

    @property
    def slug(self) -> str:
        """The word used in definitions, such as `detail`."""
        return self.name.lower()

    @classmethod
    def from_slug(cls, slug: str) -> Tier:
        """The tier with this name; raises ValueError for one that does not exist."""
        try:
            return cls[slug.upper()]
        except KeyError:
            raise ValueError(f"There is no tier called {slug!r}.") from None


class Masks(NamedTuple):
    """A set of gates as two signed 64-bit integers, as PostgreSQL's bigint holds them."""

    low: int
    high: int


def gate_number(category: Category, tier: Tier) -> int:
    """The bit (0 to 127) that stands for this category at this tier."""
    return (category << 2) | tier


def masks(gates: Iterable[int]) -> Masks:
    """Fold gate numbers into masks: `low` for gates 0 to 63, `high` for 64 to 127."""
    bits = 0
    for gate in gates:
        if not 0 <= gate <= 127:
            raise ValueError(f"A gate number is from 0 to 127, not {gate}.")
        bits |= 1 << gate
    return Masks(_signed(bits & _WORD), _signed(bits >> 64))


def allows(given: Masks, category: Category, tier: Tier) -> bool:
    """Whether these masks hold the gate of this category and tier."""
    gate = gate_number(category, tier)
    word = given.low if gate < 64 else given.high
    return bool((word >> (gate % 64)) & 1)


_WORD = (1 << 64) - 1


def _signed(word: int) -> int:
    return word - (1 << 64) if word >> 63 else word


_CATEGORY_WORDS = {
    Category.DEMOGRAPHICS: "Name, address and contacts",
    Category.COMMUNICATION: "Communication needs and reasonable adjustments",
    Category.SUMMARY: "Summary and alerts",
    Category.PLAN: "Needs, plans and reviews",
    Category.DAILY_LIFE: "Daily life and care",
    Category.MEDICINES: "Medicines",
    Category.OBSERVATIONS: "Measurements and observations",
    Category.MENTAL_HEALTH: "Mental health",
    Category.SEXUAL_HEALTH: "Sexual health",
    Category.SUBSTANCE_USE: "Alcohol and drugs",
    Category.SAFEGUARDING: "Concerns and safeguarding",
    Category.LEGAL: "Legal decisions and authority",
    Category.FINANCE: "Money",
    Category.THIRD_PARTY: "About other people",
    Category.DOCUMENTS: "Documents",
    Category.WORKER: "About workers",
}
