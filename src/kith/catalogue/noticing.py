"""Rules by which a change in one person is noticed: what each reads, compares and suggests, as Python reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from kith.catalogue import files, systems
from kith.catalogue.categories import Category, Tier
from kith.catalogue.documents import BadDefinition, Document
from kith.catalogue.kinds import EntryKind, Licence, Limits, Owner, Part, Words
from kith.catalogue.loader import Catalogue, catalogue

FOLDER = files.DEFINITIONS / "noticing"


class Way(StrEnum):
    """How a rule tells that something has changed."""

    USUAL = "usual"
    """Days in a row far from the person's own earlier days."""
    OFTEN = "often"
    """More of something within some days than before."""
    EVENT = "event"
    """Something that is a change by itself, each day on which it happened."""
    ABSENCE = "absence"
    """Longer without something than ever before."""
    LOSS = "loss"
    """A measured weight that goes down."""


class MeasureOf(StrEnum):
    """How the entries of one day become one figure."""

    TOTAL = "total"
    LENGTH = "length"
    LEVEL = "level"
    SHARE = "share"
    NUMBER = "number"


@dataclass(frozen=True)
class Reads:
    """Entries of one kind that a rule reads, and which answers of one part count.

    `values` are answers that count, `at_most` a number that counts; without either every entry does. `only`
    leaves out entries with another answer. `levels` gives each answer its place in an order.
    """

    kind: EntryKind
    part: Part | None = None
    values: tuple[Any, ...] = ()
    at_most: Decimal | None = None
    only: tuple[str, tuple[Any, ...]] | None = None
    levels: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Usual:
    """The person's own earlier days: how many, how long before the days judged, and how many must be known."""

    days: int
    at_least: int
    before: int = 0


@dataclass(frozen=True)
class Enough:
    """How many entries a day needs to count at all, and what share of as many as are usual."""

    entries: int
    share: Decimal = Decimal(0)


@dataclass(frozen=True)
class Loss:
    """A loss of this share within so many days."""

    days: int
    share: Decimal


@dataclass(frozen=True)
class Drift:
    """A loss of this share over so many days, step by step, in at least so many readings."""

    days: int
    at_least: int
    share: Decimal


@dataclass(frozen=True)
class NoticingRule:
    """One rule in one version. All that it reads lies behind one gate, so whoever may read any may read all.

    `rank` 1 is the gravest of four. `steps` say how far is far, and further, so that an episode that gets
    clearly worse is told anew.
    """

    key: str
    version: str
    status: str
    owner: Owner
    words: Words
    purpose: str
    looks_for: str
    suggests: str
    source: str
    rank: int
    says: str
    reads: tuple[Reads, ...]
    way: Way
    steps: tuple[Decimal, ...]
    measure: MeasureOf = MeasureOf.TOTAL
    direction: str = "less"
    by: str = "share"
    spread: Decimal = Decimal(0)
    days: int = 1
    within: int = 1
    at_least: int = 1
    today: bool = False
    otherwise: bool = False
    usual: Usual | None = None
    enough: Enough = Enough(1)
    losses: tuple[Loss, ...] = ()
    drift: Drift | None = None
    licence: Licence | None = None

    @property
    def canonical(self) -> str:
        """The address with the version, as a closing names it."""
        return f"{systems.NOTICING}{self.key}|{self.version}"

    @property
    def category(self) -> Category:
        """The category of all that it reads."""
        return self.reads[0].kind.category

    @property
    def tier(self) -> Tier:
        """The depth of all that it reads."""
        return self.reads[0].kind.tier

    @cached_property
    def kinds(self) -> tuple[EntryKind, ...]:
        """The kinds of entry that it reads, each once."""
        return tuple({each.kind.key: each.kind for each in self.reads}.values())

    @property
    def part(self) -> Part | None:
        """The part whose trend shows what changed, where it is a number."""
        found = self.reads[0].part
        return found if found and found.type.is_number else None

    @property
    def most_people(self) -> Limits:
        """What the definition of the part calls usual."""
        part = self.reads[0].part
        return part.usual if self.otherwise and part else Limits()


@cache
def noticing_rules() -> tuple[NoticingRule, ...]:
    """The rules as shipped and in use, the gravest first."""
    found = [rule(each, catalogue()) for each in files.read_folder(FOLDER).values()]
    return tuple(sorted((r for r in found if r.status == "active"), key=lambda r: (r.rank, r.key)))


def rule(document: Document, known: Catalogue) -> NoticingRule:
    """A rule, as its document defines it. Raises BadDefinition for a key that names nothing."""
    more = {
        "words": Words(**document["words"]),
        "owner": Owner(**document["owner"]),
        "reads": tuple(_reads(each, document["key"], known) for each in document["reads"]),
        "way": Way(document["way"]),
        "steps": tuple(_number(each) for each in document["steps"]),
        "measure": MeasureOf(document.get("measure", "total")),
        "spread": _number(document.get("spread", 0)),
        "otherwise": "otherwise" in document,
        "usual": Usual(**document["usual"]) if "usual" in document else None,
        "enough": _enough(document.get("enough", {"entries": 1})),
        "losses": tuple(Loss(each["days"], _number(each["share"])) for each in document.get("losses", ())),
        "drift": _drift(document["drift"]) if "drift" in document else None,
        "licence": Licence(**document["licence"]) if "licence" in document else None,
    }
    return NoticingRule(**{**document, **more})


def _reads(document: Document, where: str, known: Catalogue) -> Reads:
    if document["kind"] not in known.current:
        raise BadDefinition(f"{where}: there is no kind of entry called {document['kind']!r}.")
    kind = known.current[document["kind"]]
    only = document.get("only")
    return Reads(
        kind=kind,
        part=_part(kind, document["part"], where) if "part" in document else None,
        values=tuple(document.get("is", ())),
        at_most=_number(document["at_most"]) if "at_most" in document else None,
        only=(_part(kind, only["part"], where).key, tuple(only["is"])) if only else None,
        levels=document.get("levels"),
    )


def _part(kind: EntryKind, key: str, where: str) -> Part:
    if key not in kind.by_key:
        raise BadDefinition(f"{where}: {kind.key} has no part called {key!r}.")
    return kind.by_key[key]


def _enough(document: Document) -> Enough:
    return Enough(document["entries"], _number(document.get("share", 0)))


def _drift(document: Document) -> Drift:
    return Drift(document["days"], document["at_least"], _number(document["share"]))


def _number(value: int | float) -> Decimal:
    return Decimal(str(value))
