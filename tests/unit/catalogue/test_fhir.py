"""The definitions as FHIR: sound by R4, and the same as what entries are checked by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kith.catalogue import exact, fhir, layers, queries, systems
from kith.catalogue.loader import catalogue
from kith.record import validation

ALL = {(each["resourceType"], each["id"]): each for each in fhir.everything()}


def test_every_resource_is_sound_r4_and_has_an_id_of_its_own() -> None:
    made = list(fhir.everything())
    assert len(ALL) == len(made) > 250
    for resource in made:
        assert validation.check(exact.dumps(resource)) == [], resource["id"]


def test_a_weight_is_described_with_its_codes_unit_and_limits() -> None:
    weight = ALL["ObservationDefinition", "weight"]
    assert [coding["code"] for coding in weight["code"]["coding"]] == ["weight", "29463-7", "27113001"]
    assert weight["permittedDataType"] == ["Quantity"]
    assert weight["quantitativeDetails"]["unit"]["coding"][0]["code"] == "kg"
    usual, possible = weight["qualifiedInterval"]
    assert (usual["range"]["low"]["value"], possible["range"]["high"]["value"]) == (Decimal(35), Decimal(400))


def test_a_question_is_asked_under_the_same_condition_as_on_the_sheet() -> None:
    items = {item["linkId"]: item for item in ALL["Questionnaire", "bowels"]["item"]}
    assert items["type"]["enableWhen"] == [{"question": "opened", "operator": "=", "answerBoolean": True}]
    feed = {item["linkId"]: item for item in ALL["Questionnaire", "tube-feed"]["item"]}
    assert [when["answerCoding"]["code"] for when in feed["given"]["enableWhen"]] == ["feed", "water"]
    assert feed["given"]["required"]


def test_every_coding_of_every_answer_is_in_its_code_system() -> None:
    codes = {
        each["url"]: {concept["code"]: concept["display"] for concept in each["concept"]}
        for each in ALL.values()
        if each["resourceType"] == "CodeSystem"
    }
    for kind in catalogue().current.values():
        assert kind.key in codes[systems.ENTRY_KINDS]
        for part in kind.parts:
            assert f"{kind.key}.{part.key}" in codes[systems.ENTRY_PARTS]
            for option in part.options:
                assert codes[option.system][option.code] == option.words.clinical


def test_an_answer_that_a_home_added_to_a_shared_list_is_in_a_system_of_the_part() -> None:
    layer = {
        "extends": catalogue().kind("drink").url,
        "version": "1",
        "status": "active",
        "owner": {"level": "service", "key": "oakfield", "name": "Oak Field"},
        "add_options": {"help": [{"code": "oakfield-robot", "everyday": "Robot"}]},
    }
    known, problems = layers.applied(catalogue(), [layer])
    assert problems == []
    systems_there = {each["id"]: each for each in fhir.code_systems(known)}
    assert [each["code"] for each in systems_there["drink.help"]["concept"]] == ["oakfield-robot"]
    assert "drink.help" not in {each["id"] for each in fhir.code_systems(catalogue())}


def test_a_list_that_is_a_published_tool_names_its_owner() -> None:
    assert "IDDSI" in ALL["CodeSystem", "drink-thickness"]["copyright"]


def test_every_value_set_takes_a_code_system_that_is_there() -> None:
    sets = [each for each in ALL.values() if each["resourceType"] == "ValueSet"]
    systems_there = {each["url"] for each in ALL.values() if each["resourceType"] == "CodeSystem"}
    assert {each["compose"]["include"][0]["system"] for each in sets} == systems_there


def test_every_element_says_why_it_is_held_and_where_it_belongs() -> None:
    found = list(queries.elements())
    kinds = [each for each in found if each.is_kind]
    assert len(kinds) == len(catalogue().current)
    assert len(found) == len(kinds) + sum(len(kind.parts) for kind in catalogue().current.values())
    assert all(each.purpose and each.basis.law and each.words.everyday for each in found)
    by_key: dict[str, Any] = {each.key: each for each in found}
    assert by_key["drink.taken"].crosswalk.none == "Daily notes are not MODS data (MODS use case 1)."
    assert by_key["concern"].crosswalk.element == "Safeguarding concern"
    assert by_key["concern.wish"].basis.key == "safeguarding"


def test_the_versions_of_a_kind_are_told_in_order() -> None:
    assert [kind.version for kind in queries.versions("drink")] == ["1"]
    assert queries.versions("nothing") == []
