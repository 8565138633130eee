"""Where generated people live."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Place:
    """A service as the people's resources need it, and who works there."""

    custodian: int
    organization: UUID
    service: UUID
    staff: tuple[UUID, ...]
    sessions: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    """What each of the staff does, in their order."""
