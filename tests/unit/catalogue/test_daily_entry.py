"""A daily entry survives the way into the record and back, and changes only what changed."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.catalogue import exact, systems
from kith.catalogue.checking import Findings, check
from kith.catalogue.components import BadEntry, DailyEntry
from kith.catalogue.kinds import EntryKind
from kith.catalogue.loader import catalogue
from kith.record import validation
from tests.support.entries import answers, entries, kinds

AUTHOR = UUID("019ab000-0000-7000-8000-000000000001")
EXTENSION = {"url": "https://elsewhere.example/shift", "valueString": "early"}


def sent(**changes: Any) -> dict[str, Any]:
    """A drink as the recording component sends it."""
    return {
        "id": "019ab000-0000-7000-8000-0000000000aa",
        "kind": "drink",
        "definition": catalogue().kind("drink").canonical,
        "patient": "019ab000-0000-7000-8000-0000000000bb",
        "occurred": "2026-01-23T08:10:00.000+00:00",
        "until": None,
        "answers": {"what": "tea", "offered": "200.0", "taken": 150},
        "note": "",
        "helpers": [],
        "confirmed": [],
        "made": "2026-01-23T08:12:00.000+00:00",
        "device": {"clock": "2026-01-23T08:12:03.000+00:00", "offset_seconds": 3},
        **changes,
    }


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
@settings(max_examples=10)
@given(data=st.data())
def test_every_kind_comes_back_from_fhir_and_from_a_browser_as_it_went(
    kind: EntryKind, data: st.DataObject
) -> None:
    entry = data.draw(entries(kind))
    assert check(entry).as_json() == {"errors": [], "unusual": []}
    text = exact.dumps(entry.to_fhir())
    back = DailyEntry.from_fhir(exact.loads(text))
    assert back == entry
    assert exact.dumps(back.to_fhir()) == text
    assert validation.check(text) == []
    sent_back = exact.loads(exact.dumps(entry.to_browser()))
    assert DailyEntry.from_browser(sent_back, entry.author) == entry


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
@settings(max_examples=6)
@given(data=st.data())
def test_an_amendment_changes_the_answers_and_nothing_else(kind: EntryKind, data: st.DataObject) -> None:
    entry = data.draw(entries(kind))
    held = entry.to_fhir()
    held["extension"].append(EXTENSION)
    held["performer"].append({"display": "A visiting student"})
    held.setdefault("component", []).append({"code": {"text": "theirs"}, "valueString": "kept"})
    changed = DailyEntry.from_fhir(held).amended(answers=data.draw(answers(kind)))
    written = changed.to_fhir()
    assert DailyEntry.from_fhir(written) == changed
    assert EXTENSION in written["extension"]
    assert {"display": "A visiting student"} in written["performer"]
    assert {"code": {"text": "theirs"}, "valueString": "kept"} in written["component"]
    untouched = held.keys() - {"status", "component"} - {key for key in held if key.startswith("value")}
    assert {key: written[key] for key in untouched} == {key: held[key] for key in untouched}


def test_a_drink_is_the_observation_that_was_agreed() -> None:
    resource = DailyEntry.from_browser(sent(), AUTHOR).to_fhir()
    assert resource["category"][0]["coding"][0]["code"] == "daily-life"
    assert resource["code"]["coding"][0] == {
        "system": "https://kith.example/CodeSystem/entry-kind",
        "code": "drink",
        "display": "Oral fluid intake",
    }
    assert resource["effectiveDateTime"] == "2026-01-23T08:10:00.000+00:00"
    assert resource["performer"] == [{"reference": f"Practitioner/{AUTHOR}"}]
    assert resource["extension"][0] == {
        "url": systems.INSTANTIATES,
        "valueCanonical": "https://kith.example/EntryKind/drink|1",
    }
    offered = resource["component"][1]
    assert offered["code"]["coding"][0]["code"] == "drink.offered"
    assert offered["valueQuantity"] == {
        "value": Decimal("200.0"),
        "unit": "ml",
        "system": "http://unitsofmeasure.org",
        "code": "mL",
    }
    assert '"value":200.0,' in exact.dumps(resource)


def test_a_weight_is_the_value_itself_with_the_codes_of_uk_core() -> None:
    entry = DailyEntry.from_browser(
        sent(kind="weight", definition=canonical("weight"), answers={"weight": "70.00"}), AUTHOR
    )
    resource = entry.to_fhir()
    assert [coding["code"] for coding in resource["code"]["coding"]] == ["weight", "29463-7", "27113001"]
    assert '"valueQuantity":{"value":70.00,"unit":"kg"' in exact.dumps(resource)
    assert resource["category"][1]["coding"][0]["code"] == "vital-signs"
    assert "component" not in resource


def test_the_precision_of_a_number_is_a_change() -> None:
    entry = DailyEntry.from_browser(
        sent(kind="weight", definition=canonical("weight"), answers={"weight": "70.0"}), AUTHOR
    )
    changed = DailyEntry.from_fhir(entry.to_fhir()).amended(answers={"weight": Decimal("70.00")})
    assert '"value":70.00' in exact.dumps(changed.to_fhir())


def test_an_extension_on_an_answer_survives_its_change() -> None:
    held = DailyEntry.from_browser(sent(), AUTHOR).to_fhir()
    held["component"][2]["extension"] = [EXTENSION]
    entry = DailyEntry.from_fhir(held)
    written = entry.amended(answers={**entry.answers, "taken": Decimal(90)}).to_fhir()
    assert written["component"][2]["extension"] == [EXTENSION]
    assert written["component"][2]["valueQuantity"]["value"] == 90
    assert written["status"] == "amended"


def test_a_second_submission_amends_what_is_held_and_keeps_its_author() -> None:
    held = DailyEntry.from_browser(sent(), AUTHOR).to_fhir()
    held["extension"].append(EXTENSION)
    other = DailyEntry.from_browser(sent(answers={"what": "tea", "offered": 200, "taken": 50}), UUID(int=7))
    written = DailyEntry.from_fhir(held).amended_by(other).to_fhir()
    assert EXTENSION in written["extension"]
    assert DailyEntry.from_fhir(written).author == AUTHOR
    assert DailyEntry.from_fhir(written).answers["taken"] == 50
    with pytest.raises(ValueError, match="another entry"):
        DailyEntry.from_fhir(held).amended_by(DailyEntry.from_browser(sent(patient=str(UUID(int=1))), AUTHOR))


def test_an_amendment_never_moves_an_entry_to_another_person() -> None:
    with pytest.raises(ValueError, match="never changes patient"):
        DailyEntry.from_browser(sent(), AUTHOR).amended(patient=UUID(int=1))


def test_an_entry_of_a_version_that_is_not_known_here_is_still_read() -> None:
    held = DailyEntry.from_browser(sent(), AUTHOR).to_fhir()
    held["extension"][0]["valueCanonical"] += "+oakfield.9"
    entry = DailyEntry.from_fhir(held)
    assert entry.answers["what"] == "tea"
    assert entry.definition.endswith("|1+oakfield.9")
    assert check(entry).errors[0].part == "definition"


def test_a_date_without_a_time_is_read_and_kept_as_it_was_written() -> None:
    held = DailyEntry.from_browser(sent(), AUTHOR).to_fhir() | {"effectiveDateTime": "2026-06-01"}
    entry = DailyEntry.from_fhir(held)
    assert entry.occurred == datetime(2026, 5, 31, 23, tzinfo=UTC)
    assert entry.amended(note="Later.").to_fhir()["effectiveDateTime"] == "2026-06-01"


@pytest.mark.parametrize(
    "missing", ["id", "code", "subject", "effectiveDateTime", "performer", "issued", "status"]
)
def test_an_observation_that_is_not_an_entry_is_refused(missing: str) -> None:
    held = DailyEntry.from_browser(sent(), AUTHOR).to_fhir()
    del held[missing]
    with pytest.raises(ValueError, match="not a daily entry"):
        DailyEntry.from_fhir(held)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "not-a-uuid"),
        ("patient", None),
        ("occurred", "2026-01-23T08:10:00"),
        ("occurred", "yesterday"),
        ("occurred", "0001-01-01T00:00:00+14:00"),
        ("until", 5),
        ("answers", ["tea"]),
        ("answers", {"no such \ud800": 1}),
        ("note", 5),
        ("helpers", "me"),
        ("helpers", [["me"]]),
        ("helpers", ["x"] * 30),
        ("confirmed", [None]),
        ("made", ""),
        ("device", "clock"),
        ("device", {"clock": "2026-01-23T08:12:03.000+00:00", "offset_seconds": 1e30}),
        ("kind", 5),
        ("definition", "x" * 300),
    ],
)
def test_a_broken_envelope_says_which_part_is_broken(name: str, value: Any) -> None:
    with pytest.raises(BadEntry) as raised:
        DailyEntry.from_browser(sent(**{name: value}), AUTHOR)
    assert [finding.part for finding in raised.value.findings.errors] == [name]


RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(RUBBISH)
def test_anything_at_all_is_either_an_entry_or_a_clear_refusal(rubbish: Any) -> None:
    for body in [rubbish, *(sent(**{name: rubbish}) for name in sent())]:
        said = findings(body)
        assert said.ok or all(finding.message for finding in said.errors + said.unusual)


@settings(max_examples=150)
@given(entry=entries(), rubbish=RUBBISH, data=st.data())
def test_a_spoilt_observation_is_read_or_refused_and_never_breaks_a_page(
    entry: DailyEntry, rubbish: Any, data: st.DataObject
) -> None:
    resource = exact.loads(exact.dumps(entry.to_fhir()))
    holder: Any = resource
    while isinstance(holder, dict | list) and holder:
        place = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        if not isinstance(holder[place], dict | list) or data.draw(st.booleans()):
            holder[place] = rubbish
            break
        holder = holder[place]
    with suppress(ValueError):
        read = DailyEntry.from_fhir(resource)
        check(read)
        read.to_browser()


def findings(body: Any) -> Findings:
    """What is said about a body: any other exception than a refusal fails the test."""
    try:
        return check(DailyEntry.from_browser(body, AUTHOR))
    except BadEntry as refused:
        return refused.findings


def canonical(key: str) -> str:
    return catalogue().kind(key).canonical
