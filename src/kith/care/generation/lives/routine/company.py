"""Company: groups, what somebody does by themselves, visits, mood, and distress."""

from typing import Any

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.routine.morning import refuses
from kith.care.generation.lives.words import writer

CLOSE = {
    "child": "child",
    "partner": "partner",
    "friend": "friend",
    "grandchild": "grandchild",
    "sibling": "sibling",
}
PLACES = ("lounge", "own-room", "own-room", "garden")
BEFORE = ("noise", "tired", "change", "memory", "care", "bored", "toilet")
DURING = ("asking", "calling", "pacing", "crying", "refused", "shouting", "leaving", "withdrew")
HELPED = (
    "listened",
    "company",
    "need-met",
    "something-else",
    "music",
    "quiet-place",
    "time-alone",
    "outside",
)


def day(page: Page) -> None:
    """Everything that they did and how they were."""
    if page.sometimes(0.7 if page.day.weekday() < 5 else 0.4) and not page.state.in_bed:
        _group(page)
    if page.sometimes(0.7):
        _alone(page)
    if page.sometimes(0.3 * page.person.ways.naps) or page.state.tone == "ill" and page.sometimes(0.5):
        page.at(
            page.about(810),
            "sleep",
            until=page.about(880),
            kind="afternoon-nap",
            where="own-chair",
            slept=page.one_of("well", "rested"),
            tell="sleep",
        )
    visits(page)
    if page.sometimes(0.75):
        _mood(page)
    if page.sometimes(page.state.distress + (0.025 if page.person.needs.memory else 0.004)):
        distressed(page)
    if page.sometimes(0.22 if page.state.tone == "well" else 0.5):
        page.at(page.about(page.one_of(820, 1150), 40), "note", text=told(page))


def told(page: Page) -> str:
    key = page.shifts.pick("carer", page.day, "18:00", page.person.corridor, page.lot)
    return writer.note(page.person, "note", page.state.tone, page.shifts.hand(key), page.lot)


def joins(page: Page) -> bool:
    """Whether they take part today."""
    return page.sometimes(min(0.97, page.person.ways.joins * page.state.joins))


def feeling(page: Page) -> str:
    """The mood that shows now."""
    if page.state.moods and page.sometimes(0.75):
        return str(page.lot.choice(page.state.moods))
    return str(page.lot.choice(page.person.ways.moods))


def _group(page: Page) -> None:
    what = page.lot.choice(page.person.ways.groups)
    if refuses(page) or not joins(page):
        page.at(
            "10:30",
            "group-activity",
            by="activities",
            until="10:35",
            what=what,
            took_part="said-no",
            tell="group.no",
        )
        return
    page.at(
        "10:30",
        "group-activity",
        by="activities",
        until=page.about(685, 10),
        what=what,
        where="activity-room",
        took_part=page.one_of("joined-in", "joined-in", "joined-a-while", "watched"),
        mood=feeling(page),
        with_others=page.one_of("good-time", "talked", "talked", "kept-apart"),
        tell="group",
    )


def _alone(page: Page) -> None:
    begins = page.lot.randint(925, 975)
    where = "in-bed" if page.state.in_bed else page.lot.choice(PLACES)
    took = "joined-in" if joins(page) else page.one_of("watched", "joined-a-while", "said-no")
    what = page.lot.choice(page.person.ways.alone)
    if what in ("garden", "walk") and (page.state.in_bed or page.person.needs.moves == "hoist"):
        what = "music"
    page.at(
        page.clock(begins),
        "activity",
        until=page.clock(begins + page.lot.randint(15, 70)),
        what=what,
        where=where,
        took_part=took,
        tell="activity",
    )


def visits(page: Page) -> None:
    more = 3.0 if page.state.comfort else 1.4 if page.state.tone in ("ill", "low") else 1.0
    for visitor in page.person.known.visitors:
        likely = (
            visitor.chance
            * more
            * (1.8 if visitor.weekends and page.weekend else 0.5 if visitor.weekends else 1.0)
        )
        if page.sometimes(min(likely, 0.95)):
            begins = page.lot.randint(850, 1000)
            page.at(
                page.clock(begins),
                "visit",
                until=page.clock(begins + page.lot.randint(25, 110)),
                who=[CLOSE[visitor.who]],
                how=page.one_of("here", "here", "here", "telephone"),
                after=feeling(page),
                tell="visit",
            )


def _mood(page: Page) -> None:
    answers: dict[str, Any] = {}
    if page.sometimes(0.25) and page.person.known.says:
        answers = {"their_words": page.lot.choice(page.person.known.says)}
    page.at(
        page.about(page.one_of(700, 1000, 1170), 30),
        "mood",
        mood=[feeling(page)],
        how_known="they-said" if answers else page.one_of("seen", "they-showed"),
        tell="mood",
        **answers,
    )


def distressed(page: Page, *helped: str) -> None:
    """An episode: before, during, what was tried, after."""
    begins = page.lot.randint(930, 1130)
    lasted = 5 * page.lot.randint(2, 9)
    tried = list(helped) or page.lot.sample(HELPED, 2)
    page.at(
        page.clock(begins),
        "distress",
        until=page.clock(begins + lasted),
        before=page.lot.sample(BEFORE, page.one_of(1, 1, 2)),
        during=page.lot.sample(DURING, page.one_of(1, 2)),
        helped=tried,
        after=page.one_of("settled", "better", "better", "same"),
        minutes=lasted,
        hurt=["nobody"],
    )
