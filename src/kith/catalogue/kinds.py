"""What a kind of daily entry is made of: the catalogue's definitions as Python reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kith.catalogue import systems
from kith.catalogue.categories import Category, Tier


class PartType(StrEnum):
    """The kinds of answer that a part of an entry takes."""

    CHOICE = "choice"
    CHOICES = "choices"
    QUANTITY = "quantity"
    INTEGER = "integer"
    YESNO = "yesno"
    TEXT = "text"
    TIME = "time"
    MOMENT = "moment"
    DATE = "date"

    @property
    def has_options(self) -> bool:
        """Whether the answer is picked from a list."""
        return self in (PartType.CHOICE, PartType.CHOICES)

    @property
    def is_number(self) -> bool:
        """Whether the answer is measured or counted, and so has limits and a trend."""
        return self in (PartType.QUANTITY, PartType.INTEGER)


class Fact(StrEnum):
    """How often a kind that tells what is lastingly so is held about a person."""

    ONE = "one"
    """At most once: whoever changes it makes a new version of the same entry."""
    MANY = "many"
    """As a list, such as risks or people to call."""


@dataclass(frozen=True)
class Words:
    """One meaning in two registers: for everybody, and for clinicians."""

    everyday: str
    clinical: str


@dataclass(frozen=True)
class Coding:
    """A code in somebody else's system, and where it was confirmed to mean this."""

    system: str
    code: str
    display: str
    source: str


@dataclass(frozen=True)
class Crosswalk:
    """The standard element that this is (`standard`, `element`), or why there is `none`."""

    standard: str = ""
    element: str = ""
    none: str = ""


@dataclass(frozen=True)
class LawfulBasis:
    """Why the law lets us hold something, in plain words and with the provisions relied on."""

    key: str
    words: str
    law: str


@dataclass(frozen=True)
class Owner:
    """Who answers for a definition: Kith, an area, an organisation or a service."""

    level: str
    key: str
    name: str


@dataclass(frozen=True)
class Unit:
    """A unit as people write it (`one` where a single one is said otherwise), and as UCUM codes it."""

    words: str
    ucum: str
    one: str = ""


@dataclass(frozen=True)
class Limits:
    """The lowest and highest number, both included; None where there is no limit."""

    low: Decimal | None = None
    high: Decimal | None = None

    def holds(self, number: Decimal) -> bool:
        """Whether the number lies within the limits."""
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@dataclass(frozen=True)
class Option:
    """One answer that can be picked. `system` and `code` say what it means, for ever."""

    code: str
    words: Words
    system: str
    icon: str = ""
    codes: tuple[Coding, ...] = ()


@dataclass(frozen=True)
class ShownWhen:
    """A part is asked only when another part has one of these answers."""

    part: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Part:
    """One question of an entry.

    `brief` is what a page writes before the answer in place of the question; empty, where the answer says enough
    alone. `value` marks the part that is the Observation's own value. `list` is the key of a shared list, if its
    options come from one.
    """

    key: str
    type: PartType
    words: Words
    help: str
    purpose: str
    basis: LawfulBasis
    crosswalk: Crosswalk
    brief: str | None = None
    required: bool = False
    value: bool = False
    never_preset: bool = False
    unit: Unit | None = None
    step: Decimal | None = None
    possible: Limits = Limits()
    usual: Limits = Limits()
    at_most: str = ""
    options: tuple[Option, ...] = ()
    list: str = ""
    shown_when: ShownWhen | None = None
    codes: tuple[Coding, ...] = ()

    def option(self, code: str) -> Option | None:
        """The option with this code, or None."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True)
class Quick:
    """Answers that one tap fills in; the person recording still looks at them and saves."""

    words: str
    answers: dict[str, Any]


@dataclass(frozen=True)
class Note:
    """Whether free words may be added to an entry, and how they are asked for."""

    allowed: bool
    words: str


@dataclass(frozen=True)
class Refused:
    """Words that an entry may not use, because they are not precise enough to be safe."""

    phrases: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Licence:
    """The evidence that a published tool may be used: whose it is, on what terms, and where they say so."""

    owner: str
    terms: str
    evidence: str


@dataclass(frozen=True)
class OptionList:
    """A list of options that several kinds share, with its own code system."""

    key: str
    version: str
    status: str
    owner: Owner
    words: Words
    source: str
    options: tuple[Option, ...]
    url: str
    licence: Licence | None = None


@dataclass(frozen=True)
class Group:
    """A heading under which kinds are offered on the recording sheet."""

    key: str
    words: Words
    icon: str


@dataclass(frozen=True)
class EntryKind:
    """One kind of entry in one version. Never changed: a change is a new version.

    With `fact` it is no event of a day: it says what is so until somebody changes it.
    """

    key: str
    version: str
    status: str
    owner: Owner
    group: str
    words: Words
    icon: str
    help: str
    category: Category
    tier: Tier
    purpose: str
    basis: LawfulBasis
    crosswalk: Crosswalk
    parts: tuple[Part, ...]
    note: Note
    notice: str = ""
    fact: Fact | None = None
    takes_period: bool = False
    names_staff: bool = False
    prominent: bool = False
    observation_category: str = ""
    codes: tuple[Coding, ...] = ()
    quick: tuple[Quick, ...] = ()
    refused: Refused | None = None
    by_key: dict[str, Part] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {part.key: part for part in self.parts})

    @property
    def url(self) -> str:
        """The canonical address, the same in every version."""
        return systems.ENTRY_KIND + self.key

    @property
    def canonical(self) -> str:
        """The address with the version, as every entry names it."""
        return f"{self.url}|{self.version}"

    @property
    def value_part(self) -> Part | None:
        """The part whose answer is the Observation's own value, if there is one."""
        return next((part for part in self.parts if part.value), None)
