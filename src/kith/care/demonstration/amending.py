"""A few entries of the fortnight were put right afterwards, so that an entry's history can be seen."""

from datetime import UTC, timedelta
from decimal import Decimal
from typing import Any

from kith.care.demonstration.home import Home
from kith.catalogue import exact
from kith.catalogue.components import DailyEntry
from kith.record import writing
from kith.record.connection import cursor
from kith.record.labels import Labels

Change = tuple[str, int, str, dict[str, Any], str]

CHANGES: tuple[Change, ...] = (
    ("walter", 1, "drink", {"taken": Decimal(100)}, "The cup was half full when the table was cleared."),
    ("dorothy", 3, "food", {"taken": Decimal("0.5")}, "Half of it was found in her napkin."),
    ("amina", 2, "weight", {"how": "chair"}, "It was the chair scale: the hoist was being mended."),
)
"""Whose last entry of which kind, how many days ago, what is right, and why it was changed."""

SINCE = max(back for _, back, *_ in CHANGES)
"""How many days ago the oldest of them was."""


def amend(home: Home, entries: list[DailyEntry]) -> int:
    """Put right what was wrong, half an hour after it was written. Answers how many. Runs as the store's owner."""
    done = 0
    for key, back, kind, answers, reason in CHANGES:
        if key in home.patients:
            done += _amend(home, _last(home, entries, key, back, kind), answers, reason)
    return done


def _last(home: Home, entries: list[DailyEntry], key: str, back: int, kind: str) -> DailyEntry:
    day = home.today - timedelta(days=back)
    return [
        entry
        for entry in entries
        if (entry.patient, entry.kind) == (home.patients[key], kind) and home.rule.of(entry.occurred) == day
    ][-1]


def _amend(home: Home, entry: DailyEntry, answers: dict[str, Any], reason: str) -> int:
    later = entry.made.astimezone(UTC) + timedelta(minutes=30)
    right = entry.amended(answers={**entry.answers, **answers}, made=later)
    labels = Labels(home.custodian, entry.category, entry.tier)
    writing.put(
        cursor(), exact.dumps(right.to_fhir()), id=entry.id, labels=labels, author=entry.author, expected=1,
        reason=reason, recorded=later,
    )  # fmt: skip
    return 1
