"""Categories and tiers: their numbers are stored, so they may never move."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.catalogue.categories import Category, Tier, allows, gate_number, masks


def test_the_order_is_the_one_that_stored_masks_rely_on() -> None:
    assert [category.name for category in Category] == [
        "DEMOGRAPHICS",
        "COMMUNICATION",
        "SUMMARY",
        "PLAN",
        "DAILY_LIFE",
        "MEDICINES",
        "OBSERVATIONS",
        "MENTAL_HEALTH",
        "SEXUAL_HEALTH",
        "SUBSTANCE_USE",
        "SAFEGUARDING",
        "LEGAL",
        "FINANCE",
        "THIRD_PARTY",
        "DOCUMENTS",
        "WORKER",
    ]
    assert list(map(int, Category)) == list(range(16))
    assert [tier.name for tier in Tier] == ["HEADLINE", "SUMMARY", "DETAIL", "DEEPEST"]


@pytest.mark.parametrize("category", Category)
def test_a_category_is_found_by_its_slug_and_has_words(category: Category) -> None:
    assert Category.from_slug(category.slug) is category
    assert category.words


def test_a_slug_reads_as_words() -> None:
    assert Category.DAILY_LIFE.slug == "daily-life"
    assert Tier.from_slug("deepest") is Tier.DEEPEST


def test_an_unknown_slug_is_refused() -> None:
    with pytest.raises(ValueError, match="no category"):
        Category.from_slug("gossip")
    with pytest.raises(ValueError, match="no tier"):
        Tier.from_slug("abyss")


def test_a_gate_beyond_the_two_words_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 127"):
        masks([128])


@given(st.sets(st.tuples(st.sampled_from(Category), st.sampled_from(Tier))))
def test_masks_hold_exactly_what_was_put_in(chosen: set[tuple[Category, Tier]]) -> None:
    held = masks(gate_number(category, tier) for category, tier in chosen)
    assert all(-(2**63) <= word < 2**63 for word in held)
    found = {(category, tier) for category in Category for tier in Tier if allows(held, category, tier)}
    assert found == chosen
