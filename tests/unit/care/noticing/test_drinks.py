"""Drinking less than usual: the edges, the gaps, and one episode with one id."""

from datetime import date, timedelta

from kith.care.noticing.finding import Unsaid
from tests.support.noticing import TODAY, back, drinks, one, said, usual_drinks

KEY = "drinks-less"


def lately(*totals: int) -> list:
    """Usual days, then these totals, the last of them yesterday."""
    days = [each for ago, total in enumerate(reversed(totals), 1) for each in drinks(back(ago), total)]
    return usual_drinks(last=len(totals) + 1) + days


def test_two_days_far_below_are_one_sentence_with_its_numbers() -> None:
    found = one(lately(540, 620), KEY)
    assert found is not None
    assert found.sentence == ("Drank 620 ml yesterday and 540 ml the day before; usually 1,400 to 1,520 ml.")
    assert found.since == back(2)
    assert len(found.entries) == 12


def test_one_low_day_or_two_that_are_near_the_usual_are_nothing() -> None:
    assert one(lately(1400, 500), KEY) is None
    assert one(lately(1100, 1100), KEY) is None


def test_nothing_recorded_is_never_nought() -> None:
    assert one(usual_drinks(last=4), KEY) is None  # three silent days
    few = drinks(back(1), 200, cups=1) + drinks(back(2), 200, cups=1)
    assert one(usual_drinks(last=3) + few, KEY) is None  # somebody wrote down a single cup


def test_drinks_offered_and_left_do_count() -> None:
    assert one(lately(0, 0), KEY) is not None


def test_today_is_not_over_and_counts_only_tomorrow() -> None:
    assert one(lately(500) + drinks(TODAY, 200), KEY) is None
    assert one(lately(500) + drinks(TODAY, 400), KEY, today=TODAY + timedelta(days=1)) is not None


def test_too_little_recorded_is_said_and_is_no_alert() -> None:
    told = said([each for ago in range(1, 6) for each in drinks(back(ago), 500)], KEY)
    assert told.findings == ()
    (unsaid,) = told.unsaid
    assert isinstance(unsaid, Unsaid)
    assert unsaid.why == "recorded on none of the 14 days to compare with"


def test_a_rule_says_nothing_where_its_kind_is_never_written_down() -> None:
    assert said([], KEY).unsaid == ()


def test_an_episode_keeps_its_id_from_day_to_day_through_a_better_day_and_a_silent_one() -> None:
    begun = lately(600, 640)
    first = one(begun, KEY)
    days = begun + drinks(TODAY, 1450)
    second = one(days, KEY, today=TODAY + timedelta(days=1))
    days += drinks(TODAY + timedelta(days=2), 610) + drinks(TODAY + timedelta(days=3), 600)
    third = one(days, KEY, today=TODAY + timedelta(days=4))
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.id == second.id == third.id


def test_an_episode_that_gets_clearly_worse_has_another_id_and_stays_at_its_worst() -> None:
    days = lately(900, 900)
    mild = one(days, KEY)
    days += drinks(TODAY, 300) + drinks(TODAY + timedelta(days=1), 350)
    grave = one(days, KEY, today=TODAY + timedelta(days=2))
    days += drinks(TODAY + timedelta(days=2), 900)
    easing = one(days, KEY, today=TODAY + timedelta(days=3))
    assert mild is not None
    assert grave is not None
    assert easing is not None
    assert (mild.step, grave.step) == (1, 3)
    assert mild.id != grave.id
    assert grave.id == easing.id


def test_back_to_usual_is_over() -> None:
    days = lately(600, 640) + drinks(TODAY, 1450) + drinks(TODAY + timedelta(days=1), 1450)
    assert one(days, KEY, today=TODAY + timedelta(days=2)) is None


def test_a_day_of_23_or_25_hours_is_one_day() -> None:
    for sunday in (date(2026, 10, 25), date(2026, 3, 29)):
        ago = (TODAY - sunday).days
        shift = timedelta(days=ago - 1)
        days = [
            each
            for back_from in range(1, 60)
            for each in drinks(
                sunday + timedelta(days=1) - timedelta(days=back_from), 500 if back_from < 3 else 1400
            )
        ]
        found = one(days, KEY, today=TODAY - shift)
        assert found is not None
        assert found.sentence.startswith("Drank 500 ml yesterday and 500 ml the day before")
