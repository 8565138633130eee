"""Labels change by an act of their own, recorded, sealed and fed like a version."""

from uuid import UUID

from kith.record.connection import Cursor
from kith.record.errors import Missing
from kith.record.labels import Labels


def relabel(cursor: Cursor, id: UUID, labels: Labels, *, reason: str, withhold: bool = False) -> int:
    """Put new labels on a resource, in every version. `withhold` hides it from everybody (wrong person put right).

    The custodian never changes. Answers with the number of the label change; raises `Missing` when the session may
    not change the resource as it stands labelled.
    """
    row = cursor.execute(
        "select kith_relabel(%s, %s::smallint, %s::smallint, %s, %s, %s::smallint, %s)",
        (
            id,
            int(labels.category),
            int(labels.tier),
            labels.team,
            list(labels.barred) or None,
            int(withhold),
            reason,
        ),
    ).fetchone()
    if row is None or row[0] is None:
        raise Missing(id)
    return int(row[0])
