"""Somebody who has never met them answers the eight questions from the page's words alone, "not known" among them.

The truth is the demonstration's own list of what is known; the reader sees only what an agency worker's page says.
"""

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from kith.care import demonstration
from kith.care.demonstration.cast import CAST, Part, character
from kith.care.demonstration.known import FACTS
from kith.care.demonstration.known.fact import Known
from kith.care.demonstration.residents import RESIDENTS, Resident
from kith.care.demonstration.staff import WILLOWS
from kith.care.generation.lives.standing import Told, standing
from kith.catalogue.loader import catalogue
from kith.directory.models import Account
from tests.integration.test_pages import browser, text
from tests.support.demonstration import living_there
from tests.support.homes import as_owner

pytestmark = [pytest.mark.django_db(transaction=False)]

HERE = [resident for resident in RESIDENTS if resident.home == WILLOWS]
DRAWN = [part for part in CAST if part.told is None or part.told[0] != "last-days"][:20]
GAPS = {"not-asked": "Not asked", "not-known": "Asked, but not known", "declined": "They chose not to say"}
HEART = {
    "attempt": "Attempt CPR",
    "do-not-attempt": "Do not attempt CPR",
    "not-asked": "No decision recorded: attempt CPR Not asked.",
    "not-known": "No decision recorded: attempt CPR Asked, but not known.",
    "declined": "No decision recorded: attempt CPR They chose not to talk of it.",
}
QUESTIONS = {
    "food": ("texture", "eating-help"),
    "moving": ("moving",),
    "talking": ("talking", "calms"),
    "today": ("must-do",),
    "skin": ("skin", "continence"),
    "call": ("contact",),
}
TOLD = {
    "texture": ("food", "drink"),
    "eating-help": ("help", "how"),
    "moving": ("people", "with"),
    "talking": ("how", "language"),
    "calms": ("calms", "frightens"),
    "must-do": ("what", "when"),
    "skin": ("skin", "care"),
    "continence": ("bladder", "bowel"),
    "contact": ("name",),
}
"""What a stranger must take from each kind."""


@pytest.fixture(scope="module")
def patients(store_url: str) -> dict[str, Any]:
    with as_owner():
        demonstration.load_first()
        everybody = (*HERE, *DRAWN)
        return {each.key: living_there().get(family=each.family, given=each.given).id for each in everybody}


@pytest.fixture
def eliza(patients: dict[str, Any]) -> Client:
    return browser(Account.objects.get(username="eliza"))


class Reader:
    """Reads the page by its headings, as somebody does who sees nothing else."""

    def __init__(self, page: str) -> None:
        found = re.findall(
            r'<section class="kith-answer" id="([a-z-]+)".*?</h2>(.*?)</section>', page, flags=re.S
        )
        self.order = [key for key, _ in found]
        self.answers = {key: words(body) for key, body in found}


def words(markup: str) -> str:
    plain = re.sub(r'<span class="kith-hush">.*?</span>|<svg\b.*?</svg>|<[^>]+>', " ", markup, flags=re.S)
    return re.sub(r"\s+", " ", unescape(plain)).strip()


def in_words(kind: str, part: str, answer: Any) -> list[str]:
    """An answer as everyday words, from the catalogue's list; a text as it was written."""
    options = {option.code: option.words.everyday for option in catalogue().kind(kind).by_key[part].options}
    return [
        options.get(each, str(each)).rstrip(".")
        for each in (answer if isinstance(answer, list) else [answer])
    ]


def expected(kind: str, known: Sequence[Known | Told]) -> list[str]:
    """What the page must say of one kind."""
    told = [each for each in known if each.kind == kind and each.answers.get("harm") is not False]
    if not told:
        return ["Not recorded"]
    said = []
    for each in told:
        state = each.answers["known"]
        if state == "none":
            said.append("None")
        elif state in GAPS:
            said.append(GAPS[state])
        else:
            parts = [part for part in TOLD[kind] if part in each.answers]
            said += [word for part in parts for word in in_words(kind, part, each.answers[part])]
    return said


@pytest.mark.parametrize("resident", HERE, ids=lambda resident: resident.key)
def test_the_eight_questions_are_answered_from_the_page(
    resident: Resident, eliza: Client, patients: Any
) -> None:
    reader = Reader(text(eliza.get(f"/people/{patients[resident.key]}/summary/")))
    known = list(FACTS[resident.key])
    assert reader.order[:8] == ["heart", "allergies", *QUESTIONS]
    cpr = next((each.answers["decision"] for each in known if each.kind == "cpr"), "")
    assert reader.answers["heart"].startswith(HEART.get(cpr, "No decision recorded: attempt CPR"))
    for allergic in resident.allergies:
        assert f"Allergy: {allergic.to} Reaction: {allergic.reaction}" in reader.answers["allergies"]
    assert bool(resident.allergies) != ("No known allergies" in reader.answers["allergies"])
    for question, kinds in QUESTIONS.items():
        for kind in kinds:
            for said in expected(kind, known):
                assert said in reader.answers[question], (kind, said)


@pytest.mark.parametrize("resident", HERE, ids=lambda resident: resident.key)
def test_what_is_known_is_never_called_a_gap_nor_a_gap_known(
    resident: Resident, eliza: Client, patients: Any
) -> None:
    reader = Reader(text(eliza.get(f"/people/{patients[resident.key]}/summary/")))
    known = list(FACTS[resident.key])
    for question, kinds in QUESTIONS.items():
        wanted = [said for kind in kinds for said in expected(kind, known)]
        for gap in ("Not recorded", *GAPS.values()):
            assert reader.answers[question].count(gap) == wanted.count(gap), (question, gap)


def test_whom_not_to_tell_is_told_as_such(eliza: Client, patients: Any) -> None:
    reader = Reader(text(eliza.get(f"/people/{patients['walter']}/summary/")))
    assert "Tell nothing to: Raymond Coles" in reader.answers["call"]
    assert reader.answers["call"].index("Helen Green") < reader.answers["call"].index("Peter Green")


def test_a_decision_that_one_person_copied_says_so(eliza: Client, patients: Any) -> None:
    patrick = Reader(text(eliza.get(f"/people/{patients['patrick']}/summary/"))).answers["heart"]
    assert "Entered by Samuel Price, not yet seen by a second person." in patrick
    amina = Reader(text(eliza.get(f"/people/{patients['amina']}/summary/"))).answers["heart"]
    assert "not yet seen" not in amina
    assert "Original seen by Samuel Price too" in amina


def test_the_warning_names_its_subjects_and_never_touches_pain(eliza: Client, patients: Any) -> None:
    page = words(text(eliza.get(f"/people/{patients['walter']}/summary/")))
    warning = page.split("Some answers may not fit what is so", 1)[1].split("Food and drink", 1)[0]
    assert warning.strip().startswith("On: Walking and moving, Toilet, Medicines taken only")
    assert "Made sure by: Eva Lindholm, nurse, with his daughter Helen" in warning
    assert "Always believe pain, distress, a complaint, or a worry about harm." in warning
    other = words(text(eliza.get(f"/people/{patients['harold']}/summary/")))
    assert "Some answers may not fit" not in other


def may_be_told(known: Sequence[Told]) -> list[str]:
    """What the page must say of how much each contact may be told, and whom nothing."""
    contacts = [each.answers for each in known if each.kind == "contact" and "tell" in each.answers]
    return [
        f"Tell nothing to: {each['name']}"
        if each["tell"] == "nothing"
        else f"May be told: {in_words('contact', 'tell', each['tell'])[0]}"
        for each in contacts
    ]


@pytest.mark.parametrize("part", DRAWN, ids=lambda part: part.key)
def test_the_eight_questions_of_somebody_drawn_by_lot_are_answered_from_the_page(
    part: Part, eliza: Client, patients: Any
) -> None:
    reader = Reader(text(eliza.get(f"/people/{patients[part.key]}/summary/")))
    who = character(part, date.today())
    known = standing(who)
    assert reader.order[:8] == ["heart", "allergies", *QUESTIONS]
    cpr = next((each.answers["decision"] for each in known if each.kind == "cpr"), "")
    assert reader.answers["heart"].startswith(HEART.get(cpr, "No decision recorded: attempt CPR"))
    copied_once = cpr == "do-not-attempt" and "cpr-seen" not in {each.kind for each in known}
    assert ("not yet seen by a second person" in reader.answers["heart"]) == copied_once
    for substance, reaction, _ in who.known.allergies:
        assert f"Allergy: {substance} Reaction: {reaction}" in reader.answers["allergies"]
    assert bool(who.known.allergies) != ("No known allergies" in reader.answers["allergies"])
    for question, kinds in QUESTIONS.items():
        wanted = [said for kind in kinds for said in expected(kind, known)]
        wanted += may_be_told(known) if question == "call" else []
        assert all(said in reader.answers[question] for said in wanted), (question, wanted)
        for gap in ("Not recorded", *GAPS.values()):
            assert reader.answers[question].count(gap) == sum(gap in said for said in wanted), (question, gap)
