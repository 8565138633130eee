"""Leaving: a stay in hospital and back, and the last days."""

from datetime import UTC, datetime, timedelta

from kith.care.days import LONDON
from kith.care.generation.lives.page import Page
from kith.care.generation.lives.state import State
from kith.care.generation.lives.stories.story import Story

WEAK = 6
"""Days after hospital on which somebody is weaker."""


AFTERWARDS = (
    (0, "05:10", "verified", "Nurse on duty"),
    (0, "05:30", "family", "The first on the list, who was there"),
    (1, "08:40", "doctor", "The surgery"),
    (1, "09:20", "no-coroner", "The surgery rang back"),
    (1, "10:15", "cqc", "By the manager"),
    (1, "11:40", "undertaker", "Two came, by the garden door"),
)
"""What was done after a death: days after the last one, when, what, and by or to whom."""


class Hospital(Story):
    """Taken to hospital one day, back some days later: nothing is recorded while they are away."""

    kind = "hospital"
    measures = {"drink/taken": "absent", "food/taken": "absent", "weight/weight": "absent"}
    usual_days = (4, 9)
    curve = (1.0, 1.0)
    LEFT, CAME = "10:50", "15:20"

    def touch(self, state: State, page: Page) -> None:
        """Away from the first day's morning until the last day's afternoon; weaker for some days after."""
        state.away.append((page.moment_of(self.begins, self.LEFT), page.moment_of(self.ends, self.CAME)))
        if 0 <= (page.day - self.ends).days <= WEAK:
            state.helped, state.unsteady = True, state.unsteady + 0.3
            state.eats *= 0.75
            state.joins *= 0.5
            state.moods = ("tired", "content")
            state.watched = 1

    def tell(self, page: Page) -> None:
        """Off, and back."""
        if page.day == self.begins:
            page.at(
                "10:20",
                "marked-change",
                by="nurse",
                about=[page.one_of("breathing", "pain", "sleepy")],
                direction="worse",
                since="today",
                what=page.sentence("hospital.off"),
                told=["nurse", "gp", "family"],
            )
            page.at(
                self.LEFT,
                "away",
                by="nurse",
                where="hospital",
                with_="crew",
                takes=["emergency-page", "medicines", "clothes"],
                told=["nurse", "gp", "family"],
            )
        if page.day == self.ends:
            page.at(
                self.CAME,
                "back",
                by="nurse",
                seems="weaker",
                came_with=["letter", "medicines-list"],
                skin_seen=True,
            )
            page.at("15:45", "note", by="nurse", text=page.sentence("hospital.back"))


class LastDays(Story):
    """Some days of decline, a decision that routine stops, days of comfort, and a death (practice, rule 21)."""

    kind = "last-days"
    measures = {"drink/taken": "absent", "food/taken": "absent", "weight/weight": "absent"}
    usual_days = (7, 11)
    curve = (0.7, 1.0, 1.0)
    DECLINE = 3
    DIED = "04:35"

    def touch(self, state: State, page: Page) -> None:
        """Less each day, then comfort, then nothing."""
        number = self.number(page.day)
        state.ended = self.died_at
        if number < self.DECLINE:
            state.drinks *= 0.5 - 0.1 * number
            state.eats *= 0.4 - 0.1 * number
            state.joins, state.in_bed, state.tone = 0.05, number > 0, "ill"
            state.moods = ("tired", "calm")
        elif number < self.days:
            state.comfort, state.in_bed, state.tone = True, True, "dying"

    def tell(self, page: Page) -> None:
        """The decision, the nurse who comes, and the end."""
        number = self.number(page.day)
        if number == self.DECLINE:
            page.at(
                "11:40",
                "professional-visit",
                by="nurse",
                who="gp",
                how="here",
                advice=page.sentence("last.decided"),
                must_do=True,
                action=page.sentence("last.must"),
            )
            page.at("12:10", "note", by="nurse", text=page.sentence("last.stopped"))
        if self.DECLINE < number < self.days and number % 2 == 0:
            page.at(
                page.about(640, 30),
                "professional-visit",
                by="nurse",
                who="district-nurse",
                how="here",
                advice=page.sentence("last.pump"),
                must_do=False,
            )
        if page.day == self.ends:
            page.at("04:15", "note", by="nurse", text=page.sentence("last.died"))
            page.at(self.DIED, "death", by="nurse", how="with-them", expected=True, there="Family")
        for days, clock, done, whom in AFTERWARDS:
            if page.day == self.ends + timedelta(days=days):
                page.at(clock, "after-death", by="nurse", done=done, whom=whom)

    @property
    def died_at(self) -> datetime:
        """The moment of death, in the night of the last day."""
        hour, minute = map(int, self.DIED.split(":"))
        on = self.ends + timedelta(days=1)
        return datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON).astimezone(UTC)
