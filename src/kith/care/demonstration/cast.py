"""The other residents of The Willows: lives drawn by lot, with the stories that this home is to tell.

The six whose days are scripts live among them (`residents.py`).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from kith.care.generation.lives import Character, Life, draw
from kith.care.generation.lives.page import Outage
from kith.care.generation.lives.plot import plot, story_of
from kith.care.generation.lives.stories.leaving import LastDays
from kith.care.generation.lives.stories.story import Story

DAYS = 90
SEED = "The Willows"
STAY_ENDS = timedelta(days=10)
"""After a death: the team still has what is to be done before it."""
SPACE = 28
"""Days before a told story in which somebody is as usual."""
CORRIDOR = 21
"""Rooms from this number on are on the second corridor."""
OUTAGES = ((37, "09:30", "14:30", "15:20"), (5, "12:40", "17:10", "18:05"))
"""How many days ago the tablets were down, from when to when, and when they were back."""


@dataclass(frozen=True)
class Part:
    """Somebody who lives here. `told` is what happens to them: a story, how many days ago it began, how long it is."""

    given: str
    family: str
    gender: str
    born: int
    room: int
    told: tuple[str, int, int] | None = None
    drawn: str = ""
    """Another draw of the lot, where the first did not fit what happens to them."""

    @property
    def key(self) -> str:
        """The demonstration's name for them."""
        return f"room-{self.room}"


CAST = (
    Part("Edna", "Fairclough", "female", 1936, 1, ("urine-infection", 4, 9)),
    Part("Stanley", "Hargreaves", "male", 1939, 2, ("chest-infection", 11, 12)),
    Part("Ivy", "Tomlinson", "female", 1933, 4, ("losing-weight", 58, 56)),
    Part("Ronald", "Pickering", "male", 1941, 6, ("fall", 2, 9), drawn="again"),
    Part("Hilda", "Nowak", "female", 1938, 8, ("distress", 13, 14)),
    Part("Beryl", "Atkinson", "female", 1942, 10, ("refusing", 5, 9)),
    Part("Mohan", "Desai", "male", 1944, 11, ("poor-sleep", 6, 12)),
    Part("Gwen", "Pritchard", "female", 1937, 13, ("constipation", 4, 7)),
    Part("Leonard", "Ashworth", "male", 1935, 15, ("good-phase", 9, 16)),
    Part("Doreen", "Mabey", "female", 1940, 16, ("hospital", 13, 7)),
    Part("Albert", "Swales", "male", 1932, 17, ("last-days", 5, 9)),
    Part("Phyllis", "Oakden", "female", 1931, 18, ("last-days", 10, 9)),
    Part("Kathleen", "Byrne", "female", 1943, 19),
    Part("Thomas", "Liddle", "male", 1938, 20),
    Part("Parveen", "Akhtar", "female", 1947, 21),
    Part("Eric", "Cartwright", "male", 1934, 22),
    Part("Nora", "Flanagan", "female", 1936, 23),
    Part("Sylvia", "Underhill", "female", 1945, 24),
    Part("Gordon", "Mather", "male", 1940, 25),
    Part("Marjorie", "Bennett", "female", 1937, 27),
    Part("Winston", "Clarke", "male", 1942, 28),
    Part("Mavis", "Bennett", "female", 1939, 29),
    Part("Iris", "Penhaligon", "female", 1935, 30),
    Part("Józef", "Wójcik", "male", 1933, 31),
    Part("Audrey", "Snell", "female", 1941, 32),
    Part("Cyril", "Thwaite", "male", 1936, 33),
    Part("Lucia", "Moretti", "female", 1938, 34),
    Part("Enid", "Garside", "female", 1932, 35),
    Part("Hubert", "Yates", "male", 1944, 36),
    Part("Constance", "Appleby", "female", 1940, 37),
    Part("Desmond", "Roache", "male", 1939, 38),
    Part("Vera", "Slater", "female", 1934, 39, ("hospital", 1, 6)),
    Part("Mei", "Chan", "female", 1943, 40),
    Part("Frank", "Ogden", "male", 1937, 41),
    Part("Olga", "Kovalenko", "female", 1941, 42),
)


def lives(patients: dict[str, UUID], today: date) -> tuple[Life, ...]:
    """The lives up to today of those whose Patient is known by their key."""
    first = today - timedelta(days=DAYS)
    return tuple(
        Life(patients[part.key], who, _stories(part, who, first), SEED)
        for part in CAST
        if part.key in patients
        for who in (character(part, today),)
    )


def character(part: Part, today: date) -> Character:
    """Who somebody is."""
    lot = Random(f"{SEED} {part.key} {part.drawn}".strip())  # noqa: S311 - invented data, no secret
    age, corridor = today.year - part.born, int(part.room >= CORRIDOR)
    return draw(
        part.key, lot, given=part.given, family=part.family, gender=part.gender, age=age, corridor=corridor
    )


def came(part: Part, today: date) -> date:
    """The day on which somebody came to live here."""
    lot = Random(f"{part.key} came")  # noqa: S311 - invented data, no secret
    return today - timedelta(days=DAYS + lot.randint(20, 1500))


def born(part: Part) -> date:
    """A birthday in the year of birth."""
    lot = Random(f"{SEED} {part.key} born")  # noqa: S311 - invented data, no secret
    return date(part.born, 1, 1) + timedelta(days=lot.randrange(365))


def left(part: Part, today: date) -> datetime | None:
    """When somebody's stay ended: some days after they died, if they have, because much is to be done by then."""
    if part.told is None or part.told[0] != LastDays.kind:
        return None
    _, back, length = part.told
    moment = LastDays(today - timedelta(days=back), length).died_at + STAY_ENDS
    return moment if moment.date() <= today else None


def outages(today: date) -> dict[date, Outage]:
    """The days on which the tablets were down."""
    made = (Outage(today - timedelta(days=back), *clocks) for back, *clocks in OUTAGES)
    return {each.day: each for each in made}


def _stories(part: Part, who: Character, first: date) -> tuple[Story, ...]:
    lot = Random(f"{SEED} {part.key} stories")  # noqa: S311 - invented data, no secret
    if part.told is None:
        return tuple(each for each in plot(who, first, DAYS, lot) if each.kind != "last-days")
    kind, back, length = part.told
    begins = first + timedelta(days=DAYS - back)
    before = plot(who, first, DAYS - back - SPACE, lot) if kind != "losing-weight" else ()
    told = story_of(kind, begins, lot, days=length, severity=0.9)
    return (*(each for each in before if each.ends < begins - timedelta(days=SPACE)), told)
