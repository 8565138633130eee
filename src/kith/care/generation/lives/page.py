"""One day of one life as it is written down: by whoever is on duty, in their hand, late where the tablets were down."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from kith.care.days import LONDON
from kith.care.generation.diary import SOON, Diary
from kith.care.generation.lives.character import Character
from kith.care.generation.lives.rota import Shifts
from kith.care.generation.lives.state import State
from kith.care.generation.lives.words import writer
from kith.catalogue.loader import catalogue

THIN = 0.35
"""How much an agency worker, new to the person, leaves out."""
NOTED = {
    "drink": 0.14, "food": 0.3, "washing": 0.45, "dressing": 0.2, "toileting": 0.1, "bowels": 0.2, "mood": 0.6,
    "activity": 0.5, "group-activity": 0.45, "visit": 0.8, "mobility": 0.3, "waking": 0.25, "night-check": 0.12,
    "bedtime": 0.35, "sleep": 0.2, "medicine": 0.08, "mouth-care": 0.12, "skin-check": 0.7, "turning": 0.05,
}  # fmt: skip
"""How often somebody who writes a lot adds a note to an entry of this kind."""
WRITTEN = {
    "drink": 0.82, "food": 0.95, "toileting": 0.5, "night-check": 0.55, "medicine": 0.6, "activity": 0.65, "dressing": 0.6,
    "bedtime": 0.8, "mouth-care": 0.7, "mobility": 0.65, "turning": 0.75, "group-activity": 0.85, "sleep": 0.7,
}  # fmt: skip
"""How much of what is done all day gets written down at all."""
UNWELL = 1.7
"""How much more is noted when somebody is not as usual."""
ALWAYS_SAID = {".no", ".up"}
FROM_AFAR = ("away", "back", "death", "after-death")
"""What is written down of somebody who is not here."""


@dataclass(frozen=True)
class Outage:
    """The tablets were down: what happened between two times on the clock was written down from `back` on."""

    day: date
    begins: str
    ends: str
    back: str


@dataclass(kw_only=True)
class Page(Diary):
    """The day of `person`, who is as `state` says."""

    person: Character
    state: State
    shifts: Shifts
    outage: Outage | None = None

    def at(
        self, clock: str | datetime, kind: str, /, *, by: str = "carer", note: str = "", until: str = "", helper: str = "",
        late: int = 0, confirmed: tuple[str, ...] = (), tell: str = "", **answers: Any,
    ) -> None:  # fmt: skip
        """As in any diary; nothing where they are away. `tell` is what a note may be about, in the writer's hand."""
        begins, ends = self.moment(clock), self.moment(until or clock) + timedelta(minutes=2 * SOON)
        if kind not in FROM_AFAR and not (self.state.here(begins) and self.state.here(ends)):
            return
        key = self.shifts.pick(by, self.day, self.local(self.moment(clock)), self.person.corridor, self.lot)
        if tell and not self.sometimes(WRITTEN.get(kind, 1.0) * (1 - THIN * self.shifts.is_agency(key))):
            return
        if tell and not note:
            note = self._note(kind, tell, key)
        super().at(
            clock, kind, by=key, note=note, until=until, helper=helper, late=late or self._held_up(until or clock),
            confirmed=confirmed or self._unusual(kind, answers), **answers,
        )  # fmt: skip

    def moment_of(self, day: date, clock: str) -> datetime:
        """The instant of a time on the clock in another service day."""
        return replace(self, day=day, entries=[]).moment(clock)

    def clock(self, minutes: float) -> str:
        """Minutes after midnight as a time on the clock."""
        whole = int(minutes) % 1440
        return f"{whole // 60:02}:{whole % 60:02}"

    def about(self, minutes: int, spread: int = 15) -> str:
        """A time on the clock near this one."""
        return self.clock(minutes + self.lot.randint(-spread, spread))

    def weighted(self, share: float, spread: float = 0.15) -> float:
        """A share near this one, from 0 to 1."""
        return min(1.0, max(0.0, self.lot.gauss(share, spread)))

    def sentence(self, about: str, **more: str) -> str:
        """A careful sentence about this person."""
        return writer.sentence(self.person, about, self.lot, more)

    def local(self, instant: datetime) -> str:
        """The time on the clock at an instant."""
        return f"{instant.astimezone(LONDON):%H:%M}"

    def _note(self, kind: str, tell: str, key: str) -> str:
        hand, tone = self.shifts.hand(key), self.state.tone
        chance = hand.writes * NOTED.get(kind, 0.3) * (1 if tone == "well" else UNWELL)
        if tell[-3:] in ALWAYS_SAID:
            chance = max(chance, 0.6 * hand.writes)
        return writer.note(self.person, tell, tone, hand, self.lot) if self.sometimes(chance) else ""

    def _held_up(self, clock: str | datetime) -> int:
        """Minutes until it could be written down."""
        if (
            self.outage is None
            or isinstance(clock, datetime)
            or not self.outage.begins <= clock < self.outage.ends
        ):
            return 0
        waited = self.moment(self.outage.back) - self.moment(clock)
        return int(waited.total_seconds()) // 60 + self.lot.randint(5, 110)

    def _unusual(self, kind: str, answers: dict[str, Any]) -> tuple[str, ...]:
        """What the author was asked about and confirmed."""
        parts = catalogue().kind(kind).by_key
        found = ((parts[key.rstrip("_").replace("_", "-")], value) for key, value in answers.items())
        return tuple(part.key for part, value in found if part.type.is_number and not part.usual.holds(value))


def lot_for(*what: object) -> Random:
    """The lot for one thing, by its name."""
    return Random(" ".join(map(str, what)))  # noqa: S311 - invented data, no secret
