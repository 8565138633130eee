"""What workers have learned: one's own steps, and, for those who lead, those of everybody who works here."""

from datetime import datetime
from uuid import UUID

from kith.record.connection import cursor


def mark(step: str, edition: str) -> None:
    """The viewer has learned a step; once more changes nothing."""
    cursor().execute("select learned_mark(%s, %s)", (step, edition))


def mine(edition: str) -> dict[str, datetime]:
    """When the viewer learned each step of this edition."""
    rows = cursor().execute("select * from learned_mine()", prepare=True).fetchall()
    return {row.step: row.at for row in rows if row.edition == edition}


def here(edition: str) -> dict[tuple[UUID, str], set[str]]:
    """By worker and role, which steps of this edition they have learned; empty for a viewer who does not lead."""
    found: dict[tuple[UUID, str], set[str]] = {}
    for row in cursor().execute("select * from learned_here()").fetchall():
        steps = found.setdefault((row.staff, row.role), set())
        if row.edition == edition:
            steps.add(row.step)
    return found
