"""Infections that develop over days: of the urine, and of the chest."""

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.state import State
from kith.care.generation.lives.stories.story import Story, tenths


class UrineInfection(Story):
    """Drinks less, muddled, up at night; then warm; treated from the fourth day, and better after."""

    kind = "urine-infection"
    measures = {
        "drink/taken": "down",
        "food/taken": "down",
        "temperature/temperature": "up",
        "toileting": "up",
        "waking/hours": "down",
        "mood/mood": "worse",
        "pulse/pulse": "up",
    }
    curve = (0.5, 0.85, 1.0, 1.0, 0.85, 0.65, 0.4)

    def touch(self, state: State, page: Page) -> None:
        """By how strong it is today."""
        if part := self.part(page.day):
            state.drinks *= 1 - 0.65 * part
            state.eats *= 1 - 0.45 * part
            state.joins *= 1 - 0.8 * part
            state.sleeps -= 1.6 * part
            state.wakings += round(3 * part)
            state.water += 1.1 * part
            state.refuses += 0.12 * part
            state.pulse += round(17 * part)
            state.warmer += tenths(1.9 * max(part - 0.3, 0))
            state.watched = 3 if self.number(page.day) >= 2 else state.watched
            state.moods = (
                ("worried", "restless", "tired")
                if page.person.needs.memory
                else ("tired", "flat", "restless")
            )
            state.tone = (
                "muddled" if page.person.needs.memory and part > 0.4 and page.sometimes(0.6) else "ill"
            )

    def tell(self, page: Page) -> None:
        """Noticed, tested, treated, better."""
        number = self.number(page.day)
        if number == 2:
            page.at(
                page.about(585),
                "urine",
                by="nurse",
                colour="dark",
                looked=["cloudy", "smell"],
                hurt=page.one_of("yes", "not-known"),
            )
            page.at(
                page.about(600),
                "marked-change",
                by="nurse",
                about=["drinking", "toilet", "muddle"],
                direction="worse",
                since="days",
                what=page.sentence("urine.noticed"),
                told=["nurse", "gp", "family"],
            )
        elif number == 3:
            page.at(
                page.about(700, 40),
                "professional-visit",
                by="nurse",
                who="gp",
                how=page.one_of("here", "telephone"),
                advice=page.sentence("urine.advice"),
                must_do=True,
                action=page.sentence("urine.must"),
            )
        elif number == self.days - 1:
            page.at(page.about(1090), "note", by="nurse", text=page.sentence("infection.better"))


class ChestInfection(Story):
    """A cough, quicker breathing, less oxygen, no appetite; slow to go."""

    kind = "chest-infection"
    measures = {
        "breathing/rate": "up",
        "oxygen/level": "down",
        "temperature/temperature": "up",
        "food/taken": "down",
        "drink/taken": "down",
        "activity/took-part": "down",
        "waking/hours": "down",
        "pulse/pulse": "up",
    }
    usual_days = (9, 13)
    curve = (0.3, 0.7, 1.0, 1.0, 0.8, 0.6, 0.4, 0.3)

    def touch(self, state: State, page: Page) -> None:
        """By how strong it is today."""
        if part := self.part(page.day):
            state.drinks *= 1 - 0.4 * part
            state.eats *= 1 - 0.55 * part
            state.joins *= 1 - 0.9 * part
            state.sleeps -= 1.8 * part
            state.wakings += round(2 * part)
            state.breaths += round(8 * part)
            state.oxygen -= round(6 * part)
            state.pulse += round(14 * part)
            state.warmer += tenths(2.0 * max(part - 0.2, 0))
            state.watched = 3 if self.number(page.day) >= 1 else state.watched
            state.moods, state.tone = ("tired", "flat"), "ill"
            state.in_bed, state.helped = part > 0.55, part > 0.3

    def tell(self, page: Page) -> None:
        """Noticed, seen, treated, better."""
        number = self.number(page.day)
        if number == 1:
            page.at(
                page.about(540),
                "marked-change",
                by="nurse",
                about=["breathing", "sleepy", "hot-cold"],
                direction="worse",
                since="yesterday",
                what=page.sentence("chest.noticed"),
                told=["nurse", "gp"],
            )
        elif number == 2:
            page.at(
                page.about(690, 50),
                "professional-visit",
                by="nurse",
                who="gp",
                how="here",
                advice=page.sentence("chest.advice"),
                must_do=True,
                action=page.sentence("chest.must"),
            )
        elif number == self.days - 1:
            page.at(page.about(1090), "note", by="nurse", text=page.sentence("infection.better"))
