"""A person's entries by kind and by the service's day: all that the rules look at."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
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

    The order in which entries are given does not matter: each day's are sorted by time and id.
    """

    def __init__(
        self, patient: UUID, entries: Iterable[Entry], today: date, reach: int, rule: ServiceDay
    ) -> None:
        self.patient, self.today = patient, today
        days = rule.week(today, reach)
        starts = [rule.start(day) for day in (*days, today + ONE)]
        self._held: dict[str, dict[date, list[Entry]]] = {}
        for entry in sorted(entries, key=lambda entry: (entry.occurred, entry.id)):
            place = bisect_right(starts, entry.occurred) - 1
            if 0 <= place < len(days) and entry.status != WITHDRAWN:
                self._held.setdefault(entry.kind, {}).setdefault(days[place], []).append(entry)

    def on(self, kind: str, day: date) -> Sequence[Entry]:
        """The entries of one kind on one day, oldest first."""
        return self._held.get(kind, {}).get(day, ())

    def days(self, kind: str) -> list[date]:
        """The days that have an entry of this kind, oldest first."""
        return sorted(self._held.get(kind, {}))
