"""Names as they are shown."""

from kith.directory import names


def test_a_usual_name_without_a_family_name_borrows_it() -> None:
    official = {"use": "official", "family": "Green", "given": ["Walter", "John"]}
    assert names.text(names.shown([official, {"use": "usual", "given": ["Wally"]}])) == "Wally Green"
    assert names.text(names.shown([{"use": "usual", "text": "Sister Agnes"}, official])) == "Sister Agnes"
    assert names.text(names.shown([official])) == "Walter John Green"
    assert names.shown([]) == {}
