"""The shipped definitions are sound, and each rule fails the build when it is broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kith.catalogue import files, loader, published, readability, rules

Break = Callable[[dict[str, Any]], object]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped definitions, to break."""
    return Path(shutil.copytree(files.DEFINITIONS, tmp_path / "definitions"))


def broken(folder: Path, name: str, change: Break) -> list[str]:
    """What the rules say once a change was made to one file."""
    path = folder / name
    document = files.read(path)
    change(document)
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False))
    return rules.problems(folder)


def part(document: dict[str, Any], key: str) -> dict[str, Any]:
    return next(each for each in document["parts"] if each["key"] == key)


def test_the_shipped_definitions_are_sound() -> None:
    assert rules.problems() == []


@pytest.mark.parametrize("field", ["purpose", "basis", "crosswalk", "words", "category", "help"])
def test_a_kind_without_one_of_these_fails(folder: Path, field: str) -> None:
    (said,) = broken(folder, "entry-kinds/drink.yaml", lambda held: held.pop(field))
    assert said.startswith("entry-kinds/drink.yaml: ")
    assert field in said


DRINK = "entry-kinds/drink.yaml"
FOOD = "entry-kinds/food.yaml"
BREAKS: dict[str, tuple[str, Break, str]] = {
    "an empty purpose": (DRINK, lambda held: held.update(purpose=""), "drink.yaml: purpose: "),
    "no plain name": (DRINK, lambda held: held["words"].update(everyday=""), "drink.yaml: words/everyday: "),
    "an unknown lawful basis": (
        DRINK,
        lambda held: held.update(basis="consent"),
        "no lawful basis called 'consent'",
    ),
    "an unknown unit": (
        DRINK,
        lambda held: part(held, "taken").update(unit="pints"),
        "no unit called 'pints'",
    ),
    "an unknown list": (DRINK, lambda held: part(held, "help").update(list="nope"), "no list called 'nope'"),
    "an unknown category": (
        DRINK,
        lambda held: held.update(category="gossip"),
        "no category called 'gossip'",
    ),
    "an unknown group": (DRINK, lambda held: held.update(group="nope"), "no group called nope"),
    "a crosswalk that says both": (
        DRINK,
        lambda held: held["crosswalk"].update(standard="MODS", element="Need"),
        "drink.yaml: crosswalk: ",
    ),
    "a tool without licence": (
        "lists/stool-types.yaml",
        lambda held: held.pop("licence"),
        "stool-types: Bristol is a published tool: give the evidence of its licence",
    ),
    "a tool in a kind's words": (
        DRINK,
        lambda held: held["words"].update(clinical="Waterlow score"),
        "drink: Waterlow is a published tool",
    ),
    "a tool in a part's words": (
        DRINK,
        lambda held: part(held, "what")["words"].update(clinical="MUST step 2"),
        "drink: MUST is a published tool",
    ),
    "limits the wrong way round": (
        DRINK,
        lambda held: part(held, "offered").update(min=4000),
        "drink.offered: the lowest possible number must be below the highest",
    ),
    "usual beyond possible": (
        DRINK,
        lambda held: part(held, "offered").update(usual={"max": 5000}),
        "drink.offered: what is usual must also be possible",
    ),
    "usual the wrong way round": (
        DRINK,
        lambda held: part(held, "offered").update(usual={"min": 500, "max": 400}),
        "drink.offered: the lowest usual number must be below the highest",
    ),
    "a step beyond the limits": (
        DRINK,
        lambda held: part(held, "offered").update(step=9000),
        "drink.offered: a step must fit between the limits",
    ),
    "at most a later part": (
        DRINK,
        lambda held: part(held, "offered").update(at_most="taken"),
        "offered can only be at most an earlier number in the same unit",
    ),
    "shown for an answer that cannot be": (
        DRINK,
        lambda held: part(held, "why-less").update(shown_when={"part": "what", "is": ["petrol"]}),
        "why-less is shown when an earlier part has an answer that it cannot have",
    ),
    "shown when a later part is answered": (
        DRINK,
        lambda held: part(held, "what").update(shown_when={"part": "help", "is": ["by-self"]}),
        "what is shown when an earlier part",
    ),
    "two values": (
        DRINK,
        lambda held: [part(held, key).update(value=True) for key in ("offered", "taken")],
        "drink: only one part can be the value itself",
    ),
    "a part twice": (
        DRINK,
        lambda held: held["parts"].append(held["parts"][0]),
        "the part 'what' is there twice",
    ),
    "a code twice": (
        DRINK,
        lambda held: part(held, "what")["options"].append({"code": "tea", "everyday": "Chai"}),
        "drink.what: the code 'tea' is there twice",
    ),
    "an answer twice": (
        DRINK,
        lambda held: part(held, "what")["options"].append({"code": "chai", "everyday": "Tea"}),
        "drink.what: the answer 'Tea' is there twice",
    ),
    "an outside code twice": (
        "entry-kinds/pulse.yaml",
        lambda held: held["codes"][0].update(code="8310-5"),
        "the outside code 'http://loinc.org|8310-5' is there twice",
    ),
    "the name of another kind": (
        DRINK,
        lambda held: held["words"].update(everyday="Food"),
        "the name of a kind 'Food' is there twice",
    ),
    "a quick answer that is impossible": (
        DRINK,
        lambda held: held["quick"][0]["answers"].update(taken=9000),
        "“Cup of tea, drank all” is not right as it stands: Drunk: this must be from 0 to 3000 ml.",
    ),
    "a quick answer that is unusual": (
        DRINK,
        lambda held: held["quick"][0]["answers"].update(offered=900),
        "“Cup of tea, drank all” is not right as it stands: Offered: 900 ml is unusual.",
    ),
    "a quick answer that leaves out what is required": (
        DRINK,
        lambda held: held["quick"][0]["answers"].pop("taken"),
        "is not right as it stands: Drunk: please answer this.",
    ),
    "a quick answer to nothing": (
        DRINK,
        lambda held: held["quick"][0]["answers"].update(nope=1),
        "“Drink” has nothing called “nope”.",
    ),
    "a quick answer that fills in a mood": (
        "entry-kinds/group-activity.yaml",
        lambda held: held.update(
            quick=[
                {
                    "words": "Choir, happy",
                    "answers": {"what": "choir", "took-part": "joined-in", "mood": "happy"},
                }
            ]
        ),
        "“Choir, happy” fills in mood, which is never filled in for anybody",
    ),
    "a mood that may be filled in": (
        "entry-kinds/group-activity.yaml",
        lambda held: part(held, "mood").pop("never_preset"),
        "group-activity.mood: a judgement about a person is never filled in",
    ),
    "a medicine entry that does not send to the chart": (
        "entry-kinds/medicine.yaml",
        lambda held: held.pop("notice"),
        "medicine: a medicine entry must say that it is not the medicines chart",
    ),
    "a concern on another basis": (
        "entry-kinds/concern.yaml",
        lambda held: held.update(basis="direct-care"),
        "concern: a concern is held on the lawful basis of safeguarding",
    ),
    "hard words": (
        DRINK,
        lambda held: held.update(
            purpose="Longitudinal monitoring of physiological hydration parameters necessitates documentation."
        ),
        "drink: help and purpose need a reading age of",
    ),
    "a hard label": (
        DRINK,
        lambda held: part(held, "what")["words"].update(everyday="Administration characteristics"),
        "has a hard word: Administration",
    ),
    "a file under another name": (
        DRINK,
        lambda held: held.update(key="tipple", words={"everyday": "Tipple", "clinical": "Tipple"}),
        "entry-kinds/drink.yaml: name the file after its key, tipple.yaml",
    ),
    "a field that nobody knows": (FOOD, lambda held: held.update(colour="red"), "food.yaml: "),
    "a code that is a number": (
        FOOD,
        lambda held: part(held, "meal")["options"][0].update(code=1),
        "food.yaml: parts/0/options/0/code: 1 is not of type 'string'",
    ),
    "options for a number": (
        DRINK,
        lambda held: part(held, "taken").update(list="amounts"),
        "drink.yaml: parts/2: False schema does not allow 'amounts'",
    ),
}


@pytest.mark.parametrize(("name", "change", "said"), BREAKS.values(), ids=BREAKS.keys())
def test_a_broken_definition_fails_the_build(folder: Path, name: str, change: Break, said: str) -> None:
    found = broken(folder, name, change)
    assert any(said in each for each in found), found


def test_a_key_given_twice_in_a_file_fails(folder: Path) -> None:
    path = folder / DRINK
    path.write_text(path.read_text() + "tier: summary\n")
    (said,) = rules.problems(folder)
    assert "drink.yaml: line 1: tier is given twice" in said


def test_a_version_twice_fails(folder: Path) -> None:
    shutil.copy(folder / DRINK, folder / "entry-kinds/drink.1.yaml")
    assert rules.problems(folder) == ["drink.yaml: https://kith.example/EntryKind/drink|1 is defined twice"]


def test_an_older_version_stays_beside_the_new_one(folder: Path) -> None:
    shutil.copy(folder / DRINK, folder / "entry-kinds/drink.1.yaml")
    assert broken(folder, DRINK, lambda held: held.update(version="2")) == []


def test_what_was_published_can_neither_change_nor_go(folder: Path) -> None:
    assert published.publish(loader.load(folder), folder) == len(loader.load(folder).kinds)
    assert published.publish(loader.load(folder), folder) == 0
    assert rules.problems(folder) == []
    (said,) = broken(folder, DRINK, lambda held: part(held, "offered").update(max=4000))
    assert said.startswith("https://kith.example/EntryKind/drink|1 was published and has changed")
    (folder / DRINK).rename(folder / "entry-kinds/gone")
    (said,) = rules.problems(folder)
    assert said.startswith("https://kith.example/EntryKind/drink|1 was published and is gone")


def test_a_published_version_may_be_retired_for_a_new_one(folder: Path) -> None:
    published.publish(loader.load(folder), folder)
    shutil.copy(folder / DRINK, folder / "entry-kinds/drink.1.yaml")
    assert broken(folder, DRINK, lambda held: held.update(version="2", help="How much they had.")) == []
    assert broken(folder, "entry-kinds/drink.1.yaml", lambda held: held.update(status="retired")) == []


def test_a_new_version_of_a_list_leaves_what_was_published_as_it_was(folder: Path) -> None:
    published.publish(loader.load(folder), folder)
    more = {"code": "dreamy", "everyday": "Dreamy"}
    shutil.copy(folder / "lists/moods.yaml", folder / "lists/moods.1.yaml")
    found = broken(
        folder, "lists/moods.yaml", lambda held: (held.update(version="2"), held["options"].append(more))
    )
    assert len(found) == 4
    assert all("was published and has changed" in said for said in found)
    for name in ("activity", "group-activity", "mood", "visit"):
        held = files.read(folder / f"entry-kinds/{name}.yaml")
        for each in held["parts"]:
            if each.get("list") == "moods":
                each["list"] = "moods|1"
        (folder / f"entry-kinds/{name}.yaml").write_text(yaml.safe_dump(held, allow_unicode=True))
    assert rules.problems(folder) == []


def test_a_newer_list_must_keep_every_code_and_its_meaning(folder: Path) -> None:
    shutil.copy(folder / "lists/moods.yaml", folder / "lists/moods.1.yaml")
    found = broken(
        folder,
        "lists/moods.yaml",
        lambda held: (held.update(version="2"), held["options"][0].update(clinical="Elated")),
    )
    assert found == ["moods: version 1 has 'happy': a newer one must keep it, and what it means"]


def test_the_command_says_one_line_when_all_is_well() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "scripts/check_catalogue.py"], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout.count("\n")) == (0, 1)
    assert ran.stdout.startswith("The catalogue is sound: ")


@pytest.mark.parametrize(
    ("word", "count"),
    [("a", 1), ("home", 1), ("water", 2), ("little", 2), ("washed", 1), ("wanted", 2), ("safely", 2)],
)
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert readability.syllables(word) == count


def test_plain_words_read_younger_than_hard_ones() -> None:
    assert readability.reading_age("He had a cup of tea. He drank it all.") < 8
    assert readability.reading_age("Longitudinal hydration monitoring necessitates documentation.") > 18
    assert readability.reading_age("") == 0
