"""A diary of one person's one day, written in the words of the catalogue and turned into daily entries."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from kith.care.days import LONDON, ServiceDay
from kith.care.generation.drawing import id_at
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import PartType
from kith.catalogue.loader import catalogue

SOON = 4
"""Nobody is punctual to the minute: what is said of a clock time happened up to so many minutes after."""


@dataclass
class Diary:
    """One service day of one person. `back` counts the days before today: 1 is yesterday.

    `who` says who is on duty for a post ("carer", "nurse", "activities") at a clock time, and knows everybody
    by their key. `lot` is drawn for this person and day, so that the day is the same whenever it is written.
    """

    patient: UUID
    day: date
    back: int
    lot: Random
    who: "Rota"
    rule: ServiceDay = ServiceDay()
    entries: list[DailyEntry] = field(default_factory=list)

    def at(
        self, clock: str | datetime, kind: str, /, *, by: str = "carer", note: str = "", until: str = "", helper: str = "",
        late: int = 0, confirmed: tuple[str, ...] = (), **answers: Any,
    ) -> None:  # fmt: skip
        """Something happened at this time on the clock; before the day's start it is the next morning's.

        Answers go by the part's key, with _ for -. `late` is how many minutes later it was written down, where
        that is more than the few that it takes; `confirmed` names parts with an unusual answer that is right.
        """
        clock_at = f"{clock.astimezone(LONDON):%H:%M}" if isinstance(clock, datetime) else clock
        occurred = self.moment(clock) + timedelta(minutes=self.lot.randint(0, SOON))
        end = self.moment(until) + timedelta(minutes=self.lot.randint(0, SOON)) if until else None
        made = (end or occurred) + timedelta(
            minutes=late or self.lot.randint(2, 12), seconds=self.lot.randint(0, 59)
        )
        definition = catalogue().kind(kind)
        self.entries.append(
            DailyEntry(
                id=id_at(made, self.lot),
                kind=kind,
                definition=definition.canonical,
                patient=self.patient,
                occurred=occurred,
                until=end,
                author=self.who.on_duty(by, self.day, clock_at),
                helpers=(self.who.on_duty(helper, self.day, clock_at),) if helper else (),
                made=made,
                answers={
                    key.rstrip("_").replace("_", "-"): _exact(kind, key, value)
                    for key, value in answers.items()
                },
                note=note,
                confirmed=confirmed,
            )
        )

    def moment(self, clock: str | datetime) -> datetime:
        """The instant, in UTC, of a time on the clock in this service day; an instant is itself."""
        if isinstance(clock, datetime):
            return clock.astimezone(UTC)
        hour, minute = map(int, clock.split(":"))
        on = (
            self.day
            if (hour, minute) >= (self.rule.starts.hour, self.rule.starts.minute)
            else self.day + timedelta(1)
        )
        return datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON).astimezone(UTC)

    @property
    def weekend(self) -> bool:
        """Saturday or Sunday."""
        return self.day.weekday() >= 5

    def one_of(self, *choices: Any) -> Any:
        """One of these, by lot."""
        return self.lot.choice(choices)

    def sometimes(self, chance: float) -> bool:
        """True as often as this (0 to 1)."""
        return self.lot.random() < chance


class Rota:
    """Who is on duty. A home says it by post, day and clock; somebody may also be named by key."""

    def __init__(self, staff: dict[str, UUID]) -> None:
        self.staff = staff

    def on_duty(self, post: str, day: date, clock: str) -> UUID:
        """The Practitioner who has this post then."""
        return self.staff[self.key(post, day, clock)]

    def key(self, post: str, day: date, clock: str) -> str:
        """The key of the member of staff who has this post then."""
        raise NotImplementedError


def _exact(kind: str, key: str, value: Any) -> Any:
    part = catalogue().kind(kind).by_key[key.rstrip("_").replace("_", "-")]
    return Decimal(str(value)) if part.type is PartType.QUANTITY else value
