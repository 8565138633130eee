"""The nearest owner may add and re-word, never change what a code means."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.catalogue import browser, files, layers, rules
from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind
from kith.catalogue.layers import BadLayer
from kith.catalogue.loader import catalogue
from tests.support.entries import entries

DRINK = catalogue().kind("drink")
SHARED = catalogue().shared


def layer(level: str = "organisation", key: str = "oakfield", **says: Any) -> dict[str, Any]:
    """What an owner says about drinks."""
    return {
        "extends": DRINK.url,
        "version": "2",
        "status": "active",
        "owner": {"level": level, "key": key, "name": "Oak Field Homes"},
        **says,
    }


HORLICKS = {"code": "oakfield-malt", "everyday": "Malt drink", "clinical": "Malted milk drink"}
STRAW = {
    "key": "oakfield-cup",
    "type": "choice",
    "words": {"everyday": "Which cup?", "clinical": "Drinking vessel"},
    "options": [{"code": "beaker", "everyday": "Beaker"}, {"code": "cup", "everyday": "Cup"}],
}


def meaning(kind: EntryKind) -> dict[str, Any]:
    """Everything about a kind but its everyday words: what its codes mean and how they are checked."""
    return {
        "kind": (
            kind.key,
            kind.words.clinical,
            kind.category,
            kind.tier,
            kind.purpose,
            kind.basis,
            kind.codes,
        ),
        "parts": {part.key: _part_meaning(part) for part in kind.parts},
    }


def _part_meaning(part: Any) -> Any:
    options = tuple((each.code, each.system, each.words.clinical, each.codes) for each in part.options)
    bare = replace(part, words=replace(part.words, everyday=""), help="", options=())
    return bare, options


def test_a_home_says_things_its_own_way_and_adds_its_own() -> None:
    made = layers.merge(
        DRINK,
        [
            layer(
                everyday="A drink",
                help="What they had, and how much of it.",
                notice="Ask the kitchen for jugs.",
                note_words="What else?",
                reword={"what": {"everyday": "What was it?", "options": {"tea": "Cuppa"}}},
                add_options={"what": [HORLICKS]},
                add_parts=[STRAW],
                add_quick=[
                    {
                        "words": "Malt drink, drank all",
                        "answers": {"what": "oakfield-malt", "offered": 200, "taken": 200},
                    }
                ],
            )
        ],
        SHARED,
    )
    assert made.canonical == "https://kith.example/EntryKind/drink|1+oakfield.2"
    assert (made.words.everyday, made.words.clinical) == ("A drink", "Oral fluid intake")
    assert made.by_key["what"].words.everyday == "What was it?"
    tea = made.by_key["what"].option("tea")
    assert tea is not None
    assert (tea.words.everyday, tea.words.clinical) == ("Cuppa", "Tea")
    assert made.by_key["oakfield-cup"].purpose == DRINK.purpose
    assert made.owner.name == "Oak Field Homes"
    known = catalogue().with_kinds([made])
    assert rules.of_catalogue(known, files.read(files.DEFINITIONS / "tools.yaml")) == []
    assert "Cuppa" in str(browser.definitions(known))


def test_an_entry_made_with_a_layered_definition_is_read_where_the_layer_is_not_known() -> None:
    made = layers.merge(DRINK, [layer(add_options={"what": [HORLICKS]})], SHARED)
    known = catalogue().with_kinds([made])
    entry = DailyEntry.from_browser(
        {
            "id": "019ab000-0000-7000-8000-0000000000aa",
            "kind": "drink",
            "definition": made.canonical,
            "patient": "019ab000-0000-7000-8000-0000000000bb",
            "occurred": "2026-01-23T08:10:00.000+00:00",
            "answers": {"what": "oakfield-malt", "offered": 200, "taken": 200},
            "made": "2026-01-23T08:10:00.000+00:00",
        },
        UUID(int=3),
        known=known,
    )
    assert check(entry, known=known).ok
    assert not check(entry).ok
    assert DailyEntry.from_fhir(entry.to_fhir(known=known)).answers == entry.answers


def test_the_nearest_owner_has_the_last_word() -> None:
    area = layer("area", "north", everyday="A drink", reword={"what": {"options": {"tea": "Brew"}}})
    home = layer("service", "oakfield", reword={"what": {"options": {"tea": "Cuppa"}}})
    for given_order in ([area, home], [home, area]):
        made = layers.merge(DRINK, given_order, SHARED)
        tea = made.by_key["what"].option("tea")
        assert tea is not None
        assert (made.words.everyday, tea.words.everyday, made.version) == (
            "A drink",
            "Cuppa",
            "1+north.2+oakfield.2",
        )


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another kind": ({"extends": "https://kith.example/EntryKind/food"}, "which is not"),
    "a part that is not there": (
        {"reword": {"nope": {"everyday": "X"}}},
        "there is no part 'nope' to re-word",
    ),
    "an answer that is not there": (
        {"reword": {"what": {"options": {"nope": "X"}}}},
        "what has no answer 'nope' to re-word",
    ),
    "tea called coffee": (
        {"reword": {"what": {"options": {"tea": "coffee"}}}},
        "“coffee” is what another answer means",
    ),
    "a code without the owner's name": (
        {"add_options": {"what": [{"code": "malt", "everyday": "Malt drink"}]}},
        "'malt' must begin with 'oakfield-'",
    ),
    "a code that is there": (
        {
            "owner": {"level": "area", "key": "hot", "name": "Hot"},
            "add_options": {"what": [{"code": "hot-chocolate", "everyday": "Soup"}]},
        },
        "what already has an answer 'hot-chocolate'",
    ),
    "answers to a number": ({"add_options": {"taken": [HORLICKS]}}, "taken is not answered from a list"),
    "answers to nothing": ({"add_options": {"nope": [HORLICKS]}}, "there is no part 'nope' to add to"),
    "an added answer that means another": (
        {"add_options": {"what": [{"code": "oakfield-tea", "everyday": "TEA"}]}},
        "“TEA” is what another answer means",
    ),
    "a part without the owner's name": (
        {"add_parts": [{**STRAW, "key": "cup"}]},
        "'cup' must begin with 'oakfield-'",
    ),
    "a part that is there": (
        {
            "owner": {"level": "area", "key": "why", "name": "Why"},
            "add_parts": [{**STRAW, "key": "why-less"}],
        },
        "there is already a part 'why-less'",
    ),
    "a new value": ({"add_parts": [{**STRAW, "value": True}]}, "cannot become the value itself"),
    "new limits": ({"reword": {"taken": {"max": 9000}}}, "Additional properties are not allowed"),
    "a new category": ({"category": "finance"}, "Additional properties are not allowed"),
    "new clinical words": ({"words": {"clinical": "X"}}, "Additional properties are not allowed"),
    "Kith itself": (
        {"owner": {"level": "kith", "key": "kith", "name": "Kith"}},
        "a layer has an owner below Kith",
    ),
}


@pytest.mark.parametrize(("says", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_layer_that_would_change_a_meaning_is_refused(says: dict[str, Any], said: str) -> None:
    with pytest.raises(BadLayer) as raised:
        layers.merge(DRINK, [{**layer(), **says}], SHARED)
    assert any(said in problem for problem in raised.value.problems)


def test_two_layers_of_one_level_are_refused() -> None:
    with pytest.raises(BadLayer, match="two layers of one service"):
        layers.merge(DRINK, [layer("service", "a"), layer("service", "b")], SHARED)


def test_a_layer_that_no_longer_fits_leaves_its_kind_as_it_was_and_says_why() -> None:
    food = {**layer(everyday="A meal"), "extends": "https://kith.example/EntryKind/food"}
    bad = layer(reword={"gone": {"everyday": "X"}})
    lost = {**layer(), "extends": "https://kith.example/EntryKind/lost"}
    known, problems = layers.applied(catalogue(), [food, bad, lost, layer(status="draft")])
    assert known.kind("drink") == DRINK
    assert known.kind("food").words.everyday == "A meal"
    assert problems == [
        "oakfield: there is no part 'gone' to re-word",
        "https://kith.example/EntryKind/lost: there is no such kind",
    ]
    assert known.version("https://kith.example/EntryKind/food|1").words.everyday == "Food"


LABELS = st.text("abcdefgh ", min_size=1, max_size=20).map(str.strip).filter(bool)
REWORDS = st.dictionaries(
    st.sampled_from(sorted(DRINK.by_key)),
    st.fixed_dictionaries({"everyday": LABELS}, optional={"help": LABELS}),
    max_size=3,
)


@given(REWORDS, st.none() | LABELS, st.data())
def test_no_layer_that_is_accepted_changes_what_anything_means(
    reword: dict[str, Any], everyday: str | None, data: st.DataObject
) -> None:
    says: dict[str, Any] = {"reword": reword, **({"everyday": everyday} if everyday else {})}
    made = layers.merge(DRINK, [layer(**says)], SHARED)
    assert meaning(made) == meaning(DRINK)
    entry = data.draw(entries(DRINK))
    layered = replace(entry, definition=made.canonical)
    assert check(layered, known=catalogue().with_kinds([made])).ok
