"""Every other rule at its edges: what it says, what it leaves alone, and what it does with too little."""

from datetime import date, timedelta
from decimal import Decimal

from kith.care.noticing.entries import Ledger
from kith.care.noticing.figures import day_figure
from tests.support.noticing import RULE, TODAY, WHO, at, back, noted, one, said
from tests.support.noticing import rule as rule_of


def weights(*pairs: tuple[int, float]) -> list:
    return [noted("weight", back(ago), weight=Decimal(str(value))) for ago, value in pairs]


def test_a_twentieth_in_a_month_is_found_and_a_little_less_is_not() -> None:
    found = one(weights((28, 70.0), (21, 69.5), (0, 66.5)), "weight-lost")
    assert found is not None
    assert found.sentence == "Weighs 66.5 kg today: 3.5 kg (5.0 %) less than on 26 October."
    assert found.dated == "Weighs 66.5 kg on 23 November 2026: 3.5 kg (5.0 %) less than on 26 October 2026."
    assert one(weights((28, 70.0), (21, 69.5), (0, 66.6)), "weight-lost") is None


def test_a_tenth_in_half_a_year_is_found() -> None:
    assert (
        one(weights((170, 70.0), (100, 68.0), (60, 65.5), (20, 63.5), (1, 63.0)), "weight-lost") is not None
    )


def test_one_slip_among_the_earlier_weights_moves_nothing() -> None:
    assert one(weights((28, 70.0), (21, 79.0), (14, 70.1), (7, 69.9), (0, 70.0)), "weight-lost") is None


def test_a_steady_drift_is_found_before_it_is_a_twentieth() -> None:
    steps = [(7 * week, 66.0 + 0.25 * week) for week in range(12)]
    found = one(weights(*steps), "weight-lost")
    assert found is not None
    assert "step by step" in found.sentence
    wavering = [(7 * week, 66.0 + 0.6 * (week % 3)) for week in range(12)]
    assert one(weights(*wavering), "weight-lost") is None


def test_two_weighings_on_one_day_are_no_sum() -> None:
    twice = [*weights((21, 70.0), (0, 70.0)), noted("weight", back(0), "11:00", weight=Decimal("70.2"))]
    assert one(twice, "weight-lost") is None


def test_a_weight_of_long_ago_is_too_little() -> None:
    (unsaid,) = said(weights((60, 70.0), (50, 60.0)), "weight-lost").unsaid
    assert unsaid.why == "last recorded on 4 October"


def nights(*hours: float) -> list:
    """Nights, the last of them the one that ended this morning."""
    return [
        noted("sleep", back(ago), "22:00", until=at(back(ago), "22:00") + timedelta(hours=each))
        for ago, each in enumerate(reversed(hours), 1)
    ]


def night_entries(*hours: float) -> list:
    return [each._replace(answers={"kind": "night"}) for each in nights(*hours)]


def test_three_short_nights_are_found_and_naps_are_no_nights() -> None:
    usual = [7.5, 7, 8] * 9
    found = one(night_entries(*usual, 4, 4.5, 4), "sleep-less")
    assert found is not None
    assert found.sentence.startswith(
        "Slept 4 hours yesterday, 4.5 hours the day before and 4 hours on Friday"
    )
    assert one(night_entries(*usual, 4, 4.5), "sleep-less") is None
    naps = [each._replace(answers={"kind": "afternoon-nap"}) for each in nights(*usual, 1, 1, 1)]
    assert one(naps, "sleep-less") is None


def test_the_nights_of_the_clock_changes_count_the_hours_that_were_slept() -> None:
    """From 22:00 to 06:00 by the clock are nine hours when the clocks go back, and seven when they go forward."""
    rule = rule_of("sleep-less")
    for saturday, hours in ((date(2026, 10, 24), 9), (date(2026, 3, 28), 7)):
        night = noted("sleep", saturday, "22:00", until=at(saturday, "06:00"))._replace(
            answers={"kind": "night"}
        )
        ledger = Ledger(WHO, [night], saturday + timedelta(days=1), {"sleep": 9}, RULE)
        figure = day_figure(ledger, rule, saturday)
        assert figure is not None
        assert figure.value == hours


def test_more_help_to_move_is_said_in_the_words_of_the_answers() -> None:
    usual = [noted("mobility", back(ago), help="by-self", what="walked") for ago in range(3, 40)]
    more = [noted("mobility", back(ago), help="two-helpers", what="walked") for ago in (1, 2)]
    found = one(usual + more, "mobility-more-help")
    assert found is not None
    assert found.sentence == (
        "Needed help to move: help from two yesterday and help from two the day before; usually by themselves."
    )


def test_lower_moods_are_counted_among_the_notes() -> None:
    usual = [
        noted("mood", back(ago), clock, mood=["content"])
        for ago in range(4, 40)
        for clock in ("09:00", "16:00")
    ]
    low = [
        noted("mood", back(ago), clock, mood=["tearful"]) for ago in (1, 2, 3) for clock in ("09:00", "16:00")
    ]
    found = one(usual + low, "mood-lower")
    assert found is not None
    assert found.sentence.startswith("Low, in tears, worried or flat in 2 of 2 notes yesterday")
    assert found.sentence.endswith("usually hardly ever.")
    assert one(usual + low[:4], "mood-lower") is None


def test_said_no_far_more_often_than_usual() -> None:
    meals = [
        noted("food", back(ago), meal="lunch", offered=Decimal(1), taken=Decimal(1)) for ago in range(3, 30)
    ]
    no = [
        noted("food", back(ago), clock, meal="lunch", offered=Decimal(1), taken=Decimal(0))
        for ago in (0, 1, 2)
        for clock in ("08:30", "12:30")
    ]
    found = one(meals + no, "refused-food-drink")
    assert found is not None
    assert found.sentence == "Said no to food or drink 6 times in 3 days; usually hardly ever."
    assert found.since == back(2)
    assert one(meals + no[:4], "refused-food-drink") is None


def test_one_entry_that_says_no_twice_counts_once() -> None:
    usual = [
        noted("food", back(ago), meal="lunch", offered=Decimal(1), taken=Decimal(1)) for ago in range(3, 30)
    ]
    both = [
        noted(
            "food", back(ago), clock, meal="lunch", offered=Decimal(1), taken=Decimal(0), why_less="said-no"
        )
        for ago, clock in ((0, "08:30"), (1, "08:30"), (2, "08:30"), (2, "12:30"))
    ]
    assert one(usual + both, "refused-food-drink") is None


def test_each_day_with_a_marked_change_for_the_worse_is_told() -> None:
    worse = [
        noted("marked-change", back(ago), "15:20", direction="worse", about=["moving"]) for ago in (0, 2)
    ]
    better = [noted("marked-change", back(1), direction="better", about=["mood"])]
    told = said(worse + better, "marked-change").findings
    assert [each.since for each in told] == [back(0), back(2)]
    assert told[0].sentence == "A change for the worse was noticed today at 15:20."
    assert said([each._replace(status="entered-in-error") for each in worse], "marked-change").findings == ()


def toilet(ago: int, *, bowels: bool) -> list:
    entries = [noted("toileting", back(ago), "09:00", result="urine")]
    return [*entries, noted("bowels", back(ago), "10:00", opened=True)] if bowels else entries


def test_three_days_without_a_bowel_movement_where_that_is_unusual() -> None:
    days = [each for ago in range(1, 30) for each in toilet(ago, bowels=ago > 3)]
    found = one(days, "bowels-none")
    assert found is not None
    assert found.sentence == (
        "No bowel movement is recorded since Thursday, for 3 whole days; usually every day."
    )
    assert one([*days, *toilet(0, bowels=True)], "bowels-none") is None
    assert one([each for ago in range(1, 30) for each in toilet(ago, bowels=ago > 2)], "bowels-none") is None
    rarely = [each for ago in range(1, 36) for each in toilet(ago, bowels=ago > 3 and ago % 4 == 0)]
    assert one(rarely, "bowels-none") is None  # for this person that is usual


def test_a_silence_of_the_book_is_no_silence_of_the_bowels() -> None:
    days = [each for ago in range(4, 30) for each in toilet(ago, bowels=True)]
    told = said(days, "bowels-none")
    assert told.findings == ()
    assert told.unsaid[0].why == "little is recorded since Thursday"


def test_a_fever_is_told_at_once_against_own_readings_or_most_peoples() -> None:
    own = [noted("temperature", back(ago), temperature=Decimal("36.5")) for ago in (5, 12, 19, 26)]
    hot = noted("temperature", TODAY, "09:40", temperature=Decimal("38.6"))
    cooler = noted("temperature", TODAY, "14:00", temperature=Decimal("36.6"))
    found = one([*own, hot, cooler], "temperature")
    assert found is not None
    assert found.sentence == "Temperature 38.6 °C today; usually about 36.5 °C."
    alone = one([hot], "temperature")
    assert alone is not None
    assert alone.sentence == (
        "Temperature 38.6 °C today; no own usual is known yet, and for most people it is 36.1 to 38 °C."
    )
    assert one([cooler], "temperature") is None
    assert said([cooler], "temperature").unsaid == ()


def test_a_second_fall_within_two_weeks_is_told_and_one_alone_is_not() -> None:
    kept = [noted("drink", back(ago), what="water") for ago in range(45)]
    fall = {"seen": "found", "head": "not-hit", "now": "usual"}
    twice = [*kept, noted("fall", back(13), **fall), noted("fall", back(0), **{**fall, "seen": "saw"})]
    found = one(twice, "falls")
    assert found is not None
    assert found.sentence.startswith("Fell twice in 14 days")
    assert one([*kept, noted("fall", back(0), **fall)], "falls") is None
    assert one([*kept, noted("fall", back(14), **fall), noted("fall", back(0), **fall)], "falls") is None
    often = [noted("fall", back(ago), **fall) for ago in (0, 6, 14, 18, 22, 26, 30, 34, 38)]
    assert one([*kept, *often], "falls") is None  # for this person that is usual
