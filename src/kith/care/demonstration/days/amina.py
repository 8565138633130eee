"""Amina Rahman, whose stroke left her right side weak: pureed food, thickened drinks by number, turning, the hoist.

Her weight is going down, slowly enough to be missed from one day to the next. Six days ago she coughed at lunch.
"""

from typing import Any

from kith.care.demonstration.days.routine import drink, group, meal, medicines, weigh
from kith.care.generation.diary import Diary

COUGHED = 6
WEIGHTS = {14: "49.8", 11: "49.5", 8: "49.1", 5: "48.6", 2: "48.2"}
TURNS = (("21:10", "left-tilt"), ("00:10", "right-tilt"), ("03:10", "back"), ("06:10", "left-tilt"))


def day(d: Diary) -> None:
    """One of her days."""
    _morning(d)
    _middle(d)
    _evening(d)
    _night(d)


def _sips(d: Diary, clock: str, what: str, offered: int, taken: int, swallowing: str = "none") -> None:
    drink(d, clock, what, offered, taken, thickness="2", help="one-helper", swallowing=[swallowing])


def _plate(d: Diary, clock: str, which: str, *foods: str, taken: float, **more: Any) -> None:
    more.setdefault("swallowing", ["none"])
    meal(d, clock, which, *foods, taken=taken, texture="4", help="one-helper", **more)


def _morning(d: Diary) -> None:
    if d.back in WEIGHTS:
        weigh(d, WEIGHTS[d.back], "hoist")
    d.at(
        "07:30",
        "waking",
        how="woken" if d.sometimes(0.3) else "by-self",
        slept=d.one_of("fairly", "well"),
        hours=d.one_of("7", "7.5", "8"),
    )
    d.at(
        "07:40",
        "toileting",
        result="urine",
        where="pad",
        help="two-helpers",
        pad="wet-changed",
        skin=["healthy"],
        helper="eva",
    )
    d.at(
        "07:50",
        "washing",
        what="bed-bath",
        help="two-helpers",
        skin=["red-fades"],
        how_was_it="fine",
        helper="eva",
    )
    d.at("08:00", "skin-check", by="nurse", where=["base-of-spine", "hip"], looked=["red-fades"],
         new="better" if d.back < 4 else "same", hurts=False)  # fmt: skip
    d.at(
        "08:10",
        "mobility",
        what="hoist",
        where_to="own-room",
        help="two-helpers",
        aid=["hoist"],
        helper="eva",
    )
    d.at(
        "08:15",
        "mouth-care",
        what=["teeth", "moistened"],
        help="one-helper",
        looked=["dry" if d.back % 3 == 0 else "healthy"],
    )
    medicines(d, "08:30", "morning", **{"with": "food"})
    _plate(d, "08:40", "breakfast", "porridge", taken=d.one_of(0.75, 0.5, 0.75))
    _sips(d, "08:55", "tea", 150, d.one_of(120, 100, 150))


def _middle(d: Diary) -> None:
    _sips(d, "10:05", "water", 100, d.one_of(80, 60, 100))
    if d.day.weekday() in (1, 4):
        d.at("10:30", "professional-visit", by="nurse", who="physio", name="Ruth Allen", how="here",
             advice="Left hand leads the right: stroke the right arm before every move.", must_do=False)  # fmt: skip
    else:
        group(
            d,
            "10:30",
            "11:15",
            "music",
            d.one_of("calm", "content"),
            "watched",
            with_others="talked",
            where="lounge",
        )
    d.at("11:30", "toileting", result="nothing" if d.back % 4 == 0 else "urine", where="pad", help="two-helpers",
         pad="dry" if d.back % 4 == 0 else "wet-changed", helper="eva")  # fmt: skip
    if d.back == COUGHED:
        _coughing(d)
    else:
        _plate(d, "12:15", "lunch", "curry-stew", "vegetables", taken=d.one_of(0.5, 0.75, 0.5))
        _sips(d, "12:35", "squash", 150, d.one_of(100, 120, 80))
    d.at(
        "13:10",
        "turning",
        to="left-tilt",
        help="two-helpers",
        skin=["red-fades"],
        heels=True,
        surface="working",
        helper="priya",
    )
    d.at("13:15", "sleep", until="14:30", kind="afternoon-nap", where="own-bed", slept="well")
    _sips(d, "14:45", "milkshake", 150, d.one_of(150, 100, 120))


def _coughing(d: Diary) -> None:
    _plate(d, "12:15", "lunch", "curry-stew", taken=0.25, why_less="hard-to-swallow", swallowing=["coughing", "wet-voice"],
           note="Stopped at once and sat her up. Eva came.")  # fmt: skip
    d.at("12:30", "breathing", by="nurse", rate=19, looked=["cough"])
    d.at("12:35", "marked-change", by="nurse", about=["eating", "breathing"], direction="worse", since="today",
         what="Coughed at lunch. The plate had been thinned with gravy.", told=["nurse", "gp", "family"])  # fmt: skip
    d.at("15:20", "professional-visit", by="nurse", who="speech", name="Daniel Frost", how="video",
         advice="Stay on food level 4 and drinks level 2. Teaspoon, and wait for the second swallow.", must_do=True,
         action="Nothing poured over the plate; check the level with a fork test at every meal.")  # fmt: skip


def _evening(d: Diary) -> None:
    if d.weekend or d.back in (10, 3):
        d.at("15:30", "visit", until="17:00", who=["child", "grandchild"], how="here", after="happy",
             note="They read to her in Bengali and she answered in whole sentences.")  # fmt: skip
    d.at("16:10", "communication", how=["few-words", "face-hands"], understood_them="with-time",
         understood_you="easily", changed="better" if d.back < 5 else "as-usual")  # fmt: skip
    d.at("16:20", "mood", mood=[d.one_of("calm", "content", "tired")], how_known="they-showed")
    _sips(d, "16:35", "juice", 120, d.one_of(100, 80))
    _plate(d, "17:40", "evening-meal", "pulses", "yoghurt", taken=d.one_of(0.5, 0.75))
    _sips(d, "17:55", "tea", 150, d.one_of(100, 130))
    medicines(d, "18:15", "teatime", **{"with": "food"})
    d.at("19:40", "toileting", result="both" if d.back % 2 else "urine", where="pad", help="two-helpers",
         pad="soiled-changed" if d.back % 2 else "wet-changed", skin=["healthy"], helper="eva")  # fmt: skip
    if d.back % 2:
        d.at(
            "19:50",
            "bowels",
            opened=True,
            type=d.one_of("4", "5", "4"),
            amount="medium",
            where="pad",
            looked=["nothing"],
        )
    d.at("20:00", "mouth-care", what=["teeth", "rinsed"], help="one-helper", looked=["healthy"])
    d.at("20:20", "bedtime", how="suggested", help="two-helpers", left=["settled", "light-on", "bell-near"])


def _night(d: Diary) -> None:
    for clock, side in TURNS:
        d.at(clock, "turning", to=side, help="two-helpers", skin=["healthy"], heels=True, helper="samuel")
    for clock in ("00:15", "03:15"):
        d.at(clock, "night-check", found="asleep", breathing=True, done=["turned", "pad"])
