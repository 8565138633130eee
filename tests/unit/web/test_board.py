"""The wall board's words: places stay where they are, names are short unless alike, and what presses is counted."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kith.care.due.plans import Plan
from kith.care.due.slots import Slot
from kith.care.people import Alert, Resident
from kith.web.board.page import board_page, short
from tests.support.invented import NOW


def one(name: str, room: str, **more: object) -> Resident:
    return Resident(uuid4(), name, name.split()[0], room=room, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "likes", "said"),
    [("Walter Green", "", "Walter G."), ("Margaret Ann Bell", "Peggy", "Peggy B."), ("Cher", "", "Cher")],
)
def test_a_name_is_short(name: str, likes: str, said: str) -> None:
    assert short(one(name, "", likes=likes)) == said


def test_names_that_are_alike_are_written_out() -> None:
    people = [one("Walter Green", "1"), one("Wilfred Greene", "2"), one("Rosa Mendes", "3")]
    shown = board_page(people, {}, "Rosewood", NOW).places
    assert [place.name for place in shown] == ["Walter Green", "Wilfred Greene", "Rosa M."]


def test_places_go_by_room_as_one_walks_and_the_dead_are_not_there() -> None:
    people = [one("Ann Ash", "12"), one("Bo Birch", "4"), one("Cy Cole", "2", died=True)]
    page = board_page(people, {}, "Rosewood", NOW)
    assert [place.room for place in page.places] == ["4", "12"]
    assert page.counts == ((2, "here"),)


def test_whoever_is_away_is_counted_apart() -> None:
    away = one("Ann Ash", "12", where=Alert("In hospital", "quiet"))
    assert board_page([away, one("Bo Birch", "4")], {}, "Rosewood", NOW).counts == ((1, "here"), (1, "away"))


def test_what_presses_is_said_by_its_time_the_rest_is_counted_and_nothing_says_what() -> None:
    walter = one("Walter Green", "12")
    plan = Plan(uuid4(), walter.patient, "Empty the catheter bag", "catheter", True, NOW, hours=(8,))
    opens = NOW - timedelta(hours=9)
    due = [Slot(plan, NOW + timedelta(hours=ahead), opens) for ahead in (-3, -2, 0, 6)]
    page = board_page([walter], {walter.patient: due}, "Rosewood", NOW)
    (place,) = page.places
    assert [each.said for each in place.pressing] == ["Late 16:30", "Late 17:30"]
    assert (place.more, place.weight, place.next) == (2, "alert", "")
    assert page.counts == ((1, "here"), (2, "late"), (1, "due now"), (1, "soon"))
    assert "catheter" not in repr(page)


def test_what_comes_later_is_said_quietly() -> None:
    walter = one("Walter Green", "12")
    plan = Plan(uuid4(), walter.patient, "Turn", "turning", True, NOW, hours=(8,))
    later = NOW + timedelta(hours=4)
    slot = Slot(plan, later, later - timedelta(hours=1))
    (place,) = board_page([walter], {walter.patient: [slot]}, "Rosewood", NOW).places
    assert (place.pressing, place.next, place.weight) == ((), "Next 23:30", "quiet")
