"""Whatever another system has put where an answer should be, no page breaks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.care.measures import followed
from kith.care.presenters.day import day_page
from kith.care.presenters.trend import trend_page
from kith.care.presenters.weeks import weeks_page
from kith.web.presenters.entry import Version, entry_page
from kith.web.presenters.trends import trends_page
from tests.support.invented import GREEN, KINDS, NOW, TODAY, at, entry, telling

values = st.one_of(
    st.text(max_size=8),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False),
    st.lists(st.one_of(st.text(max_size=4), st.integers()), max_size=3),
    st.times(),
    st.datetimes(),
    st.none(),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
parts = sorted({part.key for kind in KINDS.values() for part in kind.parts})
answers = st.dictionaries(st.sampled_from(parts), values, max_size=6)


@given(st.sampled_from(sorted(KINDS)), answers, st.integers(-30, 30))
def test_no_answer_breaks_a_page(kind, told, hours) -> None:
    until = at(TODAY, "10:00") if hours % 2 else None
    strange = entry(kind, at(TODAY, "12:00"), told, until=until)
    assert day_page([strange], TODAY, telling()).spells
    assert weeks_page([strange], TODAY, telling()).rows
    assert entry_page([Version(1, NOW, strange)], telling()).history
    assert trends_page([strange], GREEN, telling()) is not None
    for part in KINDS[kind].parts:
        if each := followed(KINDS[kind], part.key):
            assert trend_page([strange], each, 14, telling()).lines


@pytest.mark.parametrize("number", ["1E+999", "-1E+999", "1E-999", "0", "999999999999"])
def test_numbers_at_the_edge_are_shown(number) -> None:
    strange = entry("weight", at(TODAY, "12:00"), {"weight": Decimal(number)})
    page = trend_page([strange], followed(KINDS["weight"], "weight"), 14, telling())
    assert len(page.lines) == 14
