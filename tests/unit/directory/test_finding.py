"""What somebody typed, read in every way that it can be meant."""

from datetime import date

import pytest

from kith.directory.finding import Sought, read


@pytest.mark.parametrize(
    "typed", ["9/3/1938", "09.03.1938", "9 3 1938", "1938-03-09", "9 March 1938", "9 mar 1938"]
)
def test_a_birth_date_is_read_however_it_is_written(typed: str) -> None:
    assert read(typed).born == date(1938, 3, 9)


@pytest.mark.parametrize("typed", ["31/2/1938", "Walter", "938", ""])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read(typed).born is None


def test_an_nhs_number_is_read_with_its_spaces_and_a_room_is_not_taken_for_one() -> None:
    assert read("999 000 0018").digits == "9990000018"
    assert read("9990").digits == "9990"
    assert read("12").digits == ""
    assert read("99900000180").digits == ""


def test_a_room_is_one_with_and_without_its_word() -> None:
    assert read("Room 4").room == read(" 4 ").room == "4"


def test_names_lose_accents_apostrophes_and_hyphens_as_the_index_does() -> None:
    assert read("O\u2019Brien-Zo\u00eb").words == ("obrien", "zoe")


@pytest.mark.parametrize("typed", ["", "  ", "-", "'", "%_"])
def test_what_holds_no_letter_seeks_no_name(typed: str) -> None:
    assert read(typed).words in ((), ("_",))
    assert Sought().words == ()
