"""Constipation."""

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.state import State
from kith.care.generation.lives.stories.story import Story


class Constipation(Story):
    """Nothing for days, a sore tummy, less appetite; then help, and a hard result."""

    kind = "constipation"
    measures = {"bowels/opened": "absent", "food/taken": "down", "pain/how-bad": "up"}
    usual_days = (6, 8)
    curve = (0.3, 0.6, 0.8, 1.0, 1.0)

    def touch(self, state: State, page: Page) -> None:
        """None until the last day; hard then."""
        if part := self.part(page.day):
            last = self.number(page.day) == self.days - 1
            state.bowels = "hard" if last else "none"
            state.eats *= 1 - 0.35 * part
            state.joins *= 1 - 0.2 * part
            state.refuses += 0.06 * part

    def tell(self, page: Page) -> None:
        """A sore tummy, and what the nurse does."""
        number = self.number(page.day)
        if number >= 3 and page.sometimes(0.7):
            page.at(
                page.about(900, 60),
                "pain",
                how_bad=page.one_of("mild", "moderate"),
                how_known=page.one_of("they-said", "they-showed"),
                where=["tummy"],
                done=["moved"],
            )
        if number == self.days - 3:
            page.at(page.about(610), "note", by="nurse", text=page.sentence("bowels.helped"))
