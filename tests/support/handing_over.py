"""Changes and parts of a handover, made plainly for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from kith.care import queries
from kith.care.handover.lines import Told
from kith.care.handover.parts import Known
from kith.care.handover.since import Read
from kith.care.people import Resident
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.record.changes import Change
from kith.record.stored import Stored
from tests.support.invented import ELIZA, GREEN, NAMES, SPACE, entry

MORNING = datetime(2026, 11, 24, 7, 10, tzinfo=UTC)
"""Ten past seven on a Tuesday in winter, when the night hands over."""
NIGHT = MORNING - timedelta(hours=5)


def telling(now: datetime = MORNING, **more: Any) -> Telling:
    """The real catalogue, at the morning's handover."""
    return Telling(**{"kinds": queries.kinds(), "now": now, "names": NAMES, **more})


def told(
    what: DailyEntry,
    *,
    position: int = 10,
    first: int = 1,
    recorded: datetime | None = None,
    reason: str = "",
) -> Told:
    """An entry that is new in the feed."""
    made = recorded or what.occurred + timedelta(minutes=5)
    return Told(Change(stored(what.id, "Observation", made, reason=reason), position, first), what)


def fact(
    type: str, resource: dict[str, Any], *, position: int = 10, first: int = 1, status: int = 10
) -> Told:
    """Something that is no entry of ours."""
    made = stored(uuid5(SPACE, type), type, NIGHT, status=status)
    made.__dict__["resource"] = resource
    return Told(Change(made, position, first), None)


def stored(id: UUID, type: str, recorded: datetime, *, reason: str = "", status: int = 4) -> Stored:
    """What the store would answer, without a body."""
    return Stored(
        id, type, 1, recorded, GREEN, 1, 4, 2, None, status, recorded, ELIZA, 1, None, reason or None, None
    )


def distress(at: datetime = NIGHT, **more: Any) -> DailyEntry:
    """Distress in the night."""
    return entry("distress", at, {"during": ["shouting"], "helped": ["listened"], "after": "settled"}, **more)


def known(
    *changes: Told, lately: tuple[DailyEntry, ...] = (), read: Read | None = None, name: str = "Walter Green",
    room: str = "Room 4", begin: datetime = MORNING - timedelta(hours=12),
) -> Known:  # fmt: skip
    """What is known of one person."""
    person = Resident(uuid5(SPACE, name), name, name.split()[0], room)
    return Known(person, changes, lately, read, begin)
