"""Checks an entry against its definition: the impossible is an error, the unusual asks for confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from kith.catalogue import answers
from kith.catalogue.facts import has_its_id
from kith.catalogue.kinds import EntryKind, Part
from kith.catalogue.loader import Catalogue, UnknownKind, catalogue

if TYPE_CHECKING:
    from kith.catalogue.components.daily_entry import DailyEntry

# A device's clock may run ahead of ours by this much before we say that an entry lies in the future.
CLOCK_GRACE = timedelta(minutes=5)
LONGEST_USUAL = timedelta(hours=24)
LONGEST_NOTE = 4000


@dataclass(frozen=True)
class Finding:
    """Something to mend or to confirm: the part it is about, and what to tell the person recording."""

    part: str
    message: str


@dataclass(frozen=True)
class Findings:
    """What a check found. Errors must be mended; unusual answers must be confirmed by naming their part."""

    errors: tuple[Finding, ...] = ()
    unusual: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the entry may be recorded as it stands."""
        return not self.errors and not self.unusual

    def as_json(self) -> dict[str, list[dict[str, str]]]:
        """The findings as the recording components expect them."""
        return {
            "errors": [vars(finding) for finding in self.errors],
            "unusual": [vars(finding) for finding in self.unusual],
        }


def check(entry: DailyEntry, *, now: datetime | None = None, known: Catalogue | None = None) -> Findings:
    """Everything that is wrong or unusual about the entry, judged by the definition that it names.

    `now` is the server's clock unless given; `known` is the shipped catalogue unless given.
    """
    known = known or catalogue()
    try:
        kind = known.version(entry.definition)
    except UnknownKind:
        return Findings((Finding("definition", "This app is too old or too new. Reload it and try again."),))
    if kind.key != entry.kind:
        return Findings((Finding("kind", "The kind of entry and its definition do not match."),))
    errors = [
        *_place_wrong(entry, kind),
        *_times_wrong(entry, kind, now or datetime.now(UTC)),
        *_parts_wrong(entry, kind),
        *_note_wrong(entry, kind),
    ]
    unusual = [*_times_unusual(entry), *_parts_unusual(entry, kind)]
    return Findings(tuple(errors), tuple(each for each in unusual if each.part not in entry.confirmed))


def _place_wrong(entry: DailyEntry, kind: EntryKind) -> Iterator[Finding]:
    if not has_its_id(entry.id, entry.patient, kind):
        yield Finding("id", f"“{kind.words.everyday}” is held once. Open what there is, and change it.")


def _times_wrong(entry: DailyEntry, kind: EntryKind, now: datetime) -> Iterator[Finding]:
    if entry.occurred > now + CLOCK_GRACE:
        yield Finding("occurred", "This time is in the future. Say when it happened.")
    if entry.until is None:
        return
    if not kind.takes_period:
        yield Finding("until", f"“{kind.words.everyday}” has one time, not a start and an end.")
    if entry.until < entry.occurred:
        yield Finding("until", "The end is before the start.")
    if entry.until > now + CLOCK_GRACE:
        yield Finding("until", "The end is in the future. Leave it out until it has ended.")


def _times_unusual(entry: DailyEntry) -> Iterator[Finding]:
    if entry.until is not None and entry.until - entry.occurred > LONGEST_USUAL:
        yield Finding("until", "This lasts more than a day. Is that right?")


def _parts_wrong(entry: DailyEntry, kind: EntryKind) -> Iterator[Finding]:
    for key in entry.answers:
        if key not in kind.by_key:
            yield Finding(key, f"“{kind.words.everyday}” has nothing called “{key}”.")
    for part in kind.parts:
        if message := _part_wrong(part, entry.answers, kind):
            yield Finding(part.key, message)


def _part_wrong(part: Part, given: dict[str, Any], kind: EntryKind) -> str | None:
    shown = is_shown(part, given)
    if part.key not in given:
        return f"{part.words.everyday}: please answer this." if part.required and shown else None
    if not shown:
        return f"{part.words.everyday}: this does not go with the other answers. Take it out."
    return answers.wrong(part, given[part.key], kind.refused) or _more_than_other(part, given, kind)


def is_shown(part: Part, given: dict[str, Any]) -> bool:
    """Whether a part is asked at all, given the other answers."""
    if part.shown_when is None:
        return True
    answer = given.get(part.shown_when.part)
    picked = answer if isinstance(answer, list) else [answer]
    return any(_same(each, wanted) for each in picked for wanted in part.shown_when.values)


def _same(answer: Any, wanted: Any) -> bool:
    return type(answer) is type(wanted) and bool(answer == wanted)


def _more_than_other(part: Part, given: dict[str, Any], kind: EntryKind) -> str | None:
    other = kind.by_key.get(part.at_most)
    if other is None or other.key not in given or answers.wrong(other, given[other.key], None):
        return None
    if given[part.key] <= given[other.key]:
        return None
    limit = answers.spoken(given[other.key], other)
    return f"{part.words.everyday}: this cannot be more than “{other.words.everyday}” ({limit})."


def _parts_unusual(entry: DailyEntry, kind: EntryKind) -> Iterator[Finding]:
    for part in kind.parts:
        if part.key in entry.answers and (message := answers.unusual(part, entry.answers[part.key])):
            yield Finding(part.key, message)


def _note_wrong(entry: DailyEntry, kind: EntryKind) -> Iterator[Finding]:
    if not entry.note:
        return
    if not kind.note.allowed:
        yield Finding("note", f"“{kind.words.everyday}” takes no note.")
    elif message := answers.text_wrong(entry.note, LONGEST_NOTE, kind.refused):
        yield Finding("note", f"{kind.note.words}: {message}")
