"""What the plain model of the record is made of: people at work, rights, labels, contents, versions."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kith.catalogue.categories import Category, Tier

CREATE, UPDATE, DELETE, PUT_RIGHT = 1, 2, 3, 4
VERSION, RELABEL, LEFT_SCOPE, DESTRUCTION = 1, 2, 3, 4

Right = tuple[Category, Tier]


class No(Exception):
    """A refusal: the name of the error that the store raises, and for a conflict the current version."""

    def __init__(self, name: str, current: int | None = None) -> None:
        super().__init__(name, current)


@dataclass(frozen=True, slots=True)
class Rights:
    """What one session may do with one Patient's resources of one custodian."""

    read: frozenset[Right] = frozenset()
    add: frozenset[Right] = frozenset()
    change: frozenset[Right] = frozenset()
    teams: frozenset[int] = frozenset()
    over: bool = False
    """The time is up: as if there were no decision."""


NONE = Rights()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work: a session of one member of staff."""

    session: int
    staff: UUID


@dataclass(frozen=True, slots=True)
class Label:
    """Who answers for a resource, and who may know of it."""

    custodian: int
    category: Category
    tier: Tier
    team: int | None = None
    barred: frozenset[UUID] = frozenset()

    @property
    def right(self) -> Right:
        """What somebody needs for it."""
        return self.category, self.tier


@dataclass(frozen=True, slots=True)
class Content:
    """What a text says, as far as the record itself must know."""

    id: UUID
    type: str
    patient: UUID | None
    status: str
    code: str
    occurred: datetime | None
    text: str
    """Everything that the sender wrote, without id: two contents are the same when these are."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One version."""

    number: int
    content: Content
    author: UUID
    session: int
    action: int
    reason: str | None
    body: bool = True


@dataclass
class Resource:
    """Everything about one resource."""

    id: UUID
    type: str
    patient: UUID | None
    label: Label
    versions: list[Kept] = field(default_factory=list)
    withheld: bool = False
    destroyed: bool = False
    holds: list[bool] = field(default_factory=list)
    """For each hold: whether it still stands."""

    @property
    def current(self) -> Kept:
        """The newest version."""
        return self.versions[-1]

    @property
    def deleted(self) -> bool:
        """Whether the newest version says that it is gone."""
        return self.current.action == DELETE


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the feed."""

    what: int
    id: UUID
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asked for a destruction."""

    resource: UUID
    staff: UUID
