"""What stands of allergies, what answers the question, and what a form means."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from kith.care.allergies import answer, ended, is_known, standing
from kith.care.presenters.allergies import allergies_said, partial_day
from kith.care.residents import NOT_ASKED, allergy_alerts
from kith.care.telling import Telling
from kith.catalogue.components.allergy import NONE_KNOWN, Allergy
from kith.catalogue.loader import catalogue
from kith.web.presenters.allergy_form import named, options, typed_of

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TELLING = Telling(catalogue().current, NOW)
ENDINGS = ("refuted", "resolved", "entered-in-error")


def allergy(substance: str, hours: int = 0, **more: object) -> Allergy:
    made = Allergy(uuid4(), uuid4(), substance, recorded=NOW + timedelta(hours=hours))
    return replace(made, **more)  # type: ignore[arg-type]  # fields of an allergy


def none(hours: int) -> Allergy:
    return allergy("No known allergy", hours, code=NONE_KNOWN, certainty="confirmed")


statements = st.lists(
    st.builds(
        lambda what, hours, ending: (
            ended(_of(what, hours), ending, on=NOW.date(), why="so") if ending else _of(what, hours)
        ),
        st.sampled_from(["nuts", "none", "declined", "not-known"]),
        st.integers(0, 40),
        st.sampled_from([*ENDINGS, ""]),
    ),
    max_size=6,
    unique_by=lambda each: each.recorded,
)


def _of(what: str, hours: int) -> Allergy:
    if what == "none":
        return none(hours)
    return allergy(what, hours, gap="" if what == "nuts" else what)


@given(statements)
def test_what_a_page_says_is_what_a_plain_reading_says(held: list[Allergy]) -> None:
    """Told once more from the start: mistakes never were; what is named and holds wins; else the last word counts."""
    said = [each for each in held if each.certainty != "entered-in-error"]
    holds = [each for each in said if each.certainty != "refuted" and each.status == "active"]
    told = allergies_said(held, TELLING)
    alerts = [each.words for each in allergy_alerts(held)]
    if any(each.substance == "nuts" for each in holds):
        assert {each.lead for each in told} == {"Allergy: nuts"} == set(alerts)
        return
    last = sorted(
        holds + [each for each in said if each.substance == "nuts"], key=lambda each: str(each.recorded)
    )
    if last and last[-1].substance != "nuts":
        words = {"none": "No known allergies", "declined": "Allergies: they chose not to say",
                 "not-known": "Allergies: asked, but not known"}  # fmt: skip
        expected = words[last[-1].gap or "none"]
        assert [each.lead for each in told] == [expected]
        assert alerts == ([expected] if last[-1].gap else [])
    elif last:
        assert [each.lead for each in told] == ["None now; what was recorded stands no longer"]
    else:
        assert [each.lead for each in told] == ["Allergies: not asked"]
        assert (alerts == [NOT_ASKED.words]) == (not said)


def test_the_dangerous_ones_stand_first() -> None:
    held = [allergy("Apples", danger="low"), allergy("Wasps", danger="high")]
    assert [each.substance for each in standing(held)] == ["Wasps", "Apples"]
    assert answer(held) is None


def test_a_word_that_nobody_asked_is_no_answer() -> None:
    assert not is_known([allergy("", gap="not-asked")])
    assert is_known([allergy("", gap="declined")])
    assert is_known([none(0)])
    assert not is_known([allergy("Nuts", certainty="entered-in-error")])


def test_there_is_no_other_ending() -> None:
    with pytest.raises(ValueError, match="no ending"):
        ended(none(0), "deleted", on=NOW.date(), why="so")


@pytest.mark.parametrize(
    ("typed", "kept", "told"),
    [
        ("2019", "2019", "2019"),
        ("3/2019", "2019-03", "March 2019"),
        ("March 2019", "2019-03", "March 2019"),
        ("9/3/2019", "2019-03-09", "9 March 2019"),
        ("", "", ""),
    ],
)
def test_when_it_was_first_noticed_may_be_a_year_a_month_or_a_day(typed: str, kept: str, told: str) -> None:
    asked = named(sent(first=typed), allergy(""), NOW)
    assert asked.problems == {}
    assert asked.allergy.first == kept
    assert (partial_day(kept) if kept else "") == told


@pytest.mark.parametrize("typed", ["13/2019", "spring", "2090", "3/2090", "31/2/2019", "0/2019", "20199"])
def test_what_is_no_day_that_has_been_is_asked_again(typed: str) -> None:
    assert "first" in named(sent(first=typed), allergy(""), NOW).problems


@pytest.mark.parametrize("said", ["1/1/1800", "27/11/2026", "yesterday"])
def test_the_day_on_which_it_was_said_has_been(said: str) -> None:
    assert "said" in named(sent(said=said), allergy(""), NOW).problems


def test_left_empty_it_was_said_today() -> None:
    assert named(sent(), allergy(""), NOW).allergy.said == date(2026, 11, 26)


codes = {name: [code for code, _ in each] for name, each in options("everyday").items()}


@given(
    st.fixed_dictionaries(
        {
            "substance": st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1).filter(
                str.strip
            ),
            "danger": st.sampled_from(codes["danger"]),
            "says": st.sampled_from(codes["says"]),
            "reactions": st.lists(st.sampled_from(codes["reactions"]), unique=True),
            "other": st.sampled_from(["", "Shaking"]),
            "thing": st.sampled_from(codes["thing"]),
            "kind": st.sampled_from(codes["kind"]),
            "severity": st.sampled_from(codes["severity"]),
            "certainty": st.sampled_from(codes["certainty"]),
            "first": st.sampled_from(["", "2019", "3/2019", "9/3/2019"]),
            "said": st.sampled_from(["", "3/3/2026"]),
        }
    )
)
def test_a_form_that_is_opened_again_and_sent_unchanged_changes_nothing(typed: dict[str, object]) -> None:
    first = named(sent(**typed), allergy(""), NOW)
    assert first.problems == {}
    kept = Allergy.from_fhir(first.allergy.to_fhir())
    again = named(sent(**typed_of(kept)), kept, NOW)
    assert again.problems == {}
    assert again.allergy == kept == first.allergy


def sent(**typed: object) -> QueryDict:
    form = QueryDict(mutable=True)
    for name, value in {"substance": "Nuts", "danger": "high", "says": "gp", **typed}.items():
        form.setlist(name, value if isinstance(value, list) else [value])
    return form
