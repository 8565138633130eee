"""A person's entries by kind and by the service's day: all that the rules look at."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from kith.care.days import ONE, ServiceDay

WITHDRAWN = "entered-in-error"


class Entry(Protocol):
    """What the rules need of an entry; `DailyEntry` has it, and so has `Noted`."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def occurred(self) -> datetime: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def status(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...


class Noted(NamedTuple):
    """An entry with no more than the rules need."""

    id: UUID
    kind: str
    occurred: datetime
    until: datetime | None
    status: str
    answers: Mapping[str, Any]


class Ledger:
    """One person's entries by kind and day, up to and including `today`. Withdrawn entries are left out.

    `reaches` says how many days back each kind is looked at; nothing beyond is held. The order in which
    entries are given does not matter: each day's are sorted by time and id.
    """

    def __init__(
        self,
        patient: UUID,
        entries: Iterable[Entry],
        today: date,
        reaches: Mapping[str, int],
        rule: ServiceDay,
    ) -> None:
        self.patient, self.today = patient, today
        days, starts = _days(rule, today, max(reaches.values(), default=1))
        since = {kind: starts[-1 - reach] for kind, reach in reaches.items()}
        self._held: dict[str, dict[date, list[Entry]]] = {kind: {} for kind in reaches}
        self._sorted: set[tuple[str, date]] = set()
        for entry in entries:
            first = since.get(entry.kind)
            if first is None or not first <= entry.occurred < starts[-1] or entry.status == WITHDRAWN:
                continue
            day = days[bisect_right(starts, entry.occurred) - 1]
            self._held[entry.kind].setdefault(day, []).append(entry)

    def on(self, kind: str, day: date) -> Sequence[Entry]:
        """The entries of one kind on one day, oldest first."""
        held = self._held.get(kind, {}).get(day, ())
        if len(held) > 1 and (kind, day) not in self._sorted:
            self._held[kind][day].sort(key=lambda entry: (entry.occurred, entry.id))
            self._sorted.add((kind, day))
        return held

    def days(self, kind: str) -> list[date]:
        """The days that have an entry of this kind, oldest first."""
        return sorted(self._held.get(kind, {}))


@lru_cache(maxsize=8)
def _days(rule: ServiceDay, today: date, reach: int) -> tuple[list[date], list[datetime]]:
    """The days up to today, and when each starts; the last start is that of tomorrow."""
    days = rule.week(today, reach)
    return days, [rule.start(day) for day in (*days, today + ONE)]
