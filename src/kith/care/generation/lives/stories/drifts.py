"""Slow stories: weight that drifts down over weeks, and a good phase."""

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.state import State
from kith.care.generation.lives.stories.story import Story, tenths

MOST_LOST = 0.1
"""Of the usual weight, at full severity."""


class LosingWeight(Story):
    """Eats a little less each week; the weight goes down too slowly to be seen from one week to the next."""

    kind = "losing-weight"
    measures = {"weight/weight": "down", "food/taken": "down"}
    usual_days = (40, 60)
    curve = (0.6, 1.0, 1.0)

    def touch(self, state: State, page: Page) -> None:
        """Through the drift, and what is lost stays lost."""
        done = min(self.number(page.day) / (self.days - 1), 1.0)
        state.kilograms -= tenths(float(page.person.body.weight) * MOST_LOST * self.severity * done)
        state.eats *= 1 - 0.35 * self.part(page.day)

    def tell(self, page: Page) -> None:
        """Near its end it is noticed."""
        if self.number(page.day) == self.days - 6:
            page.at(
                page.about(840, 30),
                "professional-visit",
                by="nurse",
                who="dietitian",
                how="here",
                advice=page.sentence("weight.advice"),
                must_do=True,
                action=page.sentence("weight.must"),
            )


class GoodPhase(Story):
    """Takes part again, eats, laughs."""

    kind = "good-phase"
    measures = {
        "activity/took-part": "up",
        "group-activity/took-part": "up",
        "mood/mood": "better",
        "food/taken": "up",
    }
    usual_days = (10, 20)
    curve = (0.5, 1.0, 1.0, 0.8)

    def touch(self, state: State, page: Page) -> None:
        """More of everything."""
        if part := self.part(page.day):
            state.joins *= 1 + 1.2 * part
            state.eats *= 1 + 0.15 * part
            state.drinks *= 1 + 0.08 * part
            state.sleeps += 0.5 * part
            state.moods, state.tone = ("happy", "lively", "content"), "bright"

    def tell(self, page: Page) -> None:
        """Somebody says so."""
        if self.number(page.day) == 3:
            page.at(
                page.about(1000),
                "marked-change",
                about=["mood", "company"],
                direction="better",
                since="days",
                what=page.sentence("good.noticed"),
                told=["family"],
            )
