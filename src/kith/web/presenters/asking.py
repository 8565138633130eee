"""What is still not asked about somebody, in the order in which somebody new needs the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.care.allergies import ALLERGIES, is_known
from kith.care.facts import Facts
from kith.catalogue.components.allergy import Allergy
from kith.catalogue.facts import NOT_ASKED
from kith.catalogue.loader import catalogue
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.summary import QUESTIONS, REST, Rights

FIRST = ("cpr",)


@dataclass(frozen=True)
class Question:
    """Something that nobody has asked yet, and where the answer is written."""

    title: str
    href: str


@dataclass(frozen=True)
class AskingPage:
    """The page. `answered` of `all` have an answer; "declined" and "not known" are answers."""

    questions: tuple[Question, ...]
    answered: int
    all: int
    summary: str


def asking_page(patient: UUID, record: Rights, facts: Facts, allergies: Sequence[Allergy]) -> AskingPage:
    """Questions that this reader may answer; what is closed to them is not told as a gap."""
    hrefs = Hrefs(patient)
    kinds = [catalogue().kind(key) for key in (*FIRST, *(k for _, _, ks in (*QUESTIONS, *REST) for k in ks))]
    open_kinds = [
        kind
        for kind in kinds
        if record.may_read(kind.category, kind.tier) and record.may_add(kind.category, kind.tier)
    ]
    asked = {each.entry.kind for each in facts.held if not each.removed and _answered(each.entry.answers)}
    missing = [
        Question(kind.words.everyday, hrefs.ask(kind.key)) for kind in open_kinds if kind.key not in asked
    ]
    of_allergies = record.may_read(*ALLERGIES) and record.may_add(*ALLERGIES)
    if of_allergies and not is_known(allergies):
        missing.insert(0, Question("Allergies", hrefs.allergies))
    every = len(open_kinds) + of_allergies
    return AskingPage(tuple(missing), every - len(missing), every, hrefs.summary)


def _answered(answers: object) -> bool:
    return not isinstance(answers, dict) or answers.get("known") != NOT_ASKED
