"""What presenters need to tell entries in words: definitions, names, the service's day, now, the register."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from kith.care.days import ServiceDay
from kith.care.sayings import Register, word
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind

SOMEBODY = "Somebody whose name is not held here"


@dataclass(frozen=True)
class Telling:
    """Everything that a page needs besides the entries. Made once for each page."""

    kinds: Mapping[str, EntryKind]
    now: datetime
    rule: ServiceDay = field(default_factory=ServiceDay)
    names: Mapping[UUID, str] = field(default_factory=dict)
    register: Register = "everyday"

    @property
    def today(self) -> date:
        """The service's own day at this moment."""
        return self.rule.of(self.now)

    def title(self, key: str) -> str:
        """A kind in the reader's words; one that this installation does not know, by its key."""
        kind = self.kinds.get(key)
        return word(kind.words, self.register) if kind else key.replace("-", " ").capitalize()

    def who(self, person: UUID | None) -> str:
        """A member of staff's name."""
        return self.names.get(person, SOMEBODY) if person else SOMEBODY

    def knowing(self, names: Mapping[UUID, str]) -> "Telling":
        """The same with further names."""
        return replace(self, names={**self.names, **names})

    def by_day(self, entries: Iterable[DailyEntry]) -> dict[date, list[DailyEntry]]:
        """The entries by the service's days, each day's oldest first."""
        days: dict[date, list[DailyEntry]] = {}
        for entry in sorted(entries, key=lambda entry: entry.occurred):
            days.setdefault(self.rule.of(entry.occurred), []).append(entry)
        return days

    def in_day(self, entries: Sequence[DailyEntry], day: date) -> list[DailyEntry]:
        """The entries of one of the service's days, oldest first."""
        span = self.rule.span(day)
        return sorted((e for e in entries if span.holds(e.occurred)), key=lambda e: e.occurred)
