"""One entry as a line of the day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kith.care.days import clock, lasting
from kith.care.measures import WITHDRAWN
from kith.care.sayings import phrases
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry

LATE = timedelta(hours=1)
"""Practice, rule 16: late means more than an hour."""


@dataclass(frozen=True)
class Item:
    """A line of the timeline."""

    id: UUID
    kind: str
    group: str
    icon: str
    moment: datetime
    clock: str
    title: str
    said: tuple[str, ...]
    note: str
    by: str
    marks: tuple[str, ...] = ()
    removed: bool = False
    is_act: bool = False
    """An act upon a change that was noticed, and no entry."""


def item(entry: DailyEntry, telling: Telling) -> Item:
    """The line for an entry. One recorded by mistake says only that it was removed."""
    kind = telling.kinds.get(entry.kind)
    removed = entry.status == WITHDRAWN
    said = () if removed or kind is None else phrases(kind, entry.answers, telling.register)
    return Item(
        id=entry.id,
        kind=entry.kind,
        group=kind.group if kind else "",
        icon=kind.icon if kind else "",
        moment=entry.occurred,
        clock=_when(entry),
        title="Removed: recorded by mistake" if removed else telling.title(entry.kind),
        said=(*_length(entry, removed), *(phrase.said for phrase in said)),
        note="" if removed else entry.note or "",
        by=helped_by(entry, telling),
        marks=() if removed else _marks(entry),
        removed=removed,
    )


def helped_by(entry: DailyEntry, telling: Telling) -> str:
    """Who recorded it, and who helped."""
    others = [telling.who(helper) for helper in entry.helpers if helper != entry.author]
    author = telling.who(entry.author)
    return f"{author}, with {' and '.join(others)}" if others else author


def _when(entry: DailyEntry) -> str:
    start = clock(entry.occurred)
    return f"{start} to {clock(entry.until)}" if entry.until else start


def _length(entry: DailyEntry, removed: bool) -> tuple[str, ...]:
    return (lasting(entry.until - entry.occurred),) if entry.until and not removed else ()


def _marks(entry: DailyEntry) -> tuple[str, ...]:
    late = entry.made - (entry.until or entry.occurred)
    marks = []
    if late > LATE:
        marks.append(f"Written down {lasting(late)} later")
    if entry.status == "amended":
        marks.append("Changed since")
    return tuple(marks)
