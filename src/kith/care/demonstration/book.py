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
    """The days of one home up to `now`: residents with scripts by their keys, and residents with lives."""

    custodian: int
    now: datetime
    rule: ServiceDay
    scripts: dict[str, UUID]
    rota: WillowsRota | AlderRota
    lives: tuple[Life, ...] = ()
    shifts: Shifts | None = None
    outages: dict[date, Outage] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The service's day now."""
        return self.rule.of(self.now)

    def diaries(self, back: int) -> Iterator[tuple[str, Diary]]:
        """The day of every resident with a script, so many days ago."""
        day = self.today - timedelta(days=back)
        for key, patient in self.scripts.items():
            diary = Diary(patient, day, back, Random(f"{key} {back}"), self.rota, self.rule)  # noqa: S311 - a story, no secret
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
