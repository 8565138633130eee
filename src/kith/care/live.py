"""Whether anything about somebody has moved since a page was made."""

from uuid import UUID

from kith.record.connection import cursor


def position() -> int:
    """The newest place in the feed that this session may see."""
    row = (
        cursor().execute("select position from feed order by position desc limit 1", prepare=True).fetchone()
    )
    return int(row[0]) if row else 0


def moved(patients: list[UUID], after: int) -> bool:
    """Whether the feed holds anything about these Patients after a position."""
    row = cursor().execute(
        "select 1 from feed where position > %s and patient = any(%s) limit 1",
        (after, patients),
        prepare=True,
    )
    return row.fetchone() is not None
