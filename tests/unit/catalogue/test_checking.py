"""Checking against a second, plain implementation, and the words that a person reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.catalogue.checking import Findings, check
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind, Part
from kith.catalogue.loader import catalogue
from tests.support.entries import entries, kinds

NOW = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)


def entry(kind: str, answers: dict[str, Any], **changes: Any) -> DailyEntry:
    """An entry made now, about something five minutes ago."""
    made = DailyEntry(
        id=UUID(int=1),
        kind=kind,
        definition=catalogue().kind(kind).canonical,
        patient=UUID(int=2),
        occurred=NOW - timedelta(minutes=5),
        author=UUID(int=3),
        made=NOW,
        answers=answers,
    )
    return replace(made, **changes)


def said(kind: str, answers: dict[str, Any], **changes: Any) -> Findings:
    return check(entry(kind, answers, **changes), now=NOW)


def errors(findings: Findings) -> list[tuple[str, str]]:
    return [(finding.part, finding.message) for finding in findings.errors]


# A second implementation, as plain as it can be: which parts are wrong, which are unusual.


def plain_is_shown(part: Part, answers: dict[str, Any]) -> bool:
    if part.shown_when is None:
        return True
    for wanted in part.shown_when.values:
        held = answers.get(part.shown_when.part)
        for each in held if isinstance(held, list) else [held]:
            if isinstance(each, bool) == isinstance(wanted, bool) and each == wanted:
                return True
    return False


def plain_type_fits(part: Part, value: Any) -> bool:
    codes = {option.code for option in part.options}
    name = str(part.type)
    if name == "choice":
        return isinstance(value, str) and value in codes
    if name == "choices":
        if not isinstance(value, list) or not value:
            return False
        return all(isinstance(each, str) and each in codes for each in value) and len(value) == len(
            set(value)
        )
    if name == "quantity":
        return isinstance(value, Decimal) and value.is_finite() and abs(value) < 10**15
    if name == "integer":
        return type(value) is int
    if name == "yesno":
        return type(value) is bool
    if name == "text":
        return isinstance(value, str) and 0 < len(value) <= 2000 and value.strip() != ""
    if name == "time":
        return isinstance(value, time)
    if name == "date":
        return type(value) is date
    return isinstance(value, datetime) and value.tzinfo is not None


def plain_outside(value: Any, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is not None and value < low) or (high is not None and value > high)


def plain_wrong(kind: EntryKind, answers: dict[str, Any]) -> set[str]:
    wrong = {key for key in answers if key not in [part.key for part in kind.parts]}
    for part in kind.parts:
        value = answers.get(part.key)
        if part.key not in answers:
            if part.required and plain_is_shown(part, answers):
                wrong.add(part.key)
            continue
        if not plain_is_shown(part, answers) or not plain_type_fits(part, value):
            wrong.add(part.key)
        elif str(part.type) in ("quantity", "integer"):
            if plain_outside(value, part.possible.low, part.possible.high):
                wrong.add(part.key)
            other = next((each for each in kind.parts if each.key == part.at_most), None)
            if other and other.key in answers and plain_type_fits(other, answers[other.key]):
                top = answers[other.key]
                if not plain_outside(top, other.possible.low, other.possible.high) and value > top:
                    wrong.add(part.key)
    return wrong


def plain_unusual(kind: EntryKind, answers: dict[str, Any]) -> set[str]:
    return {
        part.key
        for part in kind.parts
        if str(part.type) in ("quantity", "integer")
        and part.key in answers
        and plain_type_fits(part, answers[part.key])
        and not plain_outside(answers[part.key], part.possible.low, part.possible.high)
        and plain_outside(answers[part.key], part.usual.low, part.usual.high)
    }


STRANGE = (
    st.none()
    | st.booleans()
    | st.integers(-5, 9000)
    | st.decimals(-10, 9000, places=1, allow_nan=False, allow_infinity=False)
    | st.sampled_from([Decimal("NaN"), Decimal("Infinity"), Decimal("1E+30"), "tea", "none", "yes", "", " "])
    | st.sampled_from(["x" * 2001, ["tea"], ["none", "none"], [], time(8), NOW])
)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
@settings(max_examples=10)
@given(data=st.data())
def test_it_agrees_with_the_plain_implementation(kind: EntryKind, data: st.DataObject) -> None:
    made = data.draw(entries(kind, usual=False))
    keys = st.sampled_from([*kind.by_key, "no-such-part"])
    answers = {**made.answers, **data.draw(st.dictionaries(keys, STRANGE, max_size=3))}
    for key in data.draw(st.sets(keys, max_size=2)):
        answers.pop(key, None)
    findings = check(replace(made, answers=answers, until=None))
    assert {finding.part for finding in findings.errors} == plain_wrong(kind, answers)
    assert {finding.part for finding in findings.unusual} == plain_unusual(kind, answers)


def test_a_drink_that_fits_is_right() -> None:
    assert said("drink", {"what": "tea", "offered": Decimal(200), "taken": Decimal(150)}).ok


def test_the_impossible_is_an_error_that_names_the_part_and_the_limits() -> None:
    found = said("drink", {"what": "tea", "offered": Decimal(200), "taken": Decimal(-5)})
    assert errors(found) == [("taken", "Drunk: this must be from 0 to 3000 ml.")]
    found = said("temperature", {"temperature": Decimal("365")})
    assert errors(found) == [("temperature", "Temperature: this must be from 25 to 45 °C.")]


def test_more_cannot_be_drunk_than_was_offered() -> None:
    found = said("drink", {"what": "tea", "offered": Decimal(200), "taken": Decimal("200.5")})
    assert errors(found) == [("taken", "Drunk: this cannot be more than “Offered” (200 ml).")]


def test_the_unusual_asks_until_its_part_is_confirmed() -> None:
    answers = {"temperature": Decimal("39.5")}
    found = said("temperature", answers)
    assert not found.errors
    assert [(each.part, each.message) for each in found.unusual] == [
        ("temperature", "Temperature: 39.5 °C is unusual. Usual is from 36.1 to 38 °C. Is it right?")
    ]
    assert said("temperature", answers, confirmed=("where",)).unusual
    assert said("temperature", answers, confirmed=("temperature",)).ok


def test_confirming_never_lets_the_impossible_through() -> None:
    assert said("temperature", {"temperature": Decimal(99)}, confirmed=("temperature",)).errors


def test_what_is_missing_is_asked_for_by_name() -> None:
    assert errors(said("drink", {"what": "tea", "taken": Decimal(1)})) == [
        ("offered", "Offered: please answer this.")
    ]


def test_an_answer_to_a_question_that_was_not_asked_is_an_error() -> None:
    found = said("bowels", {"opened": False, "type": "4"})
    assert [part for part, _ in errors(found)] == ["type"]
    assert said("bowels", {"opened": True, "type": "4"}).ok
    assert [part for part, _ in errors(said("bowels", {"opened": True}))] == ["type"]


def test_a_time_more_than_five_minutes_ahead_is_in_the_future() -> None:
    answers = {"text": "She sang."}
    assert said("note", answers, occurred=NOW + timedelta(minutes=5)).ok
    found = said("note", answers, occurred=NOW + timedelta(minutes=5, seconds=1))
    assert [part for part, _ in errors(found)] == ["occurred"]


def test_an_end_must_follow_the_start_and_have_happened() -> None:
    answers = {"kind": "afternoon-nap"}
    assert said("sleep", answers, until=NOW).ok
    assert [part for part, _ in errors(said("sleep", answers, until=NOW - timedelta(minutes=6)))] == ["until"]
    assert [part for part, _ in errors(said("sleep", answers, until=NOW + timedelta(hours=1)))] == ["until"]
    assert [part for part, _ in errors(said("note", {"text": "A"}, until=NOW))] == ["until"]


def test_a_night_of_more_than_a_day_asks() -> None:
    long = {"occurred": NOW - timedelta(hours=25), "until": NOW}
    assert [each.part for each in said("sleep", {"kind": "night"}, **long).unusual] == ["until"]
    assert said("sleep", {"kind": "night"}, confirmed=("until",), **long).ok


@pytest.mark.parametrize(
    "words", ["Soft diet as usual", "on  THICKENED fluids", "texture-C lunch", "stage 2"]
)
def test_imprecise_words_for_texture_are_refused(words: str) -> None:
    answers = {"what": "tea", "offered": Decimal(200), "taken": Decimal(150)}
    (found,) = errors(said("drink", answers, note=words))
    assert found[0] == "note"
    assert "IDDSI level" in found[1]
    assert said("note", {"text": words}).ok


@pytest.mark.parametrize("words", ["Mashed potato and peas", "A soft boiled egg", "On stage 20 people sang"])
def test_ordinary_words_about_food_are_not_refused(words: str) -> None:
    assert said("food", {"meal": "lunch", "offered": Decimal(1), "taken": Decimal(1), "details": words}).ok


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800"])
def test_signs_that_no_store_keeps_are_refused(sign: str) -> None:
    assert [part for part, _ in errors(said("note", {"text": f"She{sign} sang."}))] == ["text"]


def test_a_definition_that_is_not_known_or_does_not_match_is_an_error() -> None:
    drink = {"what": "tea", "offered": Decimal(200), "taken": Decimal(150)}
    unknown = said("drink", drink, definition="https://kith.example/EntryKind/drink|99")
    assert [part for part, _ in errors(unknown)] == ["definition"]
    crossed = said("drink", drink, definition=catalogue().kind("food").canonical)
    assert [part for part, _ in errors(crossed)] == ["kind"]
