"""The half hour after a login made at the door ended by itself: what was open is finished and signed (practice, rule 14).

Nothing is read in it and nothing is opened: `request.viewer` is None, as for a stranger. What may be written, the database
says (access/sql/finishing.sql and pocket/sql/finishing.sql): a new entry whose form the server knew before the end.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.access import concerns
from kith.access.sessions import Presented
from kith.catalogue import exact
from kith.catalogue.components import DailyEntry
from kith.record import writing
from kith.record.connection import cursor
from kith.record.writing import By, Written


@dataclass(frozen=True, slots=True)
class Finisher:
    """Whoever finishes: the session that ended, and until when there is time."""

    session: int
    account: int
    practitioner: UUID
    custodian: int
    until: datetime


def enter(number: int, account: int, at: Presented, *, touch: bool) -> Finisher | None:
    """Note this session for the transaction as one that finishes; None when there is nothing to finish.

    With `touch` somebody is at the screen: a shared device does not lock meanwhile.
    """
    row = cursor().execute(
        "select * from kith_enter_to_finish(%s, %s, %s, %s, %s)",
        (number, account, at.device, at.secret, touch),
    ).fetchone()  # fmt: skip
    return Finisher(*row) if row else None


def finish(who: Finisher, entry: DailyEntry) -> Written:
    """Keep an entry whose form was open when the login ended, signed by its author; a repeat answers with what stands.

    Raises `kith.record.errors.NotAllowed` for anything else, and `IdTaken`.
    """
    return writing.put(
        cursor(), exact.dumps(entry.to_fhir()), id=entry.id, labels=concerns.labels_of(entry, who.custodian),
        author=who.practitioner, by=By.FINISHING,
    )  # fmt: skip
