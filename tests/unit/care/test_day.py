"""The page of a day."""

from datetime import timedelta

from kith.care.presenters.day import Gap, day_page
from kith.care.presenters.item import Item
from tests.support.invented import ELIZA, NOW, PRIYA, TODAY, at, drink, entry, fortnight, telling

YESTERDAY = TODAY - timedelta(days=1)


def items(page):
    return [line for spell in page.spells for line in spell.lines if isinstance(line, Item)]


def gaps(page):
    return [line for spell in page.spells for line in spell.lines if isinstance(line, Gap)]


def test_entries_stand_in_their_spells_in_order() -> None:
    page = day_page(fortnight(), TODAY, telling())
    assert [spell.name for spell in page.spells] == ["Morning", "Afternoon", "Evening", "Night"]
    assert [line.clock for line in page.spells[0].lines] == ["08:00", "08:20", "11:00"]
    assert page.spells[3].ahead
    assert page.spells[2].running


def test_a_night_past_midnight_belongs_to_the_day_it_began() -> None:
    page = day_page([drink(YESTERDAY, "03:00", 100)], YESTERDAY, telling())
    assert [line.clock for line in items(page)] == ["03:00"]
    assert items(day_page([drink(YESTERDAY, "03:00", 100)], TODAY, telling())) == []


def test_totals_are_offered_and_taken_and_leave_out_what_was_withdrawn() -> None:
    entries = [drink(TODAY, "08:00", 150), drink(TODAY, "09:00", 50, status="entered-in-error")]
    (total,) = day_page(entries, TODAY, telling()).totals
    assert (total.taken, total.offered, total.share) == ("150 ml", "200 ml", 75)


def test_a_day_without_a_drink_is_not_a_day_of_nought() -> None:
    page = day_page(fortnight(YESTERDAY), TODAY, telling())
    (total,) = page.totals
    assert total.taken == ""
    assert total.share is None
    assert page.empty


def test_much_less_than_all_earlier_days_is_said_with_its_numbers() -> None:
    entries = [*fortnight(YESTERDAY), drink(TODAY, "08:00", 100)]
    (change,) = day_page(entries, TODAY, telling()).changes
    assert change.direction == "less"
    assert "less than usual" in change.change
    assert "by this time" in change.earlier


def test_earlier_days_are_compared_up_to_the_same_time_of_day() -> None:
    early = telling(now=NOW.replace(hour=9))
    entries = [*fortnight(YESTERDAY), drink(TODAY, "08:00", 165)]
    assert day_page(entries, TODAY, early).changes == ()


def test_a_stretch_with_nothing_is_said_in_words() -> None:
    (gap,) = gaps(day_page([drink(TODAY, "08:00", 1), drink(TODAY, "17:30", 1)], TODAY, telling()))
    assert gap.said == "Nothing recorded from 08:00 to 17:30 (9 hours 30 minutes)"


def test_an_empty_day_says_so_once_and_draws_no_gaps() -> None:
    page = day_page([], TODAY, telling())
    assert page.empty
    assert gaps(page) == []


def test_the_same_weekday_a_week_before_stands_beside() -> None:
    page = day_page(fortnight(), TODAY, telling())
    assert page.beside_title == "Monday 16 November"
    assert [(each.title, each.said) for each in page.spells[0].beside] == [
        ("Drink", "350 ml"),
        ("Meal", "Porridge, All of it"),
    ]


def test_who_helped_counts_helpers_and_not_the_withdrawn() -> None:
    entries = [
        drink(TODAY, "08:00", 1, helpers=(PRIYA,)),
        drink(TODAY, "09:00", 1, author=ELIZA, status="entered-in-error"),
    ]
    page = day_page(entries, TODAY, telling())
    assert page.helped == ("Eliza Marsh", "Priya Nair")
    assert page.helpers_week == "2 different people helped in these 7 days; nobody recorded in the 7 before."


def test_late_and_changed_entries_are_marked_and_timely_ones_are_not() -> None:
    happened = at(TODAY, "08:00")
    late = entry("mood", happened, {"mood": "bright"}, made=happened + timedelta(hours=2, minutes=5))
    timely = entry(
        "mood", happened, {"mood": "bright"}, made=happened + timedelta(minutes=59), status="amended"
    )
    marks = [line.marks for line in items(day_page([late, timely], TODAY, telling()))]
    assert marks == [("Written down 2 hours 5 minutes later",), ("Changed since",)]


def test_what_was_recorded_by_mistake_says_only_that() -> None:
    gone = entry("mood", at(TODAY, "08:00"), {"mood": "bright"}, note="Secret", status="entered-in-error")
    (line,) = items(day_page([gone], TODAY, telling()))
    assert line.title == "Removed: recorded by mistake"
    assert line.said == ()
    assert line.note == ""


def test_what_another_system_recorded_is_counted_and_the_day_is_not_called_empty() -> None:
    page = day_page([], TODAY, telling(), others=[at(TODAY, "08:00"), at(YESTERDAY, "08:00")])
    assert page.elsewhere.startswith("1 more thing is in the record")
    assert not page.empty


def test_tomorrow_cannot_be_opened_from_today() -> None:
    assert day_page([], TODAY, telling()).after is None
    assert day_page([], YESTERDAY, telling()).after == TODAY


def test_a_kind_that_is_not_known_here_is_still_shown() -> None:
    (line,) = items(day_page([entry("foot-bath", at(TODAY, "08:00"))], TODAY, telling()))
    assert line.title == "Foot bath"
