"""Ids are UUIDs: ours in time order (version 7), planned things by name (version 5)."""

from datetime import datetime
from uuid import UUID, uuid5

import uuid6

PLANNED = UUID("6f1f6f0c-5a52-5c0e-9a2f-3f8f6c1d7e11")
"""Namespace of what is planned: two people who record one planned thing make the same id."""

NOBODY = UUID(int=0)
"""Stands for the Patient in decisions about resources that are about nobody."""


def new_id() -> UUID:
    """A new id, a UUIDv7: later ids sort after earlier ones."""
    return UUID(int=uuid6.uuid7().int)


def planned_id(plan: UUID, instant: datetime) -> UUID:
    """The id of what `plan` has due at `instant` (architecture, "Rows"): the same for everybody who records it."""
    return uuid5(PLANNED, f"{plan}|{instant.timestamp():.0f}")
