"""What is lastingly known about a character, kind by kind: the truth from which their facts are written, gaps among it.

The same character stands the same at every run. Answers are in the catalogue's codes, so that a test can read them
without the record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from kith.care.generation.lives.character import Character
from kith.care.generation.lives.drawing import NO_DECISION

MOVES = {
    "by-self": ("nobody", ["nothing"]),
    "stick": ("near", ["stick"]),
    "frame": ("one", ["wheeled-frame"]),
    "wheelchair": ("one", ["wheelchair"]),
    "stand-aid": ("one", ["stand-hoist"]),
    "hoist": ("two", ["hoist", "slide-sheet"]),
}
CONTINENCE = {
    "toilet": ("dry", "control"),
    "reminded": ("sometimes", "control"),
    "pad": ("pads", "pads"),
    "catheter": ("catheter", "control"),
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RELATIONS = {"grandchild": "relative"}
WELL_SEEN = 0.9
"""How often a second person has seen the original of a CPR decision."""
ASKED_NEVER, NOBODY_WROTE = 0.12, 0.05
"""How often nobody asked about something, and how often nothing at all was written of it."""


@dataclass(frozen=True)
class Told:
    """One fact or gap. `by` is the place of whoever recorded it among the staff who write facts down: 0, 1 and so on."""

    kind: str
    answers: dict[str, Any] = field(default_factory=dict)
    by: int = 0
    note: str = ""


def standing(who: Character) -> list[Told]:
    """Everything that is held about them, in the order in which it was recorded. What is not there was never recorded."""
    lot = Random(f"{who.key} {who.name} standing")  # noqa: S311 - invented data, no secret
    found = [
        *_heart(who, lot),
        *_food(who),
        _moving(who),
        *_talking(who, lot),
        *_must(who, lot),
        *_routine(who),
    ]
    return [*found, *_skin(who, lot), _continence(who), *_contacts(who, lot), *_health(who)]


def known(kind: str, source: str, by: int = 0, **answers: Any) -> Told:
    """A fact that is known; `with_` stands for a word that Python keeps."""
    given = {
        key.rstrip("_").replace("_", "-"): value for key, value in answers.items() if value not in ("", None)
    }
    return Told(kind, {"known": "known", **given, "source": source}, by)


def _gap(kind: str, why: str) -> Told:
    return Told(kind, {"known": why, "source": "staff"} if why == "none" else {"known": why})


def _unless_unasked(told: Told, lot: Random, *others: str) -> Iterator[Told]:
    """The fact; sometimes a gap in its place, sometimes nothing."""
    drawn = lot.random()
    if drawn < NOBODY_WROTE:
        return
    yield _gap(told.kind, lot.choice(("not-asked", *others))) if drawn < NOBODY_WROTE + ASKED_NEVER else told


def _heart(who: Character, lot: Random) -> Iterator[Told]:
    drawn = lot.random()
    if who.known.resuscitate == NO_DECISION:
        if drawn < 0.75:
            yield Told("cpr", {"decision": lot.choice(("not-asked", "declined", "not-known"))})
        return
    his = "her" if who.gender == "female" else "his"
    yield Told("cpr", {"decision": "do-not-attempt", "made-by": "Dr A. Okonjo, GP", "made-on": None,
                       "original": f"Red folder in {his} room", "source": "document"})  # fmt: skip
    if drawn < WELL_SEEN:
        yield Told("cpr-seen", {"says": "do-not-attempt"}, by=1)


def _food(who: Character) -> Iterator[Told]:
    needs = who.needs
    altered = (needs.food, needs.drinks) != ("7", "0")
    yield known("texture", "professional" if altered else "person", food=needs.food, drink=needs.drinks)
    how = "Sits upright. Small mouthfuls; wait for the swallow." if needs.food[0] in "456" else ""
    helped = "some-help" if needs.moves == "hoist" else "by-self"
    likes = f"{who.ways.hot.capitalize()}, and {who.ways.cold} between meals."
    yield known("eating-help", "staff", help=helped, how=how, likes=likes)


def _moving(who: Character) -> Told:
    people, aids = MOVES[who.needs.moves]
    return known("moving", "professional" if people == "two" else "staff", people=people, with_=aids)


def _talking(who: Character, lot: Random) -> Iterator[Told]:
    needs, said = who.needs, who.known
    how = ". ".join(each for each in (needs.hearing, needs.sight, needs.language) if each)
    fact = known("talking", "family" if needs.memory else "person", how=how or "As anybody does: plain words, no hurry",
                 language=needs.language.split(" ")[0] or "English")  # fmt: skip
    yield from [fact] if how else _unless_unasked(fact, lot)
    calm = known("calms", "family" if needs.memory else "person", calms=said.calms.capitalize(),
                 frightens=said.frightens.capitalize())  # fmt: skip
    yield from [calm] if needs.memory else _unless_unasked(calm, lot, "declined")


def _must(who: Character, lot: Random) -> Iterator[Told]:
    needs = who.needs
    found = []
    if needs.turned:
        found.append(_every(True, "Turn in bed, and look at the skin", needs.turned, "night", "turning"))
    if who.body.sugar is not None:
        found.append(_at(True, "Blood sugar before anything to eat", ["07"], "blood-sugar", "gp", by=1))
    if "hearing aids" in needs.hearing:
        aids = known(
            "must-do",
            "staff",
            what="Check that both hearing aids are in and work",
            harm=True,
            timing="words",
            when="On waking",
        )
        found.append(aids)
    yield from found or _unless_unasked(_gap("must-do", "none"), lot)


def _routine(who: Character) -> Iterator[Told]:
    """What the day holds besides: as they live it, so that what is planned and what is done fit."""
    weighed = WEEKDAYS[who.ways.weighed]
    yield _at(False, "Weight", ["08"], "weight", days=[weighed])
    yield _every(False, "Look in, without waking", who.needs.checked, "night", "night-check")


def _at(
    harm: bool, what: str, hours: list[str], record: str, source: str = "staff", by: int = 0, **more: Any
) -> Told:
    return known("must-do", source, by, what=what, harm=harm, timing="at", at=hours, **more, record=record)


def _every(harm: bool, what: str, hours: int, between: str, record: str) -> Told:
    often: dict[str, Any] = {"timing": "every", "every": Decimal(hours), "between": between, "record": record}
    return known("must-do", "staff", what=what, harm=harm, **often)


def _skin(who: Character, lot: Random) -> Iterator[Told]:
    if who.needs.turned:
        yield known(
            "skin", "staff", skin="at-risk", bed=who.needs.turned, care="Hips and heels. Air mattress."
        )
    else:
        yield from _unless_unasked(known("skin", "staff", skin="healthy"), lot)


def _continence(who: Character) -> Told:
    bladder, bowel = CONTINENCE[who.needs.continence]
    return known("continence", "staff", bladder=bladder, bowel=bowel)


def _contacts(who: Character, lot: Random) -> Iterator[Told]:
    if not who.known.visitors:
        yield _gap("contact", "none")
    for place, each in enumerate(who.known.visitors):
        tell = "everything" if place == 0 else lot.choice(("everything", "emergency", "nothing", "not-asked"))
        when = "never" if tell == "nothing" else lot.choice(("any-hour", "day"))
        order = None if tell == "nothing" else place + 1
        phone = "" if tell == "nothing" else f"07700 900 {lot.randrange(1000):03}"
        yield known("contact", "person", name=each.name, relation=RELATIONS.get(each.who, each.who), tell=tell,
                    phone=phone, when=when, order=order)  # fmt: skip


def _health(who: Character) -> Iterator[Told]:
    for each in who.known.conditions:
        yield known("condition", "gp", 1, what=each)
    if who.needs.moves in ("stick", "frame"):
        yield known("risk", "staff", about="falls", what="Unsteady when tired or in a hurry.",
                    helps="Shoes on, bell in reach, light on the way to the toilet.")  # fmt: skip
    if who.needs.drinks != "0" or who.needs.food[0] in "456":
        yield known("risk", "professional", about="choking", what="Food or drink goes down the wrong way.",
                    helps="The right texture, upright, never hurried.")  # fmt: skip
    yield known("involved", "gp", 1, name="Dr A. Okonjo", role="gp", organisation="Mill Lane Surgery",
                phone="01632 960 400")  # fmt: skip
