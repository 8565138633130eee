"""A made role never exceeds its maker, whatever is asked for, written or left behind by an older release."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.access.making_roles import NotPossible, make
from kith.access.purposes import Purpose
from kith.access.role_limits import PARTS, Wanted
from kith.access.roles import role, shipped, usual
from kith.access.roles.made import resolved
from kith.catalogue.categories import Category, Tier, allows
from kith.directory.models import Account
from tests.support.homes import as_owner, home, signed_in

pytestmark = pytest.mark.store

DEPTHS = st.dictionaries(st.sampled_from(list(Category)), st.sampled_from(list(Tier)))
REASONS = ["agreed", "absent", "lacks-capacity", "emergency"]
WORD = st.integers(-(2**63), 2**63 - 1)
ROWS = st.builds(
    SimpleNamespace,
    key=st.just("7-a"),
    custodian=st.just(7),
    words=st.just("A"),
    based_on=st.sampled_from([*sorted(shipped()), "forgotten"]),
    maker_role=st.sampled_from([*sorted(shipped()), "forgotten"]),
    purposes=st.lists(st.sampled_from([int(each) for each in Purpose])),
    declares=st.lists(st.sampled_from([*REASONS, "anything"])),
    ended=st.sampled_from([None, "yesterday"]),
    **{f"{part}_{word}": WORD for part in PARTS for word in ("low", "high")},
)


def within(mine: Any, most: Any) -> bool:
    """Gate by gate, as plainly as can be."""
    return not any(
        allows(getattr(mine, part), category, tier) and not allows(getattr(most, part), category, tier)
        for part in PARTS
        for category in Category
        for tier in Tier
    )


@settings(max_examples=300)
@given(row=ROWS)
def test_whatever_a_row_says_it_opens_no_more_than_its_maker_and_does_no_more_than_its_base(row: Any) -> None:
    held = resolved(row)
    if row.ended or "forgotten" in (row.based_on, row.maker_role):
        assert held.ended
    if held.ended:
        assert not any(
            allows(getattr(held, part), category, tier)
            for part in PARTS
            for category in Category
            for tier in Tier
        )
        assert not held.rights
        return
    maker, base = shipped()[row.maker_role], shipped()[row.based_on]
    assert within(held, maker)
    assert maker.covers(held)
    assert set(held.rights) <= {f"declare:{each}" for each in REASONS} & set(base.rights) & set(maker.rights)
    assert set(held.purposes) <= set(base.purposes) & set(maker.purposes)
    assert not held.leads
    for category in Category:
        for tier in Tier:
            assert not allows(held.change, category, tier) or allows(held.read, category, tier)


@pytest.fixture(scope="module")
def manager(store_url: str) -> Account:
    with as_owner():
        return home().worker("manager")


@settings(max_examples=60)
@given(
    base=st.sampled_from(sorted(usual())), read=DEPTHS, add=DEPTHS, change=DEPTHS,
    declares=st.frozensets(st.sampled_from([*REASONS, "anything"])), number=st.integers(0, 10**9),
)  # fmt: skip
def test_whatever_is_asked_for_is_refused_or_lies_within_the_maker(
    manager: Account, base: str, read: Any, add: Any, change: Any, declares: Any, number: int
) -> None:
    needed = {Category.DEMOGRAPHICS: Tier.HEADLINE, Category.COMMUNICATION: Tier.HEADLINE}
    with signed_in(manager) as me:
        try:
            key = make(me, shipped()[base], Wanted(f"Helper {number}", needed | read, add, change, declares))
        except NotPossible:
            return
        assert within(role(key), me.role)
        assert base in me.role.for_roles("reset")
