"""What an address below `/fhir/` names."""

from uuid import UUID

from kith.fhir.problems import not_found, not_supported
from kith.record.search.columns import HELD
from kith.record.types import type_number

WRITTEN = frozenset({"AllergyIntolerance", "CarePlan", "Communication", "Condition", "Flag", "Observation"})
"""Types that a program may create and update.

People, staff, services and registrations give rights and are kept by the service itself.
"""
SEARCHED = frozenset({"Observation"})
LOOKED = "AuditEvent"
"""Who looked: made from looks when it is asked for, and kept nowhere else."""


def held(name: str) -> int:
    """The number of a type that the record holds. Raises a 404."""
    if name not in HELD:
        raise not_found()
    return type_number(name)


def written(name: str) -> None:
    """Raises a problem unless programs may write this type."""
    held(name)
    if name not in WRITTEN:
        raise not_supported(f"{name} cannot be written through this interface.")


def id_of(text: str) -> UUID:
    """An id. One that cannot be ours is not found, like any other that is not there."""
    try:
        found = UUID(text)
    except ValueError:
        raise not_found() from None
    if str(found) != text.lower():  # UUID() takes braces, urn: and no hyphens as well
        raise not_found()
    return found


def version_of(text: str) -> int:
    """A version's number; one that is no number is not found."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise not_found()
    return int(text)
