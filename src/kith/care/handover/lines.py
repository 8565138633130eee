"""A change as a sentence that can be read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.care.days import lasting
from kith.care.handover.facts import ENTRIES, fact_ranked, fact_said, fact_title
from kith.care.handover.ranking import PUT_RIGHT, ROUTINE, Ranked, ranked
from kith.care.handover.since import moment
from kith.care.measures import WITHDRAWN
from kith.care.sayings import sentence
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind
from kith.record.changes import Change

LATE_SECONDS = 3600
"""Practice, rule 16: late means more than an hour."""
LONGEST = 220
"""Letters of a sentence in the handover; whoever needs the rest opens the entry, and is told that there is more."""


ASKED_TO_DO = ("must-do", "action", "by-when")
"""Told once, under what must be done next."""


@dataclass(frozen=True)
class Line:
    """One thing that the next shift must know."""

    id: UUID
    entry: bool
    rank: int
    why: str
    at: datetime
    when: str
    title: str
    said: str
    by: str
    marks: tuple[str, ...] = ()
    new: bool = False
    cut: bool = False


@dataclass(frozen=True)
class Told:
    """A change with the entry that it holds, where it holds one of ours."""

    change: Change
    entry: DailyEntry | None


def line(told: Told, telling: Telling, *, new: bool) -> Line | None:
    """The sentence for a change; None for what is routine, or came and went before it could be read."""
    change, entry = told.change, told.entry
    found = rank_of(told, telling.kinds)
    if found is None:
        return None
    text, cut = shortened(_said(told, telling))
    return Line(
        id=change.stored.id,
        entry=entry is not None,
        rank=found.rank,
        why=found.why,
        at=_at(told),
        when=moment(_at(told), telling),
        title=_title(told, telling),
        said=text,
        by=telling.who(entry.author if entry else change.stored.author),
        marks=tuple(_marks(told)),
        new=new,
        cut=cut,
    )


def rank_of(told: Told, kinds: Mapping[str, EntryKind]) -> Ranked | None:
    """How high a change ranks, or None."""
    if told.change.stored.type != ENTRIES:
        return fact_ranked(told.change)
    if told.entry is None:
        return None  # another system's observation: counted, not told
    return rank_of_entry(told.entry, kinds, whole=told.change.whole)


def rank_of_entry(entry: DailyEntry, kinds: Mapping[str, EntryKind], *, whole: bool) -> Ranked | None:
    """How high an entry ranks: as what it tells, or, where some of it was there before (not `whole`), as a change."""
    found = ranked(entry, kinds.get(entry.kind))
    if whole:
        return found
    if entry.status == WITHDRAWN:
        return Ranked(PUT_RIGHT, "an entry that was removed")
    return Ranked(
        max(PUT_RIGHT, found.rank if found else ROUTINE), found.why if found else "an entry put right"
    )


def _at(told: Told) -> datetime:
    stored = told.change.stored
    return told.entry.occurred if told.entry else stored.recorded


def _title(told: Told, telling: Telling) -> str:
    entry = told.entry
    if entry is None:
        return fact_title(told.change)
    title = telling.title(entry.kind)
    return f"Removed, recorded by mistake: {title}" if entry.status == WITHDRAWN else title


def _said(told: Told, telling: Telling) -> str:
    entry = told.entry
    if entry is None:
        return fact_said(told.change)
    if entry.status == WITHDRAWN:
        return _because(told)
    kind = telling.kinds.get(entry.kind)
    answers = {key: answer for key, answer in entry.answers.items() if key not in ASKED_TO_DO}
    said = sentence(kind, answers, telling.register) if kind else ""
    return " ".join(each for each in (_ended(said), _ended(entry.note), _because(told)) if each)


def _because(told: Told) -> str:
    reason = told.change.stored.reason
    return "" if told.change.whole or not reason else _ended(f"Why: {reason}")


def _marks(told: Told) -> list[str]:
    entry, marks = told.entry, []
    if entry is not None and not told.change.whole and entry.status != WITHDRAWN:
        marks.append("Put right since")
    if entry is not None and told.change.whole:
        late = told.change.stored.recorded - (entry.until or entry.occurred)
        if late.total_seconds() > LATE_SECONDS:
            marks.append(f"Written down {lasting(late)} later")
    return marks


def shortened(text: str) -> tuple[str, bool]:
    """The text as far as the handover tells it, and whether there is more."""
    if len(text) <= LONGEST:
        return text, False
    return f"{text[:LONGEST].rsplit(' ', 1)[0]} …", True


def _ended(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."
