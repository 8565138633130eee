"""An entry in a few words, for staff or for clinicians, drawn from its kind's definition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from kith.care.days import clock
from kith.catalogue.kinds import EntryKind, Part, PartType, Words

Register = Literal["everyday", "clinical"]

TOO_BIG = 10**12
"""Beyond this nothing that happens to a person is a number."""

OFFERED = "offered"
"""The key that every kind gives to how much was offered (practice, rule 16)."""


@dataclass(frozen=True)
class Phrase:
    """One answered part: its question, its answer, and the two as a reader would say them."""

    label: str
    answer: str
    said: str


def is_taken(part: Part) -> bool:
    """Whether the part says how much was taken of what was offered."""
    return part.at_most == OFFERED and part.type.is_number


def times(number: int) -> str:
    """How often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def word(words: Words, register: Register) -> str:
    """The words in the register that the reader chose."""
    return words.clinical if register == "clinical" else words.everyday


def number(value: Any) -> str:
    """A number as it was written, with commas from a thousand: 1,450; 70.0 stays 70.0."""
    held = decimal(value)
    return str(value) if held is None else f"{held:,f}"


def decimal(value: Any) -> Decimal | None:
    """The number, or None for what other systems may have put in a number's place."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    held = Decimal(value)
    return held if abs(held) < TOO_BIG else None


def amount(value: Any, part: Part) -> str:
    """A number with its unit, if it has one."""
    if part.unit is None:
        return number(value)
    unit = part.unit.words
    return f"{number(value)} {unit[:-1] if _is_one(value, unit) else unit}"


def phrases(kind: EntryKind, answers: dict[str, Any], register: Register = "everyday") -> list[Phrase]:
    """What was answered, in the definition's order. Offered and taken are said together."""
    paired = {OFFERED} if any(is_taken(part) and part.key in answers for part in kind.parts) else set()
    shown = [part for part in kind.parts if part.key in answers and part.key not in paired]
    return [_phrase(kind, part, answers, register) for part in shown]


def sentence(kind: EntryKind, answers: dict[str, Any], register: Register = "everyday") -> str:
    """All that was answered as one line."""
    return "; ".join(phrase.said for phrase in phrases(kind, answers, register))


def answer_words(part: Part, value: Any, register: Register = "everyday") -> str:
    """One answer in words."""
    if part.type.has_options:
        return ", ".join(_option(part, code, register) for code in _listed(value))
    if part.type.is_number:
        return amount(value, part)
    if part.type is PartType.YESNO:
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.tzinfo:
        return clock(value)
    return written(value) if isinstance(value, date) else _plain(value)


def written(day: date) -> str:
    """A day with its year, as people write it: 3 March 2026."""
    return f"{day.day} {day:%B} {day.year}"


def _is_one(value: Any, unit: str) -> bool:
    """Whether a word such as "helpings" stands for one; "ml" and "kg" never change."""
    return len(unit) > 4 and unit.endswith("s") and value == 1


def _phrase(kind: EntryKind, part: Part, answers: dict[str, Any], register: Register) -> Phrase:
    label, said = word(part.words, register), answer_words(part, answers[part.key], register)
    if part.brief is not None:
        return Phrase(label, said, f"{part.brief}: {said}" if part.brief else said)
    if is_taken(part) and OFFERED in answers:
        said = f"{number(answers[part.key])} of {amount(answers[OFFERED], kind.by_key[OFFERED])}"
    elif not _speaks_for_itself(part, kind, said):
        return Phrase(label, said, f"{label} {said}" if label.endswith("?") else f"{label}: {said}")
    return Phrase(label, said, said)


def _speaks_for_itself(part: Part, kind: EntryKind, said: str) -> bool:
    if part.value or part.type is PartType.TEXT:
        return True
    return part.type.has_options and (part is kind.parts[0] or " " in said)


def _option(part: Part, code: str, register: Register) -> str:
    option = part.option(code)
    return word(option.words, register) if option else code


def _listed(value: Any) -> Iterable[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


def _plain(value: Any) -> str:
    text = str(value)
    return text[:5] if len(text) == 8 and text[2] == text[5] == ":" else text
