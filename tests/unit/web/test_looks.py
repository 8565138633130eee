"""Who looked: unusual looks first and alone, routine ones folded, lists in one sentence."""

from datetime import datetime, timedelta

from kith.web.presenters.looks import Look, looks_page
from tests.support.invented import NOW, telling


def look(who: str, sort: str, minutes: int, asked: str = "the day") -> Look:
    at: datetime = NOW - timedelta(minutes=minutes)
    return Look(at, who, "Care worker", "looking after people", asked, sort)


def test_routine_openings_of_one_person_stand_together() -> None:
    page = looks_page([look("Eliza", "opening", 90), look("Eliza", "opening", 30, "the weeks")], telling())
    (opening,) = page.days[0].routine
    assert opening.when == "18:00 to 19:00"
    assert opening.did == "Opened the record twice: the day, the weeks"


def test_unusual_looks_stand_first_and_alone() -> None:
    looks = [look("Eliza", "opening", 5), look("Dr Bell", "override", 60), look("Dr Bell", "override", 50)]
    day = looks_page(looks, telling()).days[0]
    assert [(look.who, look.unusual) for look in day.unusual] == [("Dr Bell", True), ("Dr Bell", True)]
    assert [(look.who, look.unusual) for look in day.routine] == [("Eliza", False)]
    assert day.folded == "1 person opened the record once"


def test_lists_are_one_sentence_a_day() -> None:
    looks = [look("Eliza", "list", 5), look("Sam", "list", 60), look("Sam", "list", 50)]
    day = looks_page(looks, telling()).days[0]
    assert day.routine == ()
    assert day.lists == "2 people saw the name in a list, 3 times"
    assert looks_page(looks, telling()).summary == "Nobody has opened the record in this time."


def test_no_look_is_said() -> None:
    assert looks_page([], telling()).empty
