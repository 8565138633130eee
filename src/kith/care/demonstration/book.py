"""Everything that the home's days are written from. It goes to other processes, and so knows nothing of the store."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from kith.care.days import ServiceDay
from kith.care.demonstration import earlier
from kith.care.demonstration.days import DAYS
from kith.care.demonstration.staff import AlderRota, WillowsRota
from kith.care.generation.diary import Diary
from kith.care.generation.lives import Life
from kith.care.generation.lives.page import Outage
from kith.care.generation.lives.rota import Shifts
from kith.care.generation.writing import SENT
from kith.catalogue.components import DailyEntry


@dataclass(frozen=True)
class Book:
    """The days of one home, counted back from `today`, as far as they have gone `now`.

    `scripts` are the Patients whose days are scripts, by key; everybody else has a life.
    """

    custodian: int
    today: date
    now: datetime
    rule: ServiceDay
    scripts: dict[str, UUID]
    rota: WillowsRota | AlderRota
    lives: tuple[Life, ...] = ()
    shifts: Shifts | None = None
    outages: dict[date, Outage] = field(default_factory=dict)

    def diaries(self, back: int) -> Iterator[tuple[str, Diary]]:
        """The day of every resident with a script, so many days ago."""
        day = self.today - timedelta(days=back)
        for key, patient in self.scripts.items():
            lot = Random(f"{key} {back}")  # noqa: S311 - a story, no secret
            diary = Diary(patient, day, back, lot, self.rota, self.rule)
            DAYS[key](diary)
            if back > earlier.FORTNIGHT:
                earlier.tell(key, diary)
            yield key, diary

    def entries(self, back: int) -> list[DailyEntry]:
        """What was recorded of everybody's day, so many days ago, in the order in which it was made."""
        said = [entry for _, diary in self.diaries(back) for entry in diary.entries]
        day = self.today - timedelta(days=back)
        for life in self.lives:
            assert self.shifts is not None  # a home with lives has a rota for them
            said += life.day(day, self.shifts, outage=self.outages.get(day), rule=self.rule)
        return sorted(
            (entry for entry in said if entry.made + SENT <= self.now),
            key=lambda entry: (entry.made, entry.id),
        )
