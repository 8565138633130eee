"""What comes out of the store."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import orjson

from kith.record.statuses import DELETED, ENTERED_IN_ERROR


@dataclass(frozen=True)
class Stored:
    """One version of one resource, with the labels that govern it now."""

    id: UUID
    type: str
    version: int
    recorded: datetime
    patient: UUID | None
    custodian: int
    category: int
    tier: int
    team: int | None
    status: int
    occurred: datetime | None
    author: UUID
    action: int
    session: int | None
    reason: str | None
    body: str | None
    """JSON text, exactly as it was kept; None after lawful destruction."""

    @cached_property
    def resource(self) -> dict[str, Any]:
        """The body as Python. Decimals become floats: read `body` where precision matters."""
        parsed: dict[str, Any] = orjson.loads(self.body or "{}")
        return parsed

    @property
    def deleted(self) -> bool:
        """True when this version says that the resource was deleted."""
        return self.action == 3 or self.status == DELETED

    @property
    def in_error(self) -> bool:
        """True when the resource was marked as entered in error."""
        return self.status == ENTERED_IN_ERROR
