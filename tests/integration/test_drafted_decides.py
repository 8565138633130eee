"""Whatever is drafted, what is published decides just that: drawn at random, and held against the plainest reading of it."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.access import agreement_files, agreements
from kith.access.deciding import decide_about
from kith.access.purposes import Purpose
from kith.catalogue.categories import Category, Tier, allows
from kith.web.presenters.agreement_basis import LAWS, basis, ticked
from tests.integration.test_drafting import party, published, told
from tests.support.homes import as_owner, signed_in
from tests.support.sharing import Both, both

pytestmark = pytest.mark.store

DEPTHS = st.dictionaries(
    st.sampled_from([each.slug for each in Category]),
    st.sampled_from([each.slug for each in Tier]),
    max_size=16,
)
ROLES = ["general_practitioner", "pharmacist", "nurse"]
DRAFTS = st.fixed_dictionaries(
    {
        "depths": DEPTHS,
        "roles": st.lists(st.sampled_from(ROLES), unique=True, max_size=2),
        "purposes": st.lists(
            st.sampled_from([each.slug for each in Purpose]), unique=True, min_size=1, max_size=3
        ),
        "consent": st.sampled_from(["implied", "asked", "explicit"]),
        "starts": st.sampled_from(["2026-01-10", "2099-01-01"]),
        "review": st.sampled_from(["2099-06-01", None]),
        "stops-after-days": st.sampled_from([None, 0, 60]),
        "gives": st.booleans(),
    }
)


@pytest.fixture(scope="module")
def known(store_url: str) -> Both:
    with as_owner():
        return both()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=DRAFTS)
def test_what_is_published_decides_as_it_was_drafted(known: Both, drawn: dict[str, Any]) -> None:
    gives = drawn.pop("gives")
    parties = [party(known.house, gives=gives), party(known.surgery, gives=not gives, receives=gives)]
    what = told(known, title=f"Drawn {uuid4()}", parties=parties) | drawn
    what = {name: value for name, value in what.items() if value is not None}
    assert agreement_files.from_text(agreement_files.as_text(what)) == what, "a file says the same"
    if what["depths"]:
        check(known, what, gives)


def check(known: Both, what: dict[str, Any], gives: bool) -> None:
    """Published, signed, decided by, and ended."""
    made = published(known.manager, what)
    assert opened(known) == {"nothing"}, "nothing before the other has signed"
    with signed_in(known.partner):
        assert agreements.sign(made)
    flows = (
        gives
        and what["starts"] < "2099"
        and what["consent"] == "implied"
        and "direct-care" in what["purposes"]
        and (not what["roles"] or "general_practitioner" in what["roles"])
    )
    drafted = {
        f"{category.slug} {tier.slug}"
        for category in Category
        for tier in Tier
        if flows and category.slug in what["depths"] and tier <= Tier.from_slug(what["depths"][category.slug])
    }
    with signed_in(known.doctor) as me:
        reads = {
            f"{category.slug} {tier.slug}"
            for category in Category
            for tier in Tier
            if allows(me.role.read, category, tier)
        }
    assert opened(known) == (drafted & reads or {"nothing"})
    with signed_in(known.manager):
        assert agreements.end(made)
    assert opened(known) == {"nothing"}, "nothing once it has ended"


def opened(known: Both) -> set[str]:
    """What the doctor of the surgery may read now of what the house holds about Walter, part by part."""
    with signed_in(known.doctor) as me:
        (decision,) = decide_about(me, [known.on_list.id])
        grants = [each for each in decision.grants if each.patient == known.walter.id]
        return {
            f"{category.slug} {tier.slug}"
            for each in grants
            for category in Category
            for tier in Tier
            if allows(each.read, category, tier)
        } or {"nothing"}


@given(keys=st.sets(st.sampled_from([each.key for each in LAWS])), more=st.text(max_size=40))
def test_a_basis_is_read_again_as_it_was_ticked_or_word_by_word(keys: set[str], more: str) -> None:
    text = basis(keys, more)
    found, rest = ticked(text)
    assert basis(found, rest) == text
    if not any(more.startswith(each.says) for each in LAWS):
        assert (found, rest) == (keys, more) or not more.strip()
