"""A fall, and the days after it."""

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.state import State
from kith.care.generation.lives.stories.story import Story

SORE = ("hip", "arm", "shoulder", "leg", "head", "hand")


class Fall(Story):
    """Found on the floor or seen to fall; watched closely for a day; sore, slower and less sure for a week or more."""

    kind = "fall"
    measures = {
        "fall": "up",
        "pain/how-bad": "up",
        "mobility/steady": "worse",
        "activity/took-part": "down",
        "waking/hours": "down",
    }
    usual_days = (7, 12)
    curve = (1.0, 0.9, 0.6, 0.35)

    def touch(self, state: State, page: Page) -> None:
        """Sore and careful."""
        if part := self.part(page.day):
            state.sore = self.where(page)
            state.unsteady += 0.6 * part
            state.joins *= 1 - 0.5 * part
            state.sleeps -= 1.2 * part
            state.eats *= 1 - 0.15 * part
            state.watched = (
                4 if self.number(page.day) == 0 else 2 if self.number(page.day) == 1 else state.watched
            )
            state.helped = True
            state.moods, state.tone = ("worried", "tired", "low"), "sore"

    def where(self, page: Page) -> str:
        """Where it hurts: the same on every day of it."""
        return SORE[(self.begins.toordinal() + len(page.person.family)) % len(SORE)]

    def tell(self, page: Page) -> None:
        """The fall itself, then the pain as it goes."""
        if self.number(page.day) == 0:
            self._fell(page)
        elif self.part(page.day) > 0.2:
            how = "moderate" if self.part(page.day) > 0.5 else "mild"
            page.at(
                page.about(620),
                "pain",
                by="nurse",
                how_bad=how,
                how_known="they-said",
                where=[self.where(page)],
                done=["rest"],
            )

    def _fell(self, page: Page) -> None:
        at = page.one_of(395 + 1440, 610, 1005, 1150, 1610)
        clock = page.clock(at)
        page.at(
            clock,
            "marked-change",
            by="nurse",
            about=["moving", "pain"],
            direction="worse",
            since="today",
            what=page.sentence("fall.found"),
            told=["nurse", page.one_of("family", "gp", "one-one-one")],
        )
        page.at(
            page.clock(at + 6),
            "pain",
            by="nurse",
            how_bad=page.one_of("mild", "moderate"),
            how_known="they-said",
            where=[self.where(page)],
            done=["nurse"],
        )
        page.at(
            page.clock(at + 9),
            "skin-check",
            by="nurse",
            where=[self.where(page)],
            looked=[page.one_of("bruise", "red-fades")],
            new="new",
            hurts=True,
        )
        page.at(page.clock(at + 14), "note", by="nurse", text=page.sentence("fall.after"))
