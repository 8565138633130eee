"""Weeks and trends: what is not recorded is never nought."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kith.care.chart import Datum, chart
from kith.care.measures import How, figure, followed, measure
from kith.care.presenters.trend import trend_page
from kith.care.presenters.weeks import weeks_page
from tests.support.invented import (
    DRINK,
    MEAL,
    MOOD,
    PRESSURE,
    SLEEP,
    TODAY,
    WEIGHT,
    at,
    drink,
    entry,
    fortnight,
    telling,
)

ONE = timedelta(days=1)


def test_each_kind_is_followed_in_its_own_way() -> None:
    assert [measure(kind).how for kind in (DRINK, WEIGHT, MEAL)] == [How.SUM, How.LAST, How.COUNT]
    assert measure(SLEEP).how is How.LONG
    assert followed(MOOD, "mood") is None
    assert followed(DRINK, "nonsense") is None


def test_a_figure_of_nothing_is_none_and_nought_is_nought() -> None:
    assert figure(measure(DRINK), []) is None
    told = figure(measure(DRINK), [drink(TODAY, "08:00", 0)])
    assert told is not None
    assert told.words == "0 ml"


def test_a_week_has_seven_cells_for_each_subject_and_says_what_is_missing() -> None:
    page = weeks_page(fortnight(), TODAY, telling())
    row = page.rows[0]
    assert row.title == "Drink"
    assert len(row.cells) == 7
    missing = row.cells[1]
    assert (missing.state, missing.short) == ("none", "\N{EN DASH}")
    assert missing.said == "Wednesday 18 November: nothing recorded"


def test_how_long_is_added_up() -> None:
    told = figure(measure(SLEEP), fortnight(TODAY)[6:7])
    assert told is not None
    assert (told.words, told.short) == ("8 h 30 min", "8.5")


def test_hours_that_somebody_gave_count_before_bed_time() -> None:
    night = entry("sleep", at(TODAY, "22:00"), {"hours": Decimal("4.5")}, until=at(TODAY, "06:30"))
    told = figure(measure(SLEEP), [night])
    assert told is not None
    assert told.words == "4 h 30 min"


def test_an_entry_without_the_figure_is_still_not_nothing() -> None:
    told = figure(measure(SLEEP), [entry("sleep", at(TODAY, "22:00"))])
    assert told is not None
    assert told.words == "once"


def test_blood_pressure_is_never_added_up() -> None:
    assert measure(PRESSURE).how is How.COUNT
    assert followed(PRESSURE, "lower").how is How.LAST


def test_days_to_come_are_not_called_unrecorded() -> None:
    page = weeks_page(fortnight(), TODAY + ONE, telling())
    assert page.rows[0].cells[-1].state == "ahead"


def test_the_week_before_stands_in_figures() -> None:
    row = weeks_page(fortnight(), TODAY, telling()).rows[0]
    assert row.this == "730 ml a day, on 5 days"
    assert row.before == "730 ml a day, on 7 days"


def test_a_prominent_kind_is_shown_even_when_empty() -> None:
    page = weeks_page([], TODAY, telling())
    assert [row.title for row in page.rows] == ["Drink"]
    assert page.empty


def test_a_trend_says_in_its_table_what_its_line_leaves_out() -> None:
    page = trend_page(fortnight(), followed(DRINK, "taken"), 14, telling())
    assert len(page.lines) == 14
    assert [line.said for line in page.lines if not line.recorded] == ["nothing recorded"]
    assert len(page.wide.points) == 13
    assert len(page.wide.paths) == 2
    assert [point.so_far for point in page.wide.points][-1]
    assert page.lines[0].said == "730 ml so far"


def test_a_trend_keeps_the_precision_of_what_was_measured() -> None:
    weights = [
        entry("weight", at(TODAY - ONE * back, "10:00"), {"weight": Decimal("70.00") + back})
        for back in (0, 9)
    ]
    page = trend_page(weights, followed(WEIGHT, "weight"), 14, telling())
    assert page.summary == "Last 70.00 kg. Recorded on 2 days of 14."
    assert page.wide.paths == ()


def test_the_band_is_the_persons_own_earlier_time() -> None:
    earlier = fortnight(TODAY - timedelta(days=14))
    page = trend_page([*earlier, *fortnight()], followed(DRINK, "taken"), 14, telling())
    assert page.wide.band_top is not None
    assert page.earlier.startswith("In the 14 days before: 730 ml a day.")
    alone = trend_page(fortnight(), followed(DRINK, "taken"), 14, telling())
    assert alone.wide.band_top is None


def test_an_empty_trend_draws_nothing() -> None:
    page = trend_page([], followed(DRINK, "taken"), 14, telling())
    assert page.empty
    assert page.wide is None


@given(
    st.dictionaries(st.integers(0, 60), st.decimals(0, 5000, places=1), min_size=1),
    st.booleans(),
    st.sampled_from([340, 760]),
)
def test_every_point_lies_inside_the_drawing(values, from_nought, width) -> None:
    days = [TODAY - ONE * back for back in reversed(range(61))]
    data = [Datum(days[index], value, "") for index, value in sorted(values.items())]
    drawn = chart(data, days, width=width, from_nought=from_nought)
    assert all(drawn.left <= point.x <= drawn.right for point in drawn.points)
    assert all(0 <= point.y <= drawn.floor for point in drawn.points)
    assert 2 <= len(drawn.upright) <= 8
    assert len({tick.label for tick in drawn.upright}) == len(drawn.upright)
