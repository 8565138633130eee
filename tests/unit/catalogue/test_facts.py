"""Facts: one place for what is held once, a way to say why nothing is known, and who says so."""

from dataclasses import replace
from uuid import uuid4

import pytest

from kith.catalogue import exact
from kith.catalogue.categories import Category, Tier
from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.submission import write
from kith.catalogue.fact_rules import facts
from kith.catalogue.facts import fact_id
from kith.catalogue.kinds import EntryKind, Fact
from kith.catalogue.loader import catalogue
from tests.support.facts import PATIENT, RIGHT, fact

FACTS = [kind for kind in catalogue().current.values() if kind.fact]
HEADLINES = ("talking", "calms", "adjustment", "usual", "about-me", "check-answers")


def found(kind: EntryKind) -> list[str]:
    return list(facts(kind, catalogue()))


def test_two_people_who_record_a_fact_meet_on_its_id() -> None:
    assert fact_id(PATIENT, "moving") == fact_id(PATIENT, "moving")
    assert (
        len({fact_id(PATIENT, kind.key) for kind in FACTS} | {fact_id(uuid4(), "moving")}) == len(FACTS) + 1
    )


def test_a_fact_that_is_held_once_is_refused_anywhere_else() -> None:
    assert check(fact("moving")).ok
    (error,) = check(fact("moving", id=uuid4())).errors
    assert error.part == "id"
    assert check(fact("risk", id=uuid4())).ok


def test_a_fact_is_no_event_of_a_day() -> None:
    assert fact("moving").is_fact
    assert not replace(fact("moving"), kind="note", definition="").is_fact


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.key)
def test_every_fact_can_say_not_asked_and_not_known_and_asks_who_says_so(kind: EntryKind) -> None:
    first = kind.parts[0]
    for code in ("not-asked", "not-known", "declined"):
        assert check(fact(kind.key, {first.key: code})).ok, code
    assert found(kind) == []
    assert any("who says so" in each for each in found(replace(kind, parts=kind.parts[:-1])))
    assert any("what is known" in each for each in found(replace(kind, parts=kind.parts[1:])))
    assert any("no event of a day" in each for each in found(replace(kind, prominent=True)))


def test_imprecise_words_about_texture_are_refused() -> None:
    answers = {**RIGHT["texture"], "diet": "Soft diet, please"}
    assert "not clear enough" in check(fact("texture", answers)).errors[0].message


def test_passport_facts_are_headlines_of_communication() -> None:
    for key in HEADLINES:
        kind = catalogue().kind(key)
        assert (kind.category, kind.tier) == (Category.COMMUNICATION, Tier.HEADLINE), key


def test_the_warning_never_covers_pain_distress_a_complaint_or_a_disclosure() -> None:
    kind = catalogue().kind("check-answers")
    words = " ".join(
        option.words.everyday + option.words.clinical for option in kind.by_key["subjects"].options
    ).lower()
    assert not any(word in words for word in ("pain", "distress", "complain", "disclos", "harm", "abuse"))
    assert "Always believe" in kind.notice


def test_no_fact_says_that_somebody_has_or_lacks_capacity() -> None:
    for kind in FACTS:
        said = " ".join(
            (kind.words.everyday, kind.words.clinical, *(part.words.everyday for part in kind.parts))
        )
        assert "capacity" not in said.lower(), kind.key


def test_a_day_of_the_calendar_survives_fhir_and_browser() -> None:
    answers = {
        "known": "known",
        "what": "Weigh",
        "harm": True,
        "timing": "words",
        "when": "Mondays",
        "until": "2027-02-28",
        "source": "gp",
    }
    sent = {**write(fact("must-do", {})), "answers": answers}
    entry = DailyEntry.from_browser(sent, uuid4())
    assert check(entry).ok
    stored = exact.dumps(entry.to_fhir())
    assert '"valueDateTime":"2027-02-28"' in stored.replace(" ", "")
    again = DailyEntry.from_fhir(exact.loads(stored))
    assert again.answers == entry.answers
    assert again.to_browser()["answers"]["until"] == "2027-02-28"


@pytest.mark.parametrize("bad", ["28 February", "20270228", "2027-02-30", "2027-W08-7", "", 7])
def test_what_is_no_day_is_refused_in_words(bad: object) -> None:
    answers = {
        "known": "known",
        "what": "Weigh",
        "harm": True,
        "timing": "words",
        "when": "Mondays",
        "until": bad,
        "source": "gp",
    }
    entry = DailyEntry.from_browser({**write(fact("must-do", {})), "answers": answers}, uuid4())
    errors = [each.message for each in check(entry).errors]
    assert errors == (
        [] if bad == "" else ["To be done until which day?: this needs a day, such as 23 November 2026."]
    )


def test_once_or_many_is_said() -> None:
    assert {kind.fact for kind in FACTS} == {Fact.ONE, Fact.MANY}
