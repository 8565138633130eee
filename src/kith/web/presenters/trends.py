"""Every measure of one person that has something to follow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.care.days import clock, named
from kith.care.measures import followed, standing, value_of
from kith.care.sayings import OFFERED, decimal, is_taken, word
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind
from kith.web.presenters.hrefs import Hrefs


@dataclass(frozen=True)
class TrendLine:
    """One measure, with its last value."""

    title: str
    last: str
    when: str
    href: str


@dataclass(frozen=True)
class TrendsPage:
    """The page."""

    lines: tuple[TrendLine, ...]


def trends_page(entries: Sequence[DailyEntry], patient: UUID, telling: Telling) -> TrendsPage:
    """A line for each number that has been recorded, in the catalogue's order."""
    by_kind: dict[str, list[DailyEntry]] = {}
    for entry in standing(entries):
        by_kind.setdefault(entry.kind, []).append(entry)
    kinds = (kind for key, kind in telling.kinds.items() if key in by_kind)
    return TrendsPage(
        tuple(line for kind in kinds for line in _lines(kind, by_kind[kind.key], patient, telling))
    )


def _lines(
    kind: EntryKind, entries: Sequence[DailyEntry], patient: UUID, telling: Telling
) -> Iterator[TrendLine]:
    for part in kind.parts:
        each = followed(kind, part.key)
        told = [entry for entry in entries if decimal(entry.answers.get(part.key)) is not None]
        if each is None or not told or (part.key == OFFERED and len(kind.parts) > 1):
            continue  # what was offered stands beside what was taken
        last = told[-1]
        title = telling.title(kind.key)
        yield TrendLine(
            title=title
            if part.value or is_taken(part)
            else f"{title}: {word(part.words, telling.register).lower()}",
            last=each.words(value_of(each, last)),
            when=f"{named(telling.rule.of(last.occurred), telling.today)}, {clock(last.occurred)}",
            href=Hrefs(patient).trend(kind.key, part.key),
        )
