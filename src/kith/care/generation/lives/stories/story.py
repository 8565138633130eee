"""What a story is: some days of a life on which somebody is not as usual, and what is said of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.state import State
from kith.care.generation.lives.truth import Episode


@dataclass(frozen=True)
class Story:
    """One story. `severity` runs from 0 to 1; `curve` says how strong each day is, stretched over `days`."""

    begins: date
    days: int
    severity: float = 0.7

    kind: ClassVar[str]
    measures: ClassVar[dict[str, str]]
    usual_days: ClassVar[tuple[int, int]] = (8, 11)
    curve: ClassVar[tuple[float, ...]] = (0.5, 1.0, 1.0, 0.6)

    @property
    def ends(self) -> date:
        """The last day."""
        return self.begins + timedelta(days=self.days - 1)

    def number(self, day: date) -> int:
        """The day of the story, counted from 0; negative before it."""
        return (day - self.begins).days

    def part(self, day: date) -> float:
        """How strongly the story shows on this day, severity included; 0 outside it."""
        number = self.number(day)
        if not 0 <= number < self.days:
            return 0.0
        place = number / max(self.days - 1, 1) * (len(self.curve) - 1)
        low, rest = int(place), place - int(place)
        high = min(low + 1, len(self.curve) - 1)
        return self.severity * (self.curve[low] * (1 - rest) + self.curve[high] * rest)

    def touch(self, state: State, page: Page) -> None:
        """Change how the person is on the page's day. Called on every day from the first one on."""
        raise NotImplementedError

    def tell(self, page: Page) -> None:
        """Write down what belongs to the story alone."""

    def episode(self, person: UUID) -> Episode:
        """What was planted."""
        strongest = max(range(self.days), key=lambda day: self.part(self.begins + timedelta(days=day)))
        return Episode(
            person,
            self.kind,
            self.begins,
            self.ends,
            round(self.severity, 2),
            dict(self.measures),
            self.begins + timedelta(days=strongest),
        )


def tenths(number: float) -> Decimal:
    """A number with one digit after the point."""
    return Decimal(round(number * 10)) / 10
