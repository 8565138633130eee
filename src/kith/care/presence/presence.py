"""Whether somebody is here, away or has died, from what was recorded of it: pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from kith.care.facts import Facts
from kith.catalogue.components import DailyEntry

AWAY, BACK, DEATH, AFTER = "away", "back", "death", "after-death"
"""The kinds of entry that tell it, and what is done after a death."""
TELLING = (AWAY, BACK, DEATH)
MISSING = "missing"
FROM_AFAR = frozenset(
    (*TELLING, AFTER, "note", "handover-note", "concern", "communication", "professional-visit", "visit", "marked-change")
)  # fmt: skip
"""What can be recorded about somebody who is elsewhere. Everything else is care, given here."""


@dataclass(frozen=True)
class Absence:
    """A time away, from the instant `start`; `left` says most lately where. It runs while `end` is None."""

    start: datetime
    left: DailyEntry
    end: datetime | None = None

    def holds(self, instant: datetime) -> bool:
        """Whether the instant lies in it."""
        return self.start <= instant and (self.end is None or instant < self.end)


@dataclass(frozen=True)
class Presence:
    """All absences, the earliest first, and the death, where one is recorded."""

    absences: tuple[Absence, ...] = ()
    death: DailyEntry | None = None

    @property
    def died(self) -> bool:
        """Whether a death is recorded."""
        return self.death is not None

    @property
    def away(self) -> Absence | None:
        """The absence that runs now; None for somebody who is here or has died."""
        last = self.absences[-1] if self.absences else None
        return last if last and last.end is None and not self.died else None

    def overdue(self, today: date) -> date | None:
        """The day on which somebody who is away was expected, where it is over."""
        day = self.away.left.answers.get("back-by") if self.away else None
        return day if isinstance(day, date) and day < today else None

    def absence_at(self, instant: datetime) -> Absence | None:
        """The absence in which an instant lies."""
        return next((each for each in self.absences if each.holds(instant)), None)


def presence_of(facts: Facts) -> Presence:
    """From everything that stands about one person. Who has left and leaves again is still on the same absence."""
    events = sorted(
        (each.entry for each in facts.held if each.entry.kind in TELLING and not each.removed),
        key=lambda entry: (entry.occurred, entry.made, str(entry.id)),
    )
    death = next((entry for entry in events if entry.kind == DEATH), None)
    return Presence(tuple(_absences(events)), death)


def seems_back(presence: Presence, entries: Iterable[DailyEntry]) -> DailyEntry | None:
    """The first care recorded here after somebody left, while nobody has said that they are back (hazard HZ-80)."""
    away = presence.away
    if away is None:
        return None
    care = [each for each in entries if each.kind not in FROM_AFAR and each.occurred > away.left.occurred]
    return min(care, key=lambda each: each.occurred, default=None)


def _absences(events: Iterable[DailyEntry]) -> list[Absence]:
    found: list[Absence] = []
    for entry in events:
        running = found[-1] if found and found[-1].end is None else None
        if entry.kind == AWAY:
            found = (
                [*found[:-1], replace(running, left=entry)]
                if running
                else [*found, Absence(entry.occurred, entry)]
            )
        elif entry.kind == BACK and running:
            found[-1] = replace(running, end=entry.occurred)
    return found
