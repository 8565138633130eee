"""Writing one resource: validated text in, one call to the store, a version out."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from uuid import UUID

import orjson

from kith.record import meta
from kith.record.connection import Cursor
from kith.record.errors import Conflict, IdTaken, Missing, NotAllowed, OtherPerson
from kith.record.labels import Labels
from kith.record.search import Extracted, extract
from kith.record.statuses import DELETED, status_number
from kith.record.types import type_number


class By(StrEnum):
    """The function of the store that writes, named for the right by which it does."""

    DECISION = "kith_put"
    """A decision about the person, as row security has it."""
    DOOR = "kith_put_work"
    """A right at the door, for who works where (access/sql/door.sql)."""
    FINISHING = "kith_put_finished"
    """What the author's login allowed until it ended a moment ago (pocket/sql/finishing.sql)."""
    BEGINNING = "kith_put_first"
    """Nobody being there yet, for the four that begin an empty store (access/sql/beginning.sql)."""


_GIVEN = (
    "(%s, %s::smallint, %s, %s::smallint, %s::smallint, %s::smallint, %s, %s,"
    " %s::smallint, %s, %s, %s, %s, %s, %s, %s, %s::smallint, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
PUT = {by: f"select outcome, version, recorded from {by}{_GIVEN}" for by in By}  # noqa: S608 - our own words
# The session of a bearer token is entered by the statement itself: one trip, one transaction.
_ENTERING = "set_config('kith.session', kith_session_of_token(%s)::text, true) e"
PUT_BY_TOKEN = f"select p.outcome, p.version, p.recorded from {_ENTERING}, lateral {By.DECISION}{_GIVEN} p"  # noqa: S608 - likewise


class Action(IntEnum):
    """What a version did."""

    CREATE = 1
    UPDATE = 2
    DELETE = 3
    PUT_RIGHT = 4


class Outcome(IntEnum):
    """What the store answered (sql/writing.sql)."""

    CREATED = 1
    UPDATED = 2
    REPEATED = 3
    CONFLICT = 4
    MISSING = 5
    NOT_ALLOWED = 6
    TAKEN = 7
    OTHER_PERSON = 8


@dataclass(frozen=True, slots=True)
class Written:
    """A version that is, or already was, in the record."""

    outcome: Outcome
    id: UUID
    version: int
    recorded: datetime
    body: str


def put(
    cursor: Cursor,
    text: str,
    *,
    id: UUID,
    labels: Labels,
    author: UUID,
    expected: int | None = None,
    action: Action | None = None,
    reason: str | None = None,
    recorded: datetime | None = None,
    token: bytes | None = None,
    by: By = By.DECISION,
) -> Written:
    """Add a version of the FHIR resource in `text` under the session set on this transaction.

    With `token`, the hash of a bearer token, the same statement first enters that token's session; without an open
    one nothing is allowed. `by` is the right by which it is written.
    `expected` is the version this one follows (`If-Match`), or None to create. A repeat with the same id and the
    same content answers with the version that stands. Raises `Conflict`, `Missing`, `NotAllowed`, `IdTaken` or
    `OtherPerson`; the text is not validated here (see `kith.record.validation`).
    """
    resource = orjson.loads(text)
    moment = recorded or datetime.now(UTC)
    version = (expected or 0) + 1
    body, content_hash = meta.keep(text, id=str(id), version=version, recorded=moment)
    kind = action or (Action.CREATE if expected is None else Action.UPDATE)
    found = extract(resource)
    row = cursor.execute(
        PUT[by] if token is None else PUT_BY_TOKEN,
        (
            *(() if token is None else (token,)),
            *_labelled(id, resource, found, labels),
            DELETED if kind is Action.DELETE else status_number(found.status),
            found.code, found.occurred, found.occurred_end, moment,
            author, found.tokens, expected, int(kind), reason,
            content_hash, hashlib.sha256(body.encode()).digest(), body,
            *_searchable(found),
        ),
    ).fetchone()  # fmt: skip
    assert row is not None
    return _answered(Outcome(row[0]), id, row[1], row[2], body)


def _labelled(id: UUID, resource: dict[str, object], found: Extracted, labels: Labels) -> tuple[object, ...]:
    type_name = str(resource["resourceType"])
    patient = id if type_name == "Patient" else found.patient
    barred = list(labels.barred) or None
    return (
        id, type_number(type_name), patient,
        labels.custodian, int(labels.category), int(labels.tier), labels.team, barred,
    )  # fmt: skip


def _searchable(found: Extracted) -> tuple[list[object], ...]:
    texts: tuple[list[object], ...] = ([p for p, _ in found.texts], [v for _, v in found.texts])
    dates: tuple[list[object], ...] = (
        [p for p, _, _ in found.dates], [low for _, low, _ in found.dates], [high for _, _, high in found.dates],
    )  # fmt: skip
    numbers: tuple[list[object], ...] = (
        [p for p, _, _ in found.numbers], [v for _, v, _ in found.numbers], [u for _, _, u in found.numbers],
    )  # fmt: skip
    return (*texts, *dates, *numbers)


def _answered(outcome: Outcome, id: UUID, version: int, recorded: datetime, body: str) -> Written:
    match outcome:
        case Outcome.CREATED | Outcome.UPDATED:
            return Written(outcome, id, version, recorded, body)
        case Outcome.REPEATED:
            return Written(
                outcome,
                id,
                version,
                recorded,
                meta.splice(body, id=str(id), version=version, recorded=recorded),
            )
        case Outcome.CONFLICT:
            raise Conflict(id, version)
        case Outcome.MISSING:
            raise Missing(id)
        case Outcome.NOT_ALLOWED:
            raise NotAllowed(id)
        case Outcome.TAKEN:
            raise IdTaken(id)
        case Outcome.OTHER_PERSON:
            raise OtherPerson(id)
