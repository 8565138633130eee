"""Says an entry in words: each answer with its question, and the whole in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any, Literal

from kith.catalogue import answers, instants
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import Part, Words
from kith.catalogue.loader import Catalogue

Register = Literal["everyday", "clinical"]


@dataclass(frozen=True)
class Told:
    """One answer in words. `key` is the part's key, or `note`."""

    key: str
    question: str
    answer: str


def told(
    entry: DailyEntry, register: Register = "everyday", *, known: Catalogue | None = None
) -> tuple[Told, ...]:
    """Every answer in words, in the order in which the parts are asked, the note last."""
    return tuple(_told(entry, register, known))


def line(entry: DailyEntry, register: Register = "everyday", *, known: Catalogue | None = None) -> str:
    """The entry in one line, such as `Drink: Tea · Offered 200 ml · Drunk 150 ml`."""
    kind = entry.definition_in(known)
    pieces = [_piece(each, kind.by_key.get(each.key)) for each in told(entry, register, known=known)]
    return f"{said(kind.words, register)}: {' · '.join(pieces)}" if pieces else said(kind.words, register)


def said(words: Words, register: Register) -> str:
    """The words in one register or the other."""
    return words.everyday if register == "everyday" else words.clinical


def answer(part: Part, value: Any, register: Register = "everyday") -> str:
    """One answer in words, with its unit."""
    if isinstance(value, list):
        return ", ".join(answer(part, each, register) for each in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal | int):
        return answers.spoken(value, part)
    if isinstance(value, datetime):
        return value.astimezone(instants.LONDON).strftime("%-d %B %Y, %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    option = part.option(value)
    return said(option.words, register) if option else str(value)


def _told(entry: DailyEntry, register: Register, known: Catalogue | None) -> Iterator[Told]:
    kind = entry.definition_in(known)
    for part in kind.parts:
        if part.key in entry.answers:
            yield Told(part.key, said(part.words, register), answer(part, entry.answers[part.key], register))
    if entry.note:
        yield Told("note", "Note", entry.note)


def _piece(each: Told, part: Part | None) -> str:
    # A number or a yes means nothing without its question; a picked word or a text speaks for itself.
    if part is None or part.type in ("choice", "choices", "text"):
        return each.answer
    return f"{each.question} {each.answer}"
