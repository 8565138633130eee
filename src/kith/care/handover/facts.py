"""New and changed facts about a person that are no daily entries: alerts, allergies, conditions and the rest."""

from dataclasses import dataclass
from typing import Any

from kith.care.handover.ranking import Ranked
from kith.record.changes import Change

ENTRIES = "Observation"


@dataclass(frozen=True)
class Sort:
    """How a type of resource is told: "New alert", and how high it ranks."""

    words: str
    rank: int


SORTS = {
    "Flag": Sort("alert", 88),
    "AllergyIntolerance": Sort("allergy", 88),
    "Condition": Sort("condition", 54),
    "CarePlan": Sort("care plan", 46),
    "Consent": Sort("decision or choice", 46),
    "DocumentReference": Sort("document", 30),
    "Communication": Sort("message", 30),
    "RelatedPerson": Sort("contact", 28),
    "CareTeam": Sort("person involved", 28),
    "EpisodeOfCare": Sort("stay", 44),
    "Patient": Sort("name, room or other details", 28),
}
"""Whatever is in none of these and is no entry is not for the handover."""

TYPES = (ENTRIES, *SORTS)
ARRIVED = "EpisodeOfCare"
ARRIVAL = "New here"
"""A new one says that somebody has come; the Patient that comes with it says nothing more."""


def fact_ranked(change: Change) -> Ranked | None:
    """A fact's rank, with its reason; None for what another fact tells already."""
    sort = SORTS[change.stored.type]
    if change.whole and change.stored.type == "Patient":
        return None
    if change.whole and change.stored.type == ARRIVED:
        return Ranked(sort.rank, "coming here")
    return Ranked(sort.rank, f"{_article(sort.words)} {sort.words}")


def fact_title(change: Change) -> str:
    """ "New alert", "Allergy removed", "Condition changed"."""
    words = SORTS[change.stored.type].words
    if change.stored.in_error or change.stored.deleted:
        return f"{words.capitalize()} removed"
    if change.whole:
        return ARRIVAL if change.stored.type == ARRIVED else f"New {words}"
    return f"{words.capitalize()} changed"


def fact_said(change: Change) -> str:
    """What the fact is, where the resource says it in words; a removed one is not said again."""
    if change.stored.in_error or change.stored.deleted:
        return ""
    if change.whole and change.stored.type == ARRIVED:
        return "Read who they are before you help them."
    resource = change.stored.resource
    return _text(resource.get("code")) or _text(resource.get("type")) or str(resource.get("description", ""))


def _text(concept: Any) -> str:
    if not isinstance(concept, dict):
        return ""
    codings = concept.get("coding") or [{}]
    return str(concept.get("text") or codings[0].get("display") or "")


def _article(words: str) -> str:
    return "an" if words[0] in "aeiou" else "a"
