"""What pages take for an entry: never another system's Observation, even one that carries our codes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from kith.care import queries
from kith.catalogue import exact
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.record.stored import Stored

MOMENT = datetime(2026, 1, 23, 8, tzinfo=UTC)
ENTRY = DailyEntry(
    id=UUID(int=1),
    kind="note",
    definition=catalogue().kind("note").canonical,
    patient=UUID(int=2),
    occurred=MOMENT,
    author=UUID(int=3),
    made=MOMENT,
    answers={"text": "She sang."},
)


def stored(resource: dict[str, Any] | None) -> Stored:
    """A resource as the record holds it; None once it was destroyed."""
    body = None if resource is None else exact.dumps(resource)
    return Stored(
        UUID(int=1), "Observation", 1, MOMENT, UUID(int=2), 1, 4, 2, None, 0, MOMENT, UUID(int=3), 0, None, None, body
    )  # fmt: skip


def test_an_entry_is_one() -> None:
    held = stored(ENTRY.to_fhir())
    assert queries.entry_or_none(held) == ENTRY


@pytest.mark.parametrize("lost", ["performer", "issued", "code", "effectiveDateTime"])
def test_an_observation_with_our_codes_that_is_not_whole_is_none(lost: str) -> None:
    resource = ENTRY.to_fhir()
    del resource[lost]
    assert queries.entry_or_none(stored(resource)) is None


def test_what_was_destroyed_is_none() -> None:
    assert queries.entry_or_none(stored(None)) is None
