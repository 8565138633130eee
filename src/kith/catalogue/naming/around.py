"""Whose names are known around somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kith.catalogue.naming.words import all_titles, fold, lists


@dataclass(frozen=True)
class Around:
    """Words of names: the person's own, and those of others known here. Without any, shapes and lists alone help."""

    own: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    """Capitals by which somebody known is meant: KG. None that is also an abbreviation of care."""
    gender: str = ""
    """The person's own: Mrs Green is somebody else in Mr Green's record."""

    @classmethod
    def of(cls, own: Iterable[str], known: Iterable[str], gender: str = "") -> Around:
        """From names as they are written: "Dr Ola Reed"."""
        mine, others = list(own), list(known)
        words = frozenset(word for name in mine for word in _words(name))
        return cls(
            words,
            frozenset(word for name in others for word in _words(name)) - words,
            _initials(others) - _initials(mine),
            gender,
        )


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s.,]+", name) if part and fold(part) not in all_titles()]


def _words(name: str) -> Iterator[str]:
    """Each word of a name, whole and in its parts: ellie-mae is elliemae, ellie and mae. Single letters are none."""
    for part in _parts(name):
        for word in {fold(part), *map(fold, re.split(r"[-'’]", part))}:
            if len(word) > 1 and word not in lists().joins:
                yield word


def _initials(names: Iterable[str]) -> frozenset[str]:
    found = ("".join(part[0] for part in _parts(name)).upper() for name in names)
    return frozenset(each for each in found if len(each) > 1 and each.casefold() not in lists().never)
