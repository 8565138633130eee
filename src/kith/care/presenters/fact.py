"""A lasting fact in words: what to do first, then the rest; who says so and since when; a gap as a gap."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kith.care.days import LONDON
from kith.care.facts import Held
from kith.care.sayings import Phrase, answer_words, phrases
from kith.care.telling import Telling
from kith.catalogue.facts import GAPS, NONE, SOURCE
from kith.catalogue.kinds import EntryKind, Part, PartType

KNOWN = "known"
NOT_RECORDED = "Not recorded"
SAID = {
    NONE: "None known",
    "declined": "They chose not to say",
    "not-known": "Asked, but not known",
    "not-asked": "Not asked",
}
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
    gap: bool = False
    none: bool = False
    entry: UUID | None = None


def fact_said(kind: EntryKind, held: Held, telling: Telling) -> Said:
    """What one held fact says."""
    answers = held.entry.answers
    state = answers.get(KNOWN, KNOWN)
    source, entry = source_line(kind, held, telling), held.entry.id
    if state in (NONE, *GAPS):
        gap = state != NONE
        return Said(SAID[state], note=held.entry.note, source=source, gap=gap, none=not gap, entry=entry)
    told = dict(_told(kind, answers, telling))
    lead = [key for key in told if _leads(kind, key, list(told))]
    return Said(
        lead=". ".join(told[key].said.rstrip(".") for key in lead),
        lines=tuple(each.said for key, each in told.items() if key not in lead),
        told=tuple(told.values()),
        note=held.entry.note,
        source=source,
        entry=entry,
    )


def missing() -> Said:
    """What a page says where nobody has recorded anything: neither "no" nor "not asked"."""
    return Said(NOT_RECORDED, gap=True)


def source_line(kind: EntryKind, held: Held, telling: Telling) -> str:
    """Who says so, since when it is known, and who recorded it: "Hospital letter, known since 3 Mar 2026"."""
    part, code = kind.by_key.get(SOURCE), held.entry.answers.get(SOURCE)
    said = f"{answer_words(part, code, telling.register)}. " if part and code else ""
    known = day_in_short(held.entry.occurred.astimezone(LONDON).date())
    return f"{said}Known since {known}, recorded by {telling.who(held.by)}"


def day_in_short(day: date | datetime) -> str:
    """A day for small type: 3 Mar 2026."""
    return f"{day.day} {day:%b} {day.year}"


def _told(kind: EntryKind, answers: dict[str, object], telling: Telling) -> list[tuple[str, Phrase]]:
    """The answers but who says so and whether it is known, by part, in the definition's order."""
    keys = [part.key for part in kind.parts if part.key in answers and part.key not in (KNOWN, SOURCE)]
    return [(key, each) for key in keys for each in phrases(kind, {key: answers[key]}, telling.register)]


def _leads(kind: EntryKind, key: str, told: list[str]) -> bool:
    """What stands first and bold: what must always be answered, and is short."""
    part: Part = kind.by_key[key]
    return part.required and (part.type in (PartType.CHOICE, PartType.CHOICES) or key == told[0])
