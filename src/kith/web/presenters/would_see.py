"""What somebody would see, looked through before it is opened to them: what people wrote, with possible names marked."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.care.days import LONDON, clock, named
from kith.care.presenters.fact import day_in_short
from kith.care.sayings import Phrase, phrases, word
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind, PartType
from kith.catalogue.naming import Mark, Piece, Why, pieces

A_PAGE = 20
FEW = 8
"""Names that are listed at the top; the others stand by their entries."""

Finder = Callable[[str], tuple[Mark, ...]]
Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Seen:
    """One entry as the other would see it."""

    id: UUID
    title: str
    when: str
    typed: tuple[Pieces, ...]
    ticked: str
    """What was ticked or counted, which names nobody."""
    by: str
    names: tuple[str, ...]
    close: tuple[str, ...]
    marks: bool
    """Whether the viewer may say that it tells of somebody else."""


@dataclass(frozen=True)
class WouldSee:
    """One page of it. `back_to` is the day to which it goes back, where it is not everything."""

    entries: tuple[Seen, ...]
    names: tuple[str, ...]
    further: int
    worded: int
    back_to: str
    page: int
    pages: int


@dataclass(frozen=True)
class Found:
    """An entry that would be open, and whether the viewer may mark it."""

    entry: DailyEntry
    marks: bool


def would_see_page(
    found: Sequence[Found], telling: Telling, finder: Finder, page: int, since: datetime | None = None
) -> WouldSee:
    """One page of what holds words that somebody typed; ticks and numbers name nobody. Names are of all pages.

    `since` is how far back it goes, where it is not everything.
    """
    worded = [each for each in found if _typed(each.entry, telling)]
    seen = [_seen(each, telling, finder) for each in worded]
    pages = max(1, -(-len(seen) // A_PAGE))
    page = min(max(page, 1), pages)
    names = _names(seen)
    return WouldSee(
        entries=tuple(seen[(page - 1) * A_PAGE : page * A_PAGE]),
        names=names[:FEW],
        further=len(names[FEW:]),
        worded=len(worded),
        back_to=day_in_short(since.astimezone(LONDON)) if since else "",
        page=page,
        pages=pages,
    )


def _names(seen: Iterable[Seen]) -> tuple[str, ...]:
    count = Counter(name for each in seen for name in each.names)
    return tuple(f"{name} ({many})" if many > 1 else name for name, many in count.most_common())


def _typed(entry: DailyEntry, telling: Telling) -> bool:
    kind = telling.kinds.get(entry.kind)
    parts = [part.key for part in kind.parts if part.type is PartType.TEXT] if kind else list(entry.answers)
    return bool(entry.note) or any(entry.answers.get(key) for key in parts)


def _seen(found: Found, telling: Telling, finder: Finder) -> Seen:
    entry, kind = found.entry, telling.kinds.get(found.entry.kind)
    said = phrases(kind, entry.answers, telling.register) if kind else []
    labels = _typed_labels(kind, telling) if kind else set()
    typed = [_marked(phrase, finder) for phrase in said if phrase.label in labels]
    if entry.note:
        typed.append(pieces(entry.note, finder(entry.note)))
    marked = [piece for each in typed for piece in each if piece.why]
    return Seen(
        id=entry.id,
        title=telling.title(entry.kind),
        when=_when(entry, telling),
        typed=tuple(typed),
        ticked="; ".join(phrase.said for phrase in said if phrase.label not in labels),
        by=telling.who(entry.author),
        names=tuple(dict.fromkeys(piece.text for piece in marked if piece.why is not Why.CLOSE)),
        close=tuple(dict.fromkeys(piece.text for piece in marked if piece.why is Why.CLOSE)),
        marks=found.marks,
    )


def _typed_labels(kind: EntryKind, telling: Telling) -> set[str]:
    return {word(part.words, telling.register) for part in kind.parts if part.type is PartType.TEXT}


def _marked(phrase: Phrase, finder: Finder) -> Pieces:
    """Only what was typed is gone through, not the question before it."""
    before, answer, after = phrase.said.rpartition(phrase.answer)
    whole = (Piece(before), *pieces(answer, finder(answer)), Piece(after))
    return tuple(piece for piece in whole if piece.text)


def _when(entry: DailyEntry, telling: Telling) -> str:
    if entry.is_fact:
        return f"Known since {day_in_short(entry.occurred.astimezone(LONDON))}"
    return f"{named(telling.rule.of(entry.occurred), telling.today)}, {clock(entry.occurred)}"


def newest_first(entries: Iterable[Found]) -> list[Found]:
    """The same, the newest first, each once."""
    once = {each.entry.id: each for each in entries}
    return sorted(once.values(), key=_moment, reverse=True)


def _moment(found: Found) -> datetime:
    return found.entry.occurred
