"""The definitions that a browser gets: all that the schema promises, and nothing preselected."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator

from kith.catalogue import browser, exact, files
from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue

SENT: dict[str, Any] = json.loads(browser.shipped())
KINDS = {kind["key"]: kind for kind in SENT["kinds"]}


def submission(kind: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """What the recording component sends when these answers are saved."""
    return {
        "id": str(UUID(int=1)),
        "kind": kind["key"],
        "definition": f"{kind['url']}|{kind['version']}",
        "patient": str(UUID(int=2)),
        "occurred": "2026-01-23T08:10:00.000+00:00",
        "answers": answers,
        "made": "2026-01-23T08:12:00.000+00:00",
    }


def test_it_has_everything_that_its_schema_promises() -> None:
    schema = json.loads((files.SCHEMAS / "browser.schema.json").read_text())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(SENT)] == []


def test_it_has_every_current_kind_once_each_in_a_known_group() -> None:
    assert sorted(KINDS) == sorted(catalogue().current)
    assert len(KINDS) == len(SENT["kinds"])
    assert {kind["group"] for kind in KINDS.values()} == {group["key"] for group in SENT["groups"]}


def test_its_version_changes_with_any_word_and_only_then() -> None:
    known = catalogue()
    assert browser.definitions(known)["version"] == SENT["version"]
    drink = known.kind("drink")
    reworded = replace(drink, help=drink.help + " Please.", version="2")
    assert browser.definitions(known.with_kinds([reworded]))["version"] != SENT["version"]


def test_quick_answers_can_be_saved_as_they_stand() -> None:
    tried = 0
    for kind in KINDS.values():
        for quick in kind["quick"]:
            entry = DailyEntry.from_browser(submission(kind, quick["answers"]), UUID(int=3))
            assert check(entry).ok, (kind["key"], quick["words"], check(entry))
            tried += 1
    assert tried > 30


@pytest.mark.parametrize(
    "key", ["drink", "food", "washing", "toileting", "night-check", "mobility", "medicine"]
)
def test_what_is_done_all_day_takes_three_taps(key: str) -> None:
    """Open the sheet, a quick answer, save."""
    assert KINDS[key]["quick"]


@pytest.mark.parametrize("key", ["group-activity", "mood", "concern", "distress", "marked-change", "pain"])
def test_what_must_be_judged_afresh_has_no_quick_answers(key: str) -> None:
    assert KINDS[key]["quick"] == []


def test_a_group_never_fills_in_attendance_or_mood() -> None:
    parts = {part["key"]: part for part in KINDS["group-activity"]["parts"]}
    assert parts["took-part"]["never_preset"]
    assert parts["mood"]["never_preset"]
    assert parts["took-part"]["required"]


def test_the_medicine_entry_says_that_it_is_not_the_chart() -> None:
    assert KINDS["medicine"]["notice"].startswith("This is not the medicines chart. The chart is kept at")
    entry = DailyEntry.from_browser(submission(KINDS["medicine"], {"seen": "taken"}), UUID(int=3))
    assert entry.to_fhir()["resourceType"] == "Observation"


def test_numbers_are_sent_as_numbers_with_their_digits() -> None:
    assert '"unit":{"words":"helpings","ucum":"{helping}"}' in browser.shipped()
    assert '"step":0.25' in browser.shipped()
    offered = next(part for part in KINDS["drink"]["parts"] if part["key"] == "offered")
    assert (offered["step"], offered["min"], offered["max"]) == (50, 0, 3000)
    assert exact.loads(browser.shipped())["kinds"]
