"""Homes full of lives: everything that the days of a generated place are written from, by any process."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kith.access.purposes import Purpose
from kith.care.generation.lives.life import Life
from kith.care.generation.lives.page import Outage, lot_for
from kith.care.generation.lives.rota import EARLY, LATE, NIGHT, Posts, Shifts
from kith.care.generation.lives.truth import Episode
from kith.care.generation.place import Place
from kith.care.generation.writing import news
from kith.record.loading import New, PastLook
from kith.record.looks import LookKind

ROLES = (
    *("care_worker",) * 8, "senior_care_worker", "senior_care_worker", "nurse", "nurse", "activity_facilitator",
    "agency_care_worker", "manager",
)  # fmt: skip
"""Who works in each home of forty."""
OPENED = ("07:10", "14:05", "21:05")
OUTAGES = (("09:30", "14:30", "15:20"), ("12:40", "17:10", "18:05"), ("07:40", "11:20", "12:00"))
LESS_THAN_MONTHLY = 45
"""Days to one on which the tablets are down."""


@dataclass(frozen=True)
class Homes:
    """Lives by the place where they are lived, over days up to `last`."""

    seed: int
    last: date
    days: int
    places: tuple[Place, ...]
    lives: tuple[tuple[Life, ...], ...]

    def on(self, day: int) -> date:
        """The service day of a number counted from 0."""
        return self.last - timedelta(days=self.days - 1 - day)

    def news(self, day: int) -> Iterator[New]:
        """The day's entries, home by home, in the order in which they were made there."""
        for place, lives in zip(self.places, self.lives, strict=True):
            shifts, outage = rota(place, self.seed), self._outage(place, day)
            entries = [entry for life in lives for entry in life.day(self.on(day), shifts, outage=outage)]
            yield from news(sorted(entries, key=lambda entry: (entry.made, entry.id)), place.custodian)

    def looks(self, day: int) -> list[PastLook]:
        """Who opened each record at the start of each shift, in order of time."""
        found = [
            look
            for place, lives in zip(self.places, self.lives, strict=True)
            for life in lives
            for look in self._looks(place, life, self.on(day))
        ]
        return sorted(found, key=lambda look: look.at)

    def truth(self) -> list[Episode]:
        """What was planted."""
        return [episode for lives in self.lives for life in lives for episode in life.truth()]

    def _outage(self, place: Place, day: int) -> Outage | None:
        lot = lot_for(self.seed, "outage", place.custodian, self.on(day))
        return Outage(self.on(day), *lot.choice(OUTAGES)) if lot.random() < 1 / LESS_THAN_MONTHLY else None

    def _looks(self, place: Place, life: Life, day: date) -> Iterator[PastLook]:
        shifts, lot = rota(place, self.seed), lot_for(self.seed, "looks", life.person.key, day)
        page = life.page(day, shifts, None)
        for clock in OPENED:
            who = int(shifts.pick("carer", day, clock, life.person.corridor, lot))
            yield PastLook(
                page.moment(clock) + timedelta(seconds=lot.randrange(900)), place.sessions[who], place.staff[who],
                place.roles[who], place.custodian, int(Purpose.DIRECT_CARE), LookKind.OPENING, "web", "day", 2,
                (life.patient,),
            )  # fmt: skip


def rota(place: Place, seed: int) -> Shifts:
    """A home's rota: its carers shared out among the shifts. Staff go by their place in the list."""

    def those(*roles: str) -> tuple[str, ...]:
        return tuple(str(each) for each, role in enumerate(place.roles) if role in roles)

    carers, nurses = those("care_worker", "senior_care_worker"), those("nurse")
    posts = Posts(
        {EARLY: carers[0::3], LATE: carers[1::3], NIGHT: carers[2::3]},
        nurses[:1], nurses[1:], those("activity_facilitator"), those("agency_care_worker"),
    )  # fmt: skip
    staff = {str(each): who for each, who in enumerate(place.staff)}
    return Shifts(staff, posts, f"{seed} {place.custodian}")
