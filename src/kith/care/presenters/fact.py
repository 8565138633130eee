"""A lasting fact in words: what to do first, then the rest; who says so and since when; a gap as a gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kith.care.days import LONDON
from kith.care.facts import Held
from kith.care.sayings import Phrase, answer_words, phrases
from kith.care.telling import Telling
from kith.catalogue.facts import GAPS, NONE, SOURCE
from kith.catalogue.kinds import EntryKind, Fact, Part, PartType

KNOWN, ORDER = "known", "order"
UNTOLD = (KNOWN, SOURCE, ORDER, "harm", "timing", "record")
"""Told in another way: as a gap, in small type, by the place on a page, by the hours, and when it is recorded."""
SHORT = 64
"""As many letters stand in one line at a desk."""
NOT_RECORDED = "Not recorded"
SAID = {
    NONE: "None known",
    "declined": "They chose not to say",
    "not-known": "Asked, but not known",
    "not-asked": "Not asked",
}
NONE_OF_ONE = "None"
"""What a page says in place of a fact. Each is another answer (practice, rule 10)."""


@dataclass(frozen=True)
class Said:
    """One fact on a page: the lead, the other lines, and every question with its answer. `gap` is true where
    nothing is known; "none known" is no gap, somebody says so.
    """

    lead: str
    lines: tuple[str, ...] = ()
    told: tuple[Phrase, ...] = ()
    note: str = ""
    source: str = ""
    by: str = ""
    gap: bool = False
    none: bool = False
    entry: UUID | None = None


def fact_said(kind: EntryKind, held: Held, telling: Telling) -> Said:
    """What one held fact says."""
    answers = held.entry.answers
    state = answers.get(KNOWN, KNOWN)
    source, by, entry = source_line(kind, held, telling), by_line(held, telling), held.entry.id
    if state in (NONE, *GAPS):
        gap = state != NONE
        return Said(
            _why(kind, state), note=held.entry.note, source=source, by=by, gap=gap, none=not gap, entry=entry
        )
    told = dict(_told(kind, answers, telling))
    lead = [key for key in told if _leads(kind, key, list(told))]
    return Said(
        lead=". ".join(told[key].said.rstrip(".") for key in lead),
        lines=tuple(_flowing(each.said for key, each in told.items() if key not in lead)),
        told=tuple(told.values()),
        note=held.entry.note,
        source=source,
        by=by,
        entry=entry,
    )


def _why(kind: EntryKind, state: str) -> str:
    return NONE_OF_ONE if state == NONE and kind.fact is Fact.ONE else SAID[state]


def missing() -> Said:
    """What a page says where nobody has recorded anything: neither "no" nor "not asked"."""
    return Said(NOT_RECORDED, gap=True)


def source_line(kind: EntryKind, held: Held, telling: Telling) -> str:
    """Who says so, and since when it is known: "Hospital letter, known since 3 Mar 2026"."""
    part, code = kind.by_key.get(SOURCE), held.entry.answers.get(SOURCE)
    known = f"nown since {day_in_short(held.entry.occurred.astimezone(LONDON).date())}"
    return f"{answer_words(part, code, telling.register)}, k{known}" if part and code else f"K{known}"


def by_line(held: Held, telling: Telling) -> str:
    """Who recorded it."""
    return f"recorded by {telling.who(held.by)}"


def day_in_short(day: date | datetime) -> str:
    """A day for small type: 3 Mar 2026."""
    return f"{day.day} {day:%b} {day.year}"


def _flowing(lines: Iterable[str]) -> list[str]:
    """Short lines that follow each other stand in one, so that a page stays a page."""
    found: list[str] = []
    for line in lines:
        if found and len(found[-1]) + len(line) <= SHORT:
            found[-1] = f"{found[-1].rstrip('.')}. {line}"
        else:
            found.append(line)
    return found


def _told(kind: EntryKind, answers: dict[str, object], telling: Telling) -> list[tuple[str, Phrase]]:
    """The answers but who says so and whether it is known, by part, in the definition's order."""
    keys = [part.key for part in kind.parts if part.key in answers and part.key not in UNTOLD]
    return [(key, each) for key in keys for each in phrases(kind, {key: answers[key]}, telling.register)]


def _leads(kind: EntryKind, key: str, told: list[str]) -> bool:
    """What stands first and bold: what must always be answered, and is short."""
    part: Part = kind.by_key[key]
    return part.required and (part.type in (PartType.CHOICE, PartType.CHOICES) or key == told[0])
