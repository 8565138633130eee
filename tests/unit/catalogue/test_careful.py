"""What raises a piece of the record above its kind, and what never does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.catalogue.careful import CONFIDENTIALITY, FIRST, may_raise, most_careful, raised
from kith.catalogue.categories import SYSTEM, Category, Tier

SNOMED, ICD = "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10"
USUAL = (Category.SUMMARY, Tier.SUMMARY)


def coded(system: str, code: str) -> dict[str, Any]:
    return {"resourceType": "Condition", "code": {"coding": [{"system": system, "code": code}]}}


@pytest.mark.parametrize(
    ("system", "code", "category"),
    [
        (SNOMED, "86406008", Category.SEXUAL_HEALTH),
        (ICD, "B24", Category.SEXUAL_HEALTH),
        (ICD, "a51.0", Category.SEXUAL_HEALTH),
        (ICD, "F10.2", Category.SUBSTANCE_USE),
        (ICD, "F32.1", Category.MENTAL_HEALTH),
        (SNOMED, "7200002", Category.SUBSTANCE_USE),
    ],
)
def test_a_sensitive_code_raises_by_itself(system: str, code: str, category: Category) -> None:
    assert raised(coded(system, code), *USUAL) == (category, Tier.DETAIL)
    assert may_raise(coded(system, code))


@pytest.mark.parametrize(
    ("system", "code"), [(ICD, "I10"), (ICD, "F03"), (SNOMED, "38341003"), ("urn:x", "B24")]
)
def test_another_code_raises_nothing(system: str, code: str) -> None:
    assert raised(coded(system, code), *USUAL) == USUAL
    assert not may_raise(coded(system, code))


def test_a_security_label_makes_it_deeper_and_a_usual_one_does_not() -> None:
    def labelled(code: str) -> dict[str, Any]:
        return {"meta": {"security": [{"system": CONFIDENTIALITY, "code": code}]}}

    assert raised(labelled("R"), *USUAL) == (Category.SUMMARY, Tier.DEEPEST)
    assert raised(labelled("V"), *USUAL) == (Category.SUMMARY, Tier.DEEPEST)
    assert raised(labelled("N"), *USUAL) == USUAL


def test_what_somebody_needs_to_be_understood_stays_a_headline_whatever_lies_behind_it() -> None:
    needs = (Category.COMMUNICATION, Tier.HEADLINE)
    assert raised(coded(ICD, "F20"), *needs, [Category.MENTAL_HEALTH]) == needs


@pytest.mark.parametrize(
    "broken",
    [{"code": "x"}, {"code": {"coding": "x"}}, {"code": {"coding": [1]}}, {"meta": "x"}, {"meta": {"security": [1]}},
     {"category": [1, {"coding": [1]}]}],
)  # fmt: skip
def test_what_cannot_be_read_raises_nothing_and_breaks_nothing(broken: dict[str, Any]) -> None:
    assert raised(broken, *USUAL) == USUAL
    assert not may_raise(broken)


categories = st.sampled_from(list(Category))


@given(categories, st.sampled_from(list(Tier)), st.sets(categories))
def test_it_only_ever_becomes_more_careful(own: Category, tier: Tier, named: set[Category]) -> None:
    kept, deeper = raised({}, own, tier, named)
    assert deeper >= tier
    order = [*FIRST, *(each for each in Category if each not in FIRST)]
    assert order.index(kept) <= order.index(own)
    assert kept in named | {own}
    if own is not Category.COMMUNICATION:
        assert kept is most_careful(own, named)


def test_a_category_that_is_named_says_so() -> None:
    named = {"category": [{"coding": [{"system": SYSTEM, "code": "mental-health"}]}]}
    assert may_raise(named)
    assert not may_raise({"category": [{"coding": [{"system": SYSTEM, "code": "daily-life"}]}]})
