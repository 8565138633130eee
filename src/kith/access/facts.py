"""What a decision rests on: facts about one person, as the viewer's session is allowed to weigh them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.access.sharing import Agreed, Declared, PersonsChoice
from kith.catalogue.categories import Masks


@dataclass(frozen=True, slots=True)
class Holding:
    """One custodian's Patient of the person. `removed` when it was withdrawn: it opens to nobody."""

    patient: UUID
    custodian: int
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Relationship:
    """The person registered with a service, or otherwise its to look after, from `since` up to, not including, `until`."""

    service: UUID
    since: datetime
    until: datetime | None = None
    open: bool = True
    """False for an episode that is planned, cancelled or finished."""
    chosen: bool = True
    """False where the viewer's login is for chosen people only, and this is not one of them."""
    inside: bool = True
    """Whether they are in the building: registered or admitted, and not only referred, on a caseload or on a rota."""

    def counts(self, service: UUID, now: datetime) -> bool:
        """Whether this is a relationship with that service at that moment."""
        return self.chosen and self._is_now(service, now)

    def in_the_building(self, service: UUID, now: datetime) -> bool:
        """Whether the person is in its building at that moment, whomever the viewer's login is for."""
        return self.inside and self._is_now(service, now)

    def _is_now(self, service: UUID, now: datetime) -> bool:
        begun = self.since <= now
        ended = self.until is not None and self.until <= now
        return self.open and self.service == service and begun and not ended


@dataclass(frozen=True, slots=True)
class OwnAccess:
    """The leave of the person, or of somebody who reads for them."""

    granted: Masks
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A person: everything held about them under confirmed links, and where they are registered."""

    asked: UUID
    """The Patient that was named."""
    now: datetime
    holdings: tuple[Holding, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    declared: frozenset[Declared] = frozenset()
    """The kinds of reason that the session has declared about the person and that count now."""
    declared_until: datetime | None = None
    """When the first of them ends: it may open what the others do not."""
    own: OwnAccess | None = None
    """By which leave the session reads in its own right (3)."""
    shown: Masks | None = None
    """How far the code opens it by which the session began; None where that was for somebody else (7)."""
    agreed: tuple[Agreed, ...] = ()
    choices: tuple[PersonsChoice, ...] = ()

    def related(self, service: UUID) -> bool:
        """Whether the person is this service's, or the viewer's there, now, as far as the viewer's login is for them."""
        return any(each.counts(service, self.now) for each in self.relationships)
