"""A life: who somebody is and what happens to them. Writes any of their days, the same each time it is asked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kith.care.days import ServiceDay
from kith.care.generation.lives.character import Character
from kith.care.generation.lives.page import Outage, Page, lot_for
from kith.care.generation.lives.rota import Shifts
from kith.care.generation.lives.routine import usual_day
from kith.care.generation.lives.state import State
from kith.care.generation.lives.stories.story import Story
from kith.care.generation.lives.truth import Episode
from kith.catalogue.components import DailyEntry


@dataclass(frozen=True)
class Life:
    """One person's life. `seed` with the person's key and the day decide everything that is drawn."""

    patient: UUID
    person: Character
    stories: tuple[Story, ...]
    seed: str

    def day(
        self, day: date, shifts: Shifts, *, outage: Outage | None = None, rule: ServiceDay | None = None
    ) -> list[DailyEntry]:
        """The entries of one service day, in the order in which they were made."""
        page = self.page(day, shifts, outage, rule)
        under_way = [story for story in self.stories if story.begins <= day]
        for story in under_way:
            story.touch(page.state, page)
        usual_day(page)
        for story in under_way:
            story.tell(page)
        return sorted(page.entries, key=lambda entry: (entry.made, entry.id))

    def page(self, day: date, shifts: Shifts, outage: Outage | None, rule: ServiceDay | None = None) -> Page:
        """An empty page of the day."""
        return Page(
            self.patient, day, 0, lot_for(self.seed, self.person.key, day), shifts, rule or ServiceDay(),
            person=self.person, state=State(), shifts=shifts, outage=outage,
        )  # fmt: skip

    def truth(self) -> list[Episode]:
        """What was planted in this life."""
        return [story.episode(self.patient) for story in self.stories]
