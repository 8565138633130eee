"""The transaction of a request that writes, or that has to decide before it reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from kith.access import sessions
from kith.access.deciding import decide_named
from kith.access.viewer import Viewer
from kith.fhir.problems import unauthorised
from kith.record.connection import cursor


@contextmanager
def entered(token: str) -> Iterator[Viewer]:
    """One transaction under the session of this token. Raises a 401 when it has none that is open."""
    with transaction.atomic():
        session = sessions.enter_by_token(token)
        if session is None:
            raise unauthorised()
        yield Viewer.staff(session)


def is_open(viewer: Viewer, patient: UUID) -> bool:
    """Whether something of this Patient is open to the viewer; decided now where it has not been.

    What makes a decision stale deletes it, so one that stands is right.
    """
    row = (
        cursor()
        .execute(
            "select 1 from decision where session = %s and patient = %s and until > statement_timestamp() limit 1",
            (viewer.session, patient),
            prepare=True,
        )
        .fetchone()
    )
    return row is not None or decide_named(viewer, patient).allowed
