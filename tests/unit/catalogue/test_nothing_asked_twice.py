"""No fact is typed twice (R39): over every form there is, no two fields ask for the same thing about a person.

One field is told from another by what it asks, in the words of either register, and by the standard's element that it
states as its own. An entry of the day tells of a moment and not of what lasts: where it uses the words of a fact, the
difference is named here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from kith.catalogue.kinds import EntryKind, Part
from kith.catalogue.loader import catalogue

OF_THE_FACT = {"known", "source"}
"""Whether it is known, and who says so: asked of every fact, and about that fact alone."""
OF_SOMEBODY_ELSE = {"name", "phone"}
"""Of a friend or a professional, who is entered once, as themselves."""
OF_A_MOMENT = {
    "condition.since": "when a change was seen is no onset",
    "continence.bowel": "what came is no need",
    "texture.food": "what was eaten is no advice",
    "texture.drink": "what was drunk is no advice",
    "contact.relation": "who came on that day",
    "eating-help.help": "what help was given at that meal",
    "risk.what": "what was done or seen",
}
"""Facts whose words an entry of the day uses too, and what the entry says instead."""

FACTS = [kind for kind in catalogue().current.values() if kind.fact]
DAILY = [kind for kind in catalogue().current.values() if not kind.fact]


def asked(kinds: list[EntryKind]) -> Iterator[tuple[str, Part]]:
    """Every question of these forms, by kind and part."""
    for kind in kinds:
        yield from ((f"{kind.key}.{part.key}", part) for part in kind.parts if part.key not in OF_THE_FACT)


def by_words(kinds: list[EntryKind], register: str) -> dict[str, list[str]]:
    """Which fields ask a question, by what two wordings of it have in common."""
    found: dict[str, list[str]] = defaultdict(list)
    for place, part in asked(kinds):
        found[re.sub(r"[^a-z ]", "", getattr(part.words, register).lower()).strip()].append(place)
    return found


@pytest.mark.parametrize("register", ["everyday", "clinical"])
def test_no_two_facts_ask_the_same(register: str) -> None:
    twice = {
        words: places
        for words, places in by_words(FACTS, register).items()
        if len(places) > 1 and not all(place.split(".")[1] in OF_SOMEBODY_ELSE for place in places)
    }
    assert twice == {}


@pytest.mark.parametrize("register", ["everyday", "clinical"])
def test_no_entry_of_the_day_asks_again_for_what_is_known(register: str) -> None:
    facts = by_words(FACTS, register)
    daily = {*by_words(DAILY, register), *(getattr(kind.words, register).lower() for kind in DAILY)}
    again = {place for words in facts.keys() & daily for place in facts[words]}
    assert again - OF_A_MOMENT.keys() == set()


def test_every_difference_that_is_named_is_still_there() -> None:
    shared = set()
    for register in ("everyday", "clinical"):
        daily = {*by_words(DAILY, register), *(getattr(kind.words, register).lower() for kind in DAILY)}
        shared |= {
            place for words, places in by_words(FACTS, register).items() if words in daily for place in places
        }
    assert shared == OF_A_MOMENT.keys()


def test_no_two_facts_fill_the_same_element_of_a_standard() -> None:
    filled: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind in FACTS:
        for crosswalk in {kind.crosswalk, *(part.crosswalk for _, part in asked([kind]))}:
            if crosswalk.element:
                filled[crosswalk.standard, crosswalk.element].add(kind.key)
    assert {element: kinds for element, kinds in filled.items() if len(kinds) > 1} == {}
