"""What is let into the record, and what is said of the rest."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.record.validation import Invalid, check, read
from kith.record.validation.issues import Issue
from kith.record.validation.narrative import is_safe
from kith.record.validation.reading import DEEPEST, LARGEST
from tests import examples

XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def entry(**changes: Any) -> dict[str, Any]:
    return {**examples.drink(), **changes}


@pytest.mark.parametrize("resource", examples.resources(), ids=lambda each: each["resourceType"])
def test_examples_are_valid(resource: dict[str, Any]) -> None:
    issues = check(resource)
    if resource.get("id") == "qs1":  # this one of HL7's own lacks linkId where R4 requires it
        assert {issue.words for issue in issues} == {"needs linkId"}
    else:
        assert issues == []


@pytest.mark.parametrize(
    ("changes", "location", "code"),
    [
        ({"status": "done"}, "Observation.status", "value"),
        ({"status": None}, "Observation.status", "value"),
        ({"statu": "final"}, "Observation.statu", "structure"),
        ({"code": "drink"}, "Observation.code", "structure"),
        ({"component": []}, "Observation.component", "value"),
        ({"component": [{}]}, "Observation.component[0].code", "required"),
        ({"valueQuantity": {"value": "70.0"}}, "Observation.valueQuantity.value", "structure"),
        ({"valueInteger": 1.5}, "Observation.valueInteger", "structure"),
        ({"valueInteger": 2**31}, "Observation.valueInteger", "value"),
        ({"valueBoolean": "true"}, "Observation.valueBoolean", "structure"),
        ({"valueString": ""}, "Observation.valueString", "value"),
        ({"valueString": "a", "valueInteger": 1}, "Observation.valueInteger", "value"),
        ({"valueString": "a", "_valueInteger": {"id": "x"}}, "Observation._valueInteger", "value"),
        ({"effectivePeriod": {"start": "2026"}}, "Observation.effectiveDateTime", "value"),
        ({"issued": "2026-11-23"}, "Observation.issued", "value"),
        ({"issued": "2026-02-30T10:00:00Z"}, "Observation.issued", "value"),
        ({"effectiveDateTime": "2026-02-30"}, "Observation.effectiveDateTime", "value"),
        ({"effectiveDateTime": "2026-11-23T10:00:00"}, "Observation.effectiveDateTime", "value"),
        ({"effectiveDateTime": "0000-01-01"}, "Observation.effectiveDateTime", "value"),
        ({"subject": {"reference": "Patient?identifier=1"}}, "Observation.subject.reference", "value"),
        ({"subject": {"reference": "javascript:alert(1)"}}, "Observation.subject.reference", "value"),
        ({"subject": {"reference": "Patient/" + "a" * 65}}, "Observation.subject.reference", "value"),
        (
            {"subject": {"reference": "Patient/1", "resource": {}}},
            "Observation.subject.resource",
            "structure",
        ),
        ({"id": "a b"}, "Observation.id", "value"),
        ({"id": "a" * 65}, "Observation.id", "value"),
        ({"meta": {"project": "x"}}, "Observation.meta.project", "structure"),
        ({"text": {"status": "generated", "div": "<p>x</p>"}}, "Observation.text.div", "value"),
        ({"contained": [{"resourceType": "Patient", "x": 1}]}, "Observation.contained[0].x", "structure"),
        ({"contained": [{"resourceType": "Nonsense"}]}, "Observation.contained[0].resourceType", "structure"),
        ({"contained": [{}]}, "Observation.contained[0].resourceType", "required"),
        ({"contained": [7]}, "Observation.contained[0]", "structure"),
        ({"extension": [{"valueString": "x"}]}, "Observation.extension[0]", "required"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(changes: dict[str, Any], location: str, code: str) -> None:
    assert check(examples.drink()) == []
    found = check(entry(**changes))
    assert (location, code) in {(issue.location, issue.code) for issue in found}, found
    assert all(issue.words for issue in found)


def test_a_status_is_required_as_r4_requires_it() -> None:
    without = examples.drink()
    del without["status"]
    assert check(without) == [Issue("required", "Observation", "needs status")]


def test_a_contained_resource_is_checked_as_what_it_is_and_contains_none() -> None:
    inner = {"resourceType": "Patient", "id": "in", "birthDate": "1941-02-30"}
    issues = check(entry(contained=[inner]))
    assert [issue.location for issue in issues] == ["Observation.contained[0].birthDate"]
    nested = {"resourceType": "Patient", "id": "in", "contained": [{"resourceType": "Patient"}]}
    assert "dom-2" in check(entry(contained=[nested]))[0].words


def test_resources_in_a_bundle_are_checked() -> None:
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": entry(status="done")}]}
    assert [issue.location for issue in check(bundle)] == ["Bundle.entry[0].resource.status"]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "7", '"x"', '{"resourceType":"Patient"} x', "\ufeff{}", '{"resourceType":"Patient",}',
        '{"resourceType":"Nonsense"}', "{}", '{"resourceType":7}', '{"resourceType":"HumanName"}',
        '{"resourceType":"Patient","active":true,"active":false}',
        '{"resourceType":"Patient","active":true,"active" :false}',
        '{"resourceType":"Patient","active":true,"active"\\n:false}',
        '{"resourceType":"Patient","active":true,"\\u0061ctive":false}',
        '{"resourceType":"Patient","name":[{"text":"a","text":"\\u0022:"}]}',
        '{"resourceType":"Patient","name":[{"text":"a","text":"\\":"}]}',
        '{"resourceType":"Patient","name":[{"text":"\\u0000"}]}', '{"resourceType":"Patient","name":[{"text":"\\b"}]}',
        '{"resourceType":"Patient","name":[{"text":"\\u001f"}]}', '{"resourceType":"Patient","name":[{"text":"\\ud800"}]}',
        '{"resourceType":"Patient","multipleBirthInteger":1e400}', '{"resourceType":"Patient","x":NaN}',
        '{"resourceType":"Observation","valueQuantity":{"value":' + "1" * 41 + "}}",
        '{"resourceType":"Observation","valueQuantity":{"value":0.' + "0" * 400 + "}}",
        '{"resourceType":"Patient","x":' + "[" * 5_000 + "]" * 5_000 + "}",
        '{"resourceType":"Patient","x":' + "[" * DEEPEST + "]" * DEEPEST + "}",
        '{"resourceType":"Patient","x":"' + "a" * LARGEST + '"}',
    ],
)  # fmt: skip
def test_text_that_two_readers_could_read_differently_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(text.replace("\\n:", "\n:"))
    assert refused.value.issues[0].words


def test_bytes_that_are_not_utf_8_are_refused() -> None:
    assert check(b'{"resourceType":"Patient","name":[{"text":"\xff"}]}')
    assert check("\ud800")


def test_words_about_keys_stay_short_and_few() -> None:
    hostile = entry(**{f"x{number}" * 500: 1 for number in range(500)})
    issues = check(hostile)
    assert len(issues) <= 20
    assert all(len(issue.location) < 200 for issue in issues)


@pytest.mark.parametrize(
    "text", ['{"a" : 1}', '{"a":"b : c"}', '{"a":"\\":"}', '{"a":"\\u0022:"}', '{"a":' + "1" * 40 + "}"]
)
def test_the_careful_reading_lets_honest_text_pass(text: str) -> None:
    issues = check(text)
    assert [issue.location for issue in issues] == ["resourceType"]


def test_a_backslash_before_a_letter_is_no_control_character() -> None:
    assert check(entry(valueString="C:\\bin \\u0000 \\f")) == []


names = st.sampled_from(["resourceType", "status", "code", "text", "id", "a", "\u0061", "a:b", 'a":'])


class Pairs(list[Any]):
    """An object as pairs, so that keys may repeat."""


def pairs(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Pairs]:
    return st.lists(st.tuples(names, inner), max_size=4).map(Pairs)


leaves = st.one_of(
    st.none(), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=4), st.integers()
)
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | pairs(inner), max_leaves=8)


def written(value: Any, space: str) -> str:
    if isinstance(value, Pairs):
        members = (f"{json.dumps(key)}{space}:{written(inner, space)}" for key, inner in value)
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(each, space) for each in value) + "]"
    return json.dumps(value)


def repeats(value: Any) -> bool:
    if isinstance(value, Pairs):
        keys = [key for key, _ in value]
        return len(keys) > len(set(keys)) or any(repeats(inner) for _, inner in value)
    return isinstance(value, list) and any(map(repeats, value))


@settings(max_examples=200)
@given(pairs(values), st.sampled_from(["", " ", "\n"]))
def test_a_repeated_key_is_always_found_and_only_that(value: Pairs, space: str) -> None:
    said = any("twice" in issue.words for issue in check(written(value, space)))
    assert said == repeats(value)


@settings(max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_any_json_is_judged_without_an_error(value: Any) -> None:
    assert check(json.dumps(value))
    assert check(json.dumps({"resourceType": "Observation", "code": value}))


@pytest.mark.parametrize(
    "div",
    [
        f"<div {XHTML}>He slept well.</div>",
        f'<div {XHTML}><p style="color: red">1 &lt; 2&nbsp;&copy;</p><!-- a note --></div>',
        f'<div {XHTML}><a href="https://www.nhs.uk">NHS</a><a href="#x">x</a><img src="#pic" alt="x"/></div>',
        f'<div {XHTML}><img src="data:image/png;base64,AAAA" alt=""/></div>',
    ],
)
def test_a_narrative_may_format_text(div: str) -> None:
    assert is_safe(div)


@pytest.mark.parametrize(
    "div",
    [
        "", "x", "<div>no namespace</div>", f"<p {XHTML}>x</p>", f"<div {XHTML}/>", f"<div {XHTML}> \n </div>",
        f"<div {XHTML}>x<script>alert(1)</script></div>", f"<div {XHTML}><p onclick='x()'>x</p></div>",
        f"<div {XHTML}>x<a href='javascript:alert(1)'>y</a></div>", f"<div {XHTML}><a href=' JaVaScRiPt:x'>y</a></div>",
        f"<div {XHTML}>x<img src='https://spy.example/x.png'/></div>", f"<div {XHTML}>x<img src='//spy.example/x'/></div>",
        f"<div {XHTML}>x<iframe src='x'/></div>", f"<div {XHTML}>x<form/></div>", f"<div {XHTML}>x<object/></div>",
        f"<div {XHTML}><p style='background:url(x)'>x</p></div>", f"<div {XHTML}>x<style>p{{}}</style></div>",
        f"<!DOCTYPE x [<!ENTITY a 'b'>]><div {XHTML}>&a;</div>", f"<?xml version='1.0'?><div {XHTML}>x</div>",
        f"<div {XHTML}>x<svg xmlns='http://www.w3.org/2000/svg'/></div>", f"<div {XHTML}>&unknown;</div>",
        f"<div {XHTML}>x</div><div/>", f"<div {XHTML}>" + "<p>" * 100_000,
        f"<div {XHTML}>x<a xmlns:y='z' y:href='#'/></div>",
        f"<div {XHTML}><a href='data:text/html,x'>y</a></div>", f"<!--><div {XHTML}>x</div>",
    ],
)  # fmt: skip
def test_a_narrative_may_not_act_nor_call_out(div: str) -> None:
    assert not is_safe(div)


@given(st.text())
def test_any_text_is_judged_as_narrative(text: str) -> None:
    assert is_safe(f"<div {XHTML}>x{text}</div>") in {True, False}
