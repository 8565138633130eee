"""A fact in words, and each kind of not knowing in its own."""

import pytest

from kith.care.presenters.fact import fact_said, missing
from kith.care.sayings import written
from kith.catalogue.loader import catalogue
from tests.support.facts import held, telling

GAPS = {
    "not-asked": "Not asked",
    "not-known": "Asked, but not known",
    "declined": "They chose not to say",
}


def said(kind: str, answers=None, **more):
    return fact_said(catalogue().kind(kind), held(kind, answers, **more), telling())


def test_what_must_be_answered_leads_and_the_rest_follows_with_source_and_day() -> None:
    moving = said(
        "moving",
        {"known": "known", "people": "two", "with": ["hoist"], "how": "Medium sling.", "source": "gp"},
    )
    assert moving.lead == "Two people. With: Full hoist and sling"
    assert moving.lines == ("Medium sling.",)
    assert moving.source == "GP or GP letter, known since 1 Nov 2026"
    assert moving.by == "recorded by Eva Lindholm"
    assert not moving.gap


def test_clinicians_read_clinical_words() -> None:
    told = telling()
    clinical = type(told)(told.kinds, told.now, names=told.names, register="clinical")
    shown = fact_said(catalogue().kind("texture"), held("texture"), clinical)
    assert shown.lead == "Food: IDDSI 4 Pureed. Drink: IDDSI 2 Mildly Thick"


@pytest.mark.parametrize("why", GAPS)
def test_each_gap_has_its_own_words(why: str) -> None:
    shown = said("calms", {"known": why})
    assert (shown.lead, shown.gap, shown.none) == (GAPS[why], True, False)


def test_none_is_a_statement_and_not_recorded_is_not_one() -> None:
    none = said("risk", {"known": "none", "source": "person"})
    assert (none.lead, none.gap, none.none) == ("None known", False, True)
    assert none.source == "The person, known since 1 Nov 2026"
    assert said("calms", {"known": "none", "source": "person"}).lead == "None"
    assert (missing().lead, missing().gap) == ("Not recorded", True)
    assert len({none.lead, missing().lead, "No", *GAPS.values()}) == 6


def test_short_lines_flow_and_long_ones_stand_alone() -> None:
    long = "She sits at the window and takes her time; nobody hurries her through her dinner."
    shown = said(
        "must-do",
        {
            "known": "known",
            "what": "Weigh",
            "harm": True,
            "timing": "words",
            "when": "Mondays",
            "why": "Thin",
            "source": "gp",
        },
    )
    assert shown.lines == ("When: Mondays. Why: Thin",)
    shown = said(
        "must-do",
        {
            "known": "known",
            "what": "Weigh",
            "harm": True,
            "timing": "words",
            "when": long,
            "why": "Thin",
            "source": "gp",
        },
    )
    assert len(shown.lines) == 2


def test_a_day_is_written_with_its_year() -> None:
    assert written(held("moving").entry.occurred.date()) == "1 November 2026"
