"""The form of one allergy: what was typed, what it means, and what is still missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.http import QueryDict

from kith.care.days import LONDON
from kith.care.presenters.allergies import partial_day
from kith.care.sayings import Register, word
from kith.catalogue.components.allergy import NONE_KNOWN, Allergy
from kith.catalogue.loader import catalogue
from kith.directory.finding import day
from kith.record.search.folding import fold
from kith.web.sent import line

LISTS = {
    "thing": "allergy-things",
    "kind": "allergy-kinds",
    "reactions": "allergy-reactions",
    "severity": "allergy-severity",
    "danger": "allergy-danger",
    "certainty": "allergy-certainty",
    "says": "fact-sources",
    "answer": "allergy-answers",
    "how": "allergy-endings",
}
"""The catalogue's list behind each question."""
UNSAID = ("not-sure", "not-known")
"""Answers that FHIR says by leaving the element out."""
NONE, NONE_WORDS = "none", "No known allergy"
PARTIAL = re.compile(r"(?:(\d{1,2})[/. -])?(\d{4})")
OLDEST = date(1900, 1, 1)

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """A form as it was sent. `problems` are words by the name of the field."""

    allergy: Allergy
    problems: dict[str, str] = field(default_factory=dict)


def options(register: Register, *, without: tuple[str, ...] = ()) -> dict[str, Options]:
    """What may be chosen at each question, in the reader's words."""
    lists = catalogue().shared.lists
    return {
        name: tuple(
            (each.code, word(each.words, register)) for each in lists[key].options if each.code not in without
        )
        for name, key in LISTS.items()
    }


def named(sent: QueryDict, allergy: Allergy, now: datetime) -> Asked:
    """The allergy with what was sent about it; a form from elsewhere has gaps like an empty one."""
    first = _first(line(sent, "first"))
    read = replace(
        allergy,
        substance=line(sent, "substance"),
        code=allergy.code if line(sent, "substance") == allergy.substance else "",
        thing=_one(sent, "thing"),
        kind=_one(sent, "kind"),
        reactions=_reactions(sent),
        severity=_one(sent, "severity"),
        danger=_one(sent, "danger"),
        certainty=_one(sent, "certainty") or "unconfirmed",
        first=first or "",
        note=line(sent, "note", 1000),
    )
    read, problems = _told(sent, read, now)
    if not read.substance:
        problems = {"substance": "Write what it is that they must not have.", **problems}
    if not read.danger:
        problems["danger"] = "Choose one; “nobody can say” is an answer."
    if first is None or _day_of(first) > _today(now):
        problems["first"] = "Write a year, a month or a day that has been, like 2019 or 3/2019."
    return Asked(read, problems)


def answered(sent: QueryDict, allergy: Allergy, now: datetime) -> Asked:
    """That there is none, or why it is not known."""
    asked = _one(sent, "answer")
    if asked == NONE:
        allergy = replace(allergy, substance=NONE_WORDS, code=NONE_KNOWN, certainty="confirmed")
    else:
        words = dict(options("everyday")["answer"])
        allergy = replace(allergy, substance=f"Allergies: {words.get(asked, '').lower()}", gap=asked)
    allergy, problems = _told(sent, allergy, now)
    if not asked or asked == "allergy":
        problems = {"answer": "Choose one.", **problems}
    return Asked(allergy, problems)


def ending(sent: QueryDict) -> tuple[str, str, dict[str, str]]:
    """How a statement ended, why, and what is missing."""
    how, why = _one(sent, "how"), line(sent, "why", 1000)
    problems = {} if how else {"how": "Choose one."}
    if not why:
        problems["why"] = "Say in a few words how you know."
    return how, why, problems


def typed_of(allergy: Allergy) -> Mapping[str, object]:
    """What the form holds of a statement that is there already."""
    known = {words: code for code, words in options("everyday")["reactions"]}
    return {
        "substance": allergy.substance,
        "thing": allergy.thing,
        "kind": allergy.kind,
        "reactions": [known[each] for each in allergy.reactions if each in known],
        "other": ", ".join(each for each in allergy.reactions if each not in known),
        "severity": allergy.severity,
        "danger": allergy.danger,
        "certainty": allergy.certainty,
        "first": partial_day(allergy.first) if allergy.first else "",
        "says": allergy.says,
        "said": f"{allergy.said:%d/%m/%Y}" if allergy.said else "",
        "note": allergy.note,
    }


def typed_in(sent: QueryDict) -> Mapping[str, object]:
    """What the form holds when it comes back with something to check."""
    return {**sent.dict(), "reactions": sent.getlist("reactions")}


def fresh(id: UUID, patient: UUID, now: datetime, by: UUID) -> Allergy:
    """A statement about which nothing is said yet."""
    return Allergy(id, patient, "", recorded=now, recorder=by)


def _told(sent: QueryDict, allergy: Allergy, now: datetime) -> tuple[Allergy, dict[str, str]]:
    said = day(fold(line(sent, "said"))) if line(sent, "said") else _today(now)
    problems = {}
    if not _one(sent, "says"):
        problems["says"] = "Choose who says so."
    if said is None or not OLDEST <= said <= _today(now):
        problems["said"] = "Write a day that has been, like 26/11/2026."
    return replace(allergy, says=_one(sent, "says"), said=said), problems


def _one(sent: QueryDict, name: str) -> str:
    """A code of the question's list; nothing for what is none, and for an answer that FHIR leaves out."""
    codes = {each.code for each in catalogue().shared.lists[LISTS[name]].options}
    code = sent.get(name, "")
    gone = name in ("kind", "severity") and code in UNSAID
    return code if code in codes and not gone else ""


def _reactions(sent: QueryDict) -> tuple[str, ...]:
    words = dict(options("everyday")["reactions"])
    chosen = [words[code] for code in sent.getlist("reactions") if code in words]
    other = line(sent, "other")
    return (*chosen, other) if other else tuple(chosen)


def _first(typed: str) -> str | None:
    """When it was first noticed, in FHIR's writing; nothing for nothing, None for what cannot be read."""
    if not typed:
        return ""
    if found := day(fold(typed)):
        return found.isoformat()
    if found := day(fold(f"1 {typed}")):  # March 2019
        return f"{found:%Y-%m}"
    parts = PARTIAL.fullmatch(typed)
    if parts is None or not 1 <= int(parts[1] or 1) <= 12:
        return None
    return f"{parts[2]}-{int(parts[1]):02}" if parts[1] else parts[2]


def _day_of(first: str) -> date:
    if not first:
        return OLDEST
    year, month, of_month = (*map(int, first.split("-")), 1, 1)[:3]
    return date(year, month, of_month)


def _today(now: datetime) -> date:
    return now.astimezone(LONDON).date()
