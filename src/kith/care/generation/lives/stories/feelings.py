"""Stories of how somebody feels: distress and what helped, saying no, poor sleep after a loss or a move."""

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.routine import company
from kith.care.generation.lives.state import State
from kith.care.generation.lives.stories.story import Story


class Distress(Story):
    """Upset nearly every afternoon, until somebody finds out what helps."""

    kind = "distress"
    measures = {"distress": "up", "mood/mood": "worse", "activity/took-part": "down"}
    usual_days = (9, 15)
    curve = (0.6, 1.0, 1.0, 0.6, 0.4)

    def touch(self, state: State, page: Page) -> None:
        """Afternoons that frighten."""
        if part := self.part(page.day):
            state.joins *= 1 - 0.4 * part
            state.refuses += 0.08 * part
            state.sleeps -= 0.6 * part
            state.moods, state.tone = (
                ("worried", "restless", "tearful"),
                "muddled" if page.person.needs.memory else "low",
            )

    def tell(self, page: Page) -> None:
        """Before, during and after; in the second half with what was found to help."""
        found = self.number(page.day) > self.days * 0.55
        if page.sometimes(min(0.95, self.part(page.day) * 1.25)):
            company.distressed(page, *(("something-else", "music") if found else ()))
        if self.number(page.day) == int(self.days * 0.55):
            page.at(page.about(1130), "note", text=page.sentence("distress.found"))


class Refusing(Story):
    """Says no to washing, medicine and more, for a week or so."""

    kind = "refusing"
    measures = {
        "washing/what": "down",
        "medicine/seen": "down",
        "food/taken": "down",
        "group-activity/took-part": "down",
    }
    usual_days = (7, 12)
    curve = (0.6, 1.0, 1.0, 0.7)

    def touch(self, state: State, page: Page) -> None:
        """No."""
        if part := self.part(page.day):
            state.refuses += 0.5 * part
            state.moods, state.tone = ("cross", "flat", "low"), "low"

    def tell(self, page: Page) -> None:
        """The nurse asks why."""
        if self.number(page.day) == 4:
            page.at(page.about(980), "note", by="nurse", text=page.sentence("refusing.asked"))


class PoorSleep(Story):
    """Sleeps badly after a loss, or in a new room."""

    kind = "poor-sleep"
    measures = {
        "waking/hours": "down",
        "night-check/found": "worse",
        "mood/mood": "worse",
        "activity/took-part": "down",
    }
    curve = (0.8, 1.0, 1.0, 0.7, 0.4)
    usual_days = (9, 15)

    def touch(self, state: State, page: Page) -> None:
        """Short, broken nights."""
        if part := self.part(page.day):
            state.sleeps -= 3.2 * part
            state.wakings += round(4 * part)
            state.joins *= 1 - 0.4 * part
            state.eats *= 1 - 0.15 * part
            state.moods, state.tone = ("low", "tearful", "tired"), "low"

    def tell(self, page: Page) -> None:
        """What happened, on the first day."""
        if self.number(page.day) == 0:
            about = "loss" if page.person.known.visitors and self.begins.toordinal() % 3 else "moved"
            page.at(page.about(890), "note", by="nurse", text=page.sentence(f"{about}.told"))
