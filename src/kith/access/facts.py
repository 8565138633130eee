"""What a decision rests on: facts about one person, as the viewer's session is allowed to weigh them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Holding:
    """One custodian's Patient of the person. `removed` when it was withdrawn: it opens to nobody."""

    patient: UUID
    custodian: int
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Relationship:
    """The person registered with a service from `since` up to, not including, `until`."""

    service: UUID
    since: datetime
    until: datetime | None = None
    open: bool = True
    """False for an episode that is planned, cancelled or finished."""
    chosen: bool = True
    """False where the viewer's login is for chosen people only, and this is not one of them."""

    def counts(self, service: UUID, now: datetime) -> bool:
        """Whether this is a relationship with that service at that moment."""
        return self.chosen and self.in_the_building(service, now)

    def in_the_building(self, service: UUID, now: datetime) -> bool:
        """Whether the person is looked after there at that moment, whomever the viewer's login is for."""
        begun = self.since <= now
        ended = self.until is not None and self.until <= now
        return self.open and self.service == service and begun and not ended


@dataclass(frozen=True, slots=True)
class Facts:
    """A person: everything held about them under confirmed links, and where they are registered."""

    asked: UUID
    """The Patient that was named."""
    now: datetime
    holdings: tuple[Holding, ...] = ()
    relationships: tuple[Relationship, ...] = ()
