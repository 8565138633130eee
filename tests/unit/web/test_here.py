"""Who is here: order, similar names, and what is not recorded."""

from datetime import timedelta
from uuid import uuid4

from kith.care.people import Resident
from kith.web.presenters.here import here_page
from tests.support.invented import GREEN, TODAY, drink, entry, telling


def test_the_longest_without_a_record_comes_first() -> None:
    lately, never = Resident(GREEN, "Walter Green", "Walter"), Resident(uuid4(), "Rosa Mendes", "Rosa")
    page = here_page([lately, never], {GREEN: [drink(TODAY, "19:00", 150)]}, telling())
    assert [card.person.name for card in page.cards] == ["Rosa Mendes", "Walter Green"]
    assert [card.last for card in page.cards] == ["Nothing in the last 24 hours", "Drink, 30 min ago"]
    assert [card.quiet_long for card in page.cards] == [True, False]


def test_a_total_is_said_with_what_was_offered_or_that_nothing_is_recorded() -> None:
    some, none = Resident(GREEN, "Walter Green", "Walter"), Resident(uuid4(), "Rosa Mendes", "Rosa")
    page = here_page([some, none], {GREEN: [drink(TODAY, "19:00", 150)]}, telling())
    assert [card.facts[0].said for card in page.cards] == ["nothing recorded", "150 of 200 ml"]


def test_similar_names_are_marked_on_both() -> None:
    people = [Resident(uuid4(), name, name) for name in ("Walter Green", "Wilfred Greene", "Rosa Mendes")]
    marked = {card.person.name: card.person.similar for card in here_page(people, {}, telling()).cards}
    assert marked == {"Walter Green": True, "Wilfred Greene": True, "Rosa Mendes": False}


def test_a_withdrawn_entry_is_not_the_last_that_was_recorded() -> None:
    gone = entry("mood", telling().now - timedelta(minutes=5), status="entered-in-error")
    page = here_page([Resident(GREEN, "Walter Green", "Walter")], {GREEN: [gone]}, telling())
    assert page.cards[0].last == "Nothing in the last 24 hours"


def test_an_empty_house_has_no_summary() -> None:
    assert here_page([], {}, telling()).summary == ""
