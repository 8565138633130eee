"""What is known about people drawn by lot: right by the catalogue, in keeping with who they are, with honest gaps."""

from datetime import UTC, date, datetime
from uuid import UUID

from kith.care.demonstration.cast import CAST, character
from kith.care.generation.lives import facts
from kith.care.generation.lives.recorded import recorded
from kith.care.generation.lives.standing import standing
from kith.catalogue.checking import check
from kith.catalogue.loader import catalogue

TODAY = date(2026, 11, 26)
CAME = datetime(2026, 3, 1, 14, tzinfo=UTC)
NURSES = (UUID(int=1), UUID(int=2))
PEOPLE = [character(part, TODAY) for part in CAST]


def test_every_fact_is_right_by_the_catalogue_and_held_once_where_it_is_one() -> None:
    for place, who in enumerate(PEOPLE):
        entries = recorded(who, UUID(int=100 + place), CAME, NURSES)
        for entry in entries:
            assert check(entry, now=datetime(2028, 1, 1, tzinfo=UTC)).ok, entry
        ones = [entry.kind for entry in entries if catalogue().kind(entry.kind).fact == "one"]
        assert len(ones) == len(set(ones)), who.key
        by = {entry.kind: entry.author for entry in entries}
        assert by.get("cpr-seen") != by.get("cpr") or "cpr" not in by


def test_they_say_what_the_character_needs() -> None:
    for who in PEOPLE:
        told = {each.kind: each.answers for each in standing(who)}
        assert (told["texture"]["food"], told["texture"]["drink"]) == (who.needs.food, who.needs.drinks)
        assert (told["moving"]["people"] == "two") == (who.needs.moves == "hoist")
        if who.needs.turned:
            assert told["skin"]["bed"] == who.needs.turned
        assert ("Do not" in who.known.resuscitate) == (
            told.get("cpr", {}).get("decision") == "do-not-attempt"
        )


def test_each_kind_of_gap_stands_somewhere_and_nothing_twice_among_alerts() -> None:
    states = {str(value) for who in PEOPLE for each in standing(who) for value in each.answers.values()}
    assert {"not-asked", "not-known", "declined", "none"} <= states
    for who in PEOPLE:
        words = " ".join(each for each, _ in facts.alert_words(who))
        assert "CPR" not in words
        assert "level" not in words


def test_nobody_who_is_hoisted_falls_while_walking() -> None:
    for part, who in zip(CAST, PEOPLE, strict=True):
        assert (part.told or ("",))[0] != "fall" or who.needs.moves != "hoist", part.key
