"""Every file with words for people reads at the age that we promise, and the list in the docs says so."""

from kith.catalogue.readability import HIGHEST_AGE
from scripts import reading_ages


def test_nothing_that_people_read_is_too_hard() -> None:
    assert [name for name, _, age in reading_ages.ages() if age > HIGHEST_AGE] == []


def test_the_list_in_the_docs_stands() -> None:
    assert reading_ages.LIST.read_text() == reading_ages.listed(reading_ages.ages())


def test_words_are_found_where_they_stand() -> None:
    names = {name for name, _, _ in reading_ages.ages()}
    assert {
        "web/templates/web/handover.html", "pocket/static/pocket/words.js", "web/learning/paths.yaml",
        "catalogue/definitions/entry-kinds/drink.yaml", "web/staff/asked.py",
    } <= names  # fmt: skip


def test_what_is_no_words_is_left_out() -> None:
    tree = reading_ages.ast.parse(
        '"""A docstring is for developers."""\nX = "Say why it is so."\nY = "select 1 from x"'
    )
    assert list(reading_ages._of_python(tree)) == ["Say why it is so."]
