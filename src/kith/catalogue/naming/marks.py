"""Marks in a text, and the text in pieces. A mark never changes a letter of it."""

from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why something is marked; the value is said to the reader."""

    KNOWN = "known here"
    NAME = "perhaps a name"
    CLOSE = "somebody told of"


@dataclass(frozen=True, slots=True)
class Mark:
    """From `start` up to, not including, `end`: places in the text, counted in characters."""

    start: int
    end: int
    why: Why


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of the text, marked or not."""

    text: str
    why: Why | None = None


def apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The same in the order of the text, none over another: the longer one stays, of two as long the first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.start - each.end, each.start)):
        at = bisect(kept, mark.start, key=_start)
        clear = (at == 0 or kept[at - 1].end <= mark.start) and (
            at == len(kept) or mark.end <= kept[at].start
        )
        if mark.start < mark.end and clear:
            kept.insert(at, mark)
    return tuple(kept)


def _start(mark: Mark) -> int:
    return mark.start


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The whole text, cut where marks begin and end."""
    return tuple(piece for piece in _cut(text, apart(marks)) if piece.text)


def _cut(text: str, marks: tuple[Mark, ...]) -> Iterator[Piece]:
    at = 0
    for mark in marks:
        yield Piece(text[at : mark.start])
        yield Piece(text[mark.start : mark.end], mark.why)
        at = mark.end
    yield Piece(text[at:])
