"""Roles as data."""

import pytest

from kith.access.purposes import Purpose
from kith.access.roles import depths, mask, role, usual
from kith.catalogue.categories import Category, Masks, Tier, allows

INSPECTORS = ("inspector", "visiting_inspector")
SENSITIVE = [Category.SEXUAL_HEALTH, Category.SUBSTANCE_USE, Category.SAFEGUARDING, Category.FINANCE]


def test_a_depth_opens_itself_and_what_lies_above_it() -> None:
    opened = mask(depths({"daily-life": "detail"}))
    assert [allows(opened, Category.DAILY_LIFE, tier) for tier in Tier] == [True, True, True, False]
    assert not allows(opened, Category.MEDICINES, Tier.HEADLINE)


def test_nothing_named_opens_nothing() -> None:
    assert mask({}) == Masks(0, 0)


@pytest.mark.parametrize("key", sorted(usual()))
def test_every_direct_care_role_reads_communication_needs(key: str) -> None:
    given = role(key)
    reads = allows(given.read, Category.COMMUNICATION, Tier.HEADLINE)
    assert reads == (given.purposes[0] is not Purpose.MANAGEMENT)


def test_administrators_see_demographics_and_who_works_here_only() -> None:
    seen = {c for c in Category for t in Tier if allows(role("administrator").read, c, t)}
    assert seen == {Category.DEMOGRAPHICS, Category.WORKER}


@pytest.mark.parametrize("key", sorted(set(usual()) - set(INSPECTORS)))
def test_anyone_may_raise_a_concern(key: str) -> None:
    assert allows(role(key).add, Category.SAFEGUARDING, Tier.DEEPEST)


@pytest.mark.parametrize("category", SENSITIVE)
def test_care_workers_do_not_read_the_most_sensitive(category: Category) -> None:
    assert not any(allows(role("care_worker").read, category, tier) for tier in Tier)
    assert allows(role("manager").read, category, Tier.DETAIL)


@pytest.mark.parametrize("key", INSPECTORS)
def test_inspectors_change_nothing_and_do_not_read_the_most_private(key: str) -> None:
    assert role(key).add == role(key).change == Masks(0, 0)
    assert role(key).visits
    for category in (Category.SEXUAL_HEALTH, Category.SUBSTANCE_USE, Category.FINANCE, Category.THIRD_PARTY):
        assert not any(allows(role(key).read, category, tier) for tier in Tier)


def test_nobody_changes_what_they_may_not_read() -> None:
    for given in usual().values():
        for category in Category:
            for tier in Tier:
                if allows(given.change, category, tier):
                    assert allows(given.read, category, tier), f"{given.key} changes {category.slug} unseen"


@pytest.mark.parametrize("bad", [{"daily_lives": "detail"}, {"plan": "bottomless"}])
def test_a_word_that_is_not_there_is_named(bad: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"daily_lives|bottomless"):
        depths(bad)
