"""What became of the concerns that somebody raised: that it was acted on, and nothing else of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.access.concerns import ACT, KIND
from kith.catalogue.systems import ENTRY_KINDS
from kith.record.connection import cursor
from kith.record.search.hashing import coded
from kith.record.statuses import ENTERED_IN_ERROR
from kith.record.types import type_number

ASKED = "select * from kith_concerns_raised(%s::smallint, %s::smallint, %s, %s::smallint, %s)"


@dataclass(frozen=True)
class Raised:
    """One concern of the session's own member of staff. Who is named in it later is told what stood before."""

    concern: UUID
    raised: datetime
    acted: datetime | None
    """When somebody last acted, or opened it again."""
    open: bool
    removed: bool
    """Whether it was taken out as entered in error."""


def raised(since: datetime) -> list[Raised]:
    """The concerns that the session's member of staff raised since then, the newest first."""
    values = (
        type_number("Observation"),
        type_number(ACT),
        coded("code", ENTRY_KINDS, KIND),
        ENTERED_IN_ERROR,
        since,
    )
    rows = cursor().execute(ASKED, values, prepare=True).fetchall()
    return [Raised(*row) for row in rows]
