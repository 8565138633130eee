"""One generated day of a whole data set: its entries and looks, drawn by seed and day alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from uuid import UUID

from kith.access.purposes import Purpose
from kith.care.days import ServiceDay
from kith.care.generation.drawing import id_at
from kith.care.generation.forms import Form, forms
from kith.care.generation.place import Place
from kith.care.generation.sets import DataSet
from kith.care.generation.writing import SENT
from kith.record.labels import Labels
from kith.record.loading import New, PastLook
from kith.record.looks import LookKind

ENTRIES_A_LOOK = 20
"""A record is opened once for so many entries."""
MINUTE_WRITTEN = timedelta(minutes=3)


@dataclass(frozen=True)
class Plan:
    """Everything that a day is drawn from."""

    data: DataSet
    seed: int
    last: date
    places: tuple[Place, ...]
    patients: tuple[UUID, ...]
    """Patient `n` lives in place `n` modulo their number; the first `heavy` of them are the heavy ones."""

    def lot(self, what: object) -> Random:
        """The lot for one thing."""
        return Random(f"{self.seed} {what}")  # noqa: S311 - invented data, no secret

    def place_of(self, patient: int) -> Place:
        """Where a patient lives."""
        return self.places[patient % len(self.places)]

    @property
    def days(self) -> int:
        """How many there are."""
        return self.data.days

    def news(self, day: int) -> Iterator[New]:
        """See `news`."""
        return news(self, day)

    def looks(self, day: int) -> list[PastLook]:
        """See `looks`."""
        return looks(self, day)

    def starts(self, day: int) -> datetime:
        """The instant at which a day, counted from 0, begins."""
        return ServiceDay().start(self.last - timedelta(days=self.data.days - 1 - day))


@cache
def _forms(seed: int) -> list[Form]:
    return forms(Random(f"{seed} forms"))  # noqa: S311 - invented data, no secret


def news(plan: Plan, day: int) -> Iterator[New]:
    """The day's entries in the order in which they were made."""
    lot, pool, start = plan.lot(day), _forms(plan.seed), plan.starts(day)
    whom = _whom(plan, day, lot)
    length = 86_000 / len(whom)
    for place, patient in enumerate(whom):
        home, form = plan.place_of(patient), lot.choice(pool)
        moment = start + timedelta(milliseconds=int(place * length * 1000) + lot.randint(0, 400))
        id, author = id_at(moment, lot), lot.choice(home.staff)
        text = form.filled(id, plan.patients[patient], author, moment)
        yield New(
            id, text, Labels(home.custodian, form.category, form.tier), author, moment + MINUTE_WRITTEN + SENT
        )


def _whom(plan: Plan, day: int, lot: Random) -> list[int]:
    data = plan.data
    whom = [patient for patient in range(data.heavy) for _ in range(data.heavy_on(day))]
    others = data.entries_on(day) - len(whom)
    whom += [
        data.heavy + each % (data.people - data.heavy) for each in range(day * others, (day + 1) * others)
    ]
    lot.shuffle(whom)
    return whom


def looks(plan: Plan, day: int) -> list[PastLook]:
    """The day's looks, in order of time."""
    lot, count = plan.lot(f"looks {day}"), plan.data.entries_on(day) // ENTRIES_A_LOOK
    return [_look(plan, day, place / count, lot) for place in range(count)]


def _look(plan: Plan, day: int, part: float, lot: Random) -> PastLook:
    patient = lot.randrange(plan.data.people)
    home = plan.place_of(patient)
    who = lot.randrange(len(home.staff))
    return PastLook(
        plan.starts(day) + timedelta(seconds=int(part * 86_000)), home.sessions[who], home.staff[who], "care_worker",
        home.custodian, int(Purpose.DIRECT_CARE), LookKind.OPENING, "web", "day", 2, (plan.patients[patient],),
    )  # fmt: skip
