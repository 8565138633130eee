"""The published day of MODS use case 1, by tapping alone: no letter is typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import PartType
from kith.catalogue.loader import catalogue

DAY: list[tuple[str, str, dict[str, Any]]] = [
    (
        "08:00 wakes and wants a shower",
        "waking",
        {"how": "by-self", "wanted": ["shower"], "slept": "well", "hours": 9},
    ),
    (
        "Eliza assists with a shower",
        "washing",
        {"what": "shower", "help": "some-help"},
    ),
    (
        "Eliza helps him to the toilet",
        "toileting",
        {"result": "urine", "where": "toilet", "help": "some-help"},
    ),
    (
        "by himself he walks to the dining room",
        "mobility",
        {"what": "walked", "where-to": "dining-room", "help": "by-self"},
    ),
    (
        "two eggs and a roll, next to Mr Brown where he normally sits",
        "food",
        {"meal": "breakfast", "foods": ["eggs", "bread"], "offered": 1, "taken": 1, "company": "usual-place"},
    ),
    (
        "a cup of coffee",
        "drink",
        {"what": "coffee", "offered": 200, "taken": 200},
    ),
    ("he reads the daily newspaper", "activity", {"what": "newspaper"}),
    (
        "09:00 nurse Eva gives his medication with a glass of water",
        "medicine",
        {"seen": "taken", "round": "morning", "given-by": "nurse", "with": "water"},
    ),
    (
        "the glass of water",
        "drink",
        {"what": "water", "offered": 200, "taken": 200},
    ),
    (
        "10:00 the choir group with Mahsa",
        "group-activity",
        {"what": "choir", "took-part": "joined-in", "mood": "happy", "with-others": "good-time"},
    ),
    (
        "how his mood was",
        "mood",
        {"mood": ["happy", "lively"], "how-known": "seen"},
    ),
    (
        "how his communication was",
        "communication",
        {"how": ["talked"], "understood-them": "easily", "changed": "new-to-me"},
    ),
    (
        "12:00 soup and a sandwich in the dining room",
        "food",
        {"meal": "lunch", "foods": ["soup", "sandwich"], "offered": 1, "taken": 1, "where": "dining-room"},
    ),
    (
        "an afternoon nap in his room",
        "sleep",
        {"kind": "afternoon-nap", "where": "own-bed", "hours": 1.5},
    ),
    (
        "any marked change",
        "marked-change",
        {"about": ["sleepy"], "direction": "worse", "since": "today", "told": ["nurse"]},
    ),
]


@pytest.mark.parametrize(("story", "kind", "answers"), DAY, ids=[row[0] for row in DAY])
def test_each_step_of_the_day_can_be_recorded_by_tapping(
    story: str, kind: str, answers: dict[str, Any]
) -> None:
    definition = catalogue().kind(kind)
    assert all(definition.by_key[key].type is not PartType.TEXT for key in answers), story
    entry = DailyEntry.from_browser(
        {
            "id": str(UUID(int=1)),
            "kind": kind,
            "definition": definition.canonical,
            "patient": str(UUID(int=2)),
            "occurred": "2026-01-23T08:00:00.000+00:00",
            "answers": answers,
            "helpers": [str(UUID(int=4))],
            "made": "2026-01-23T08:02:00.000+00:00",
        },
        UUID(int=3),
    )
    assert check(entry).ok, check(entry)
    assert DailyEntry.from_fhir(entry.to_fhir()) == entry
