"""Who a program's token stands for, and the transactions of its requests."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from kith.access import sessions
from kith.access.deciding import decide_named
from kith.access.viewer import Viewer
from kith.fhir.problems import unauthorised
from kith.record.connection import Cursor, cursor

REMEMBERED = 60.0
"""Seconds for which it is remembered whom a token stands for. Whether it still counts is asked every time."""
MOST = 10_000

DECIDED = (
    "select 1 from decision where session = %s and patient = %s and until > statement_timestamp() limit 1"
)
ENTER = "select set_config('kith.session', kith_session_of_token(%s)::text, true)"

_known: dict[bytes, tuple[float, Viewer]] = {}


def viewer_of(token: str) -> Viewer:
    """The viewer that this token stands for, perhaps from memory. Raises a 401.

    What is remembered of a session (whose, for whom, as what) never changes; that it has ended does. So nothing
    is allowed by this: each statement enters the session again. A role that an organisation made may change: it is not
    remembered.
    """
    key = sessions.hashed(token)
    found = _known.get(key)
    if found is not None and found[0] > time.monotonic():
        return found[1]
    with entered(token) as viewer:
        if viewer.role.base:
            return viewer
        if len(_known) >= MOST:
            _known.clear()
        _known[key] = (time.monotonic() + REMEMBERED, viewer)
    return viewer


@contextmanager
def entered(token: str) -> Iterator[Viewer]:
    """One transaction under the session of this token. Raises a 401 when it has none that is open."""
    with transaction.atomic():
        session = sessions.enter_by_token(token)
        if session is None:
            raise unauthorised()
        yield Viewer.staff(session)


@contextmanager
def together() -> Iterator[None]:
    """Statements sent together, in one transaction that is committed when the block ends: fewer trips."""
    connection.ensure_connection()
    with connection.connection.pipeline():
        yield


def enter(token: str) -> Cursor:
    """Enter the session of this token, without waiting for the answer."""
    return cursor().execute(ENTER, (sessions.hashed(token),), prepare=True)


def decided(viewer: Viewer, patient: UUID) -> Cursor:
    """Ask whether a decision stands, without waiting: what makes one stale deletes it."""
    return cursor().execute(DECIDED, (viewer.session, patient), prepare=True)


def is_open(viewer: Viewer, patient: UUID) -> bool:
    """Whether something of this Patient is open to the viewer; decided now where it has not been."""
    return decided(viewer, patient).fetchone() is not None or decide_named(viewer, patient).allowed
