"""Asks the catalogue: what is held, what it is called, why, on what basis, and which standard it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kith.catalogue.kinds import Coding, Crosswalk, EntryKind, LawfulBasis, Part, Words
from kith.catalogue.loader import Catalogue, catalogue


@dataclass(frozen=True)
class Element:
    """One thing that the record can hold: a kind (`drink`) or a part of one (`drink.taken`)."""

    key: str
    version: str
    words: Words
    purpose: str
    basis: LawfulBasis
    crosswalk: Crosswalk
    codes: tuple[Coding, ...]

    @property
    def is_kind(self) -> bool:
        """Whether this is a whole kind of entry rather than a part of one."""
        return "." not in self.key


def elements(known: Catalogue | None = None) -> Iterator[Element]:
    """Every element of the current kinds, each kind before its parts (requirement R73: why do we hold this?)."""
    for kind in (known or catalogue()).current.values():
        yield _element(kind.key, kind, kind)
        yield from (_element(f"{kind.key}.{part.key}", part, kind) for part in kind.parts)


def versions(key: str, known: Catalogue | None = None) -> list[EntryKind]:
    """Every version of a kind that is known here, in the order in which they were published."""
    return [kind for kind in (known or catalogue()).kinds.values() if kind.key == key]


def _element(key: str, held: EntryKind | Part, kind: EntryKind) -> Element:
    return Element(key, kind.version, held.words, held.purpose, held.basis, held.crosswalk, held.codes)
