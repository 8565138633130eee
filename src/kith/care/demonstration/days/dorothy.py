"""Dorothy Whitfield, who has dementia. Her mornings are good; from about four she looks for her mother and the bus.

Distress is written as before, during and after. In the second week the staff began to sing with her at half past
three, and the afternoons became easier.
"""

from kith.care.demonstration.days.routine import drink, group, meal, medicines, night, toilet, weigh
from kith.care.generation.diary import Diary

SINGING_BEGAN = 7
WEIGHTS = {9: "62.3", 2: "62.6"}


def day(d: Diary) -> None:
    """One of her days."""
    _morning(d)
    _middle(d)
    _afternoon(d)
    _evening(d)
    _night(d)


def _morning(d: Diary) -> None:
    if d.back in WEIGHTS:
        weigh(d, WEIGHTS[d.back])
    d.at(
        "07:10",
        "waking",
        how="awake-already",
        slept=d.one_of("fairly", "well", "fairly"),
        hours=d.one_of("6", "6.5", "7"),
    )
    toilet(d, "07:15", where="toilet", help="reminded")
    refused = d.back in (13, 8)
    if refused:
        d.at(
            "07:30",
            "washing",
            what="said-no",
            note="Did not know me this morning. Left her with a cup of tea.",
        )
        d.at(
            "09:40",
            "washing",
            what="full-wash",
            help="some-help",
            how_was_it="fine",
            note="Fine once Eva asked.",
            by="eva",
        )
    else:
        d.at(
            "07:30",
            "washing",
            what=d.one_of("full-wash", "shower"),
            help="some-help",
            skin=["healthy"],
            how_was_it="enjoyed",
        )
    d.at(
        "07:50",
        "dressing",
        what="dressed",
        help="reminded",
        chose=True,
        wearing=["glasses", "shoes", "pendant"],
    )
    meal(d, "08:20", "breakfast", "toast", "fruit", taken=d.one_of(1, 0.75), texture="6", where="dining-room",
         company="with-others", help="reminded")  # fmt: skip
    drink(d, "08:25", "tea", 200, d.one_of(200, 150), thickness="0")
    medicines(d, "08:50", "morning", "said-no" if d.back == 10 else "taken", **{"with": "other-drink"})
    d.at("09:15", "activity", until="09:50", what="helping", took_part="joined-in", where="dining-room",
         note="Folded every napkin in the house.")  # fmt: skip


def _middle(d: Diary) -> None:
    what = {0: "choir", 3: "choir", 1: "memories", 2: "dance", 4: "cooking"}.get(d.day.weekday(), "music")
    group(d, "10:00", "10:45", what, d.one_of("happy", "lively"), with_others="good-time")
    drink(d, "10:50", "squash", 200, d.one_of(200, 150, 100), thickness="0")
    toilet(d, "11:30", "both" if d.back % 2 else "urine", where="toilet", help="reminded")
    walked = d.sometimes(0.5)
    meal(d, "12:20", "lunch", "sandwich" if walked else "fish", "vegetables", taken=d.one_of(0.5, 0.75, 1), texture="6",
         where="corridor" if walked else "dining-room", help="reminded")  # fmt: skip
    drink(d, "12:25", "water", 150, d.one_of(150, 100, 50), thickness="0")
    d.at(
        "13:30", "activity", until="14:10", what="walk", where="garden", took_part="joined-in", mood="content"
    )
    drink(d, "14:20", "tea", 200, d.one_of(200, 200, 150), thickness="0")
    toilet(d, "14:45", where="toilet", help="reminded")


def _afternoon(d: Diary) -> None:
    if d.back <= SINGING_BEGAN:
        d.at("15:30", "activity", until="16:10", what="singing", where="own-room", took_part="joined-in", mood="calm",
             note="Her mother's song, then the ones from school.")  # fmt: skip
    if d.back > SINGING_BEGAN or d.back in (5, 2):
        _frightened(d, short=d.back <= SINGING_BEGAN)
    d.at("16:55", "mood", mood=["worried", "changing"] if d.back > SINGING_BEGAN else [d.one_of("calm", "content")],
         how_known="they-showed")  # fmt: skip


def _frightened(d: Diary, *, short: bool) -> None:
    minutes = d.one_of(8, 10) if short else d.one_of(25, 35, 45)
    d.at("16:15", "distress", before=["memory", d.one_of("noise", "tired", "change")],
         during=["asking", "pacing"] if short else ["asking", "crying", "leaving"],
         their_words=d.one_of("My mother will be waiting.", "I have to get the bus before it is dark."),
         helped=["listened", "music"] if short else ["listened", "outside", "company"],
         after="settled" if short else d.one_of("better", "settled"), minutes=minutes, hurt=["nobody"])  # fmt: skip
    if not short:
        d.at("16:50", "sensor", which="door", state="working", alarm=True, note="At the front door twice.")


def _evening(d: Diary) -> None:
    if d.back in (12, 5):
        d.at("17:00", "visit", until="17:40", who=["sibling"], how="telephone", after="content")
    meal(d, "17:45", "evening-meal", "soup", "bread", taken=d.one_of(0.75, 0.5, 1), texture="6", where="dining-room",
         help="reminded", company="with-staff")  # fmt: skip
    drink(d, "17:50", "milk", 200, d.one_of(200, 150), thickness="0")
    medicines(d, "18:20", "teatime", **{"with": "other-drink"})
    d.at("19:00", "activity", until="19:45", what="music", where="lounge", took_part="watched")
    drink(d, "20:00", "hot-chocolate", 200, d.one_of(200, 150), thickness="0")
    toilet(d, "20:30", where="toilet", help="reminded")
    d.at("20:40", "mouth-care", what=["teeth"], help="some-help", looked=["healthy"])
    d.at("20:50", "bedtime", how="suggested", help="some-help", left=["settled", "light-on", "door-open"])
    d.at("21:00", "sensor", which="floor-mat", state="working", alarm=False)


def _night(d: Diary) -> None:
    up = d.back > SINGING_BEGAN and d.sometimes(0.6)
    night(d, "23:10")
    if up:
        d.at(
            "02:05",
            "night-check",
            found="out-of-bed",
            done=["comforted", "drink"],
            note="Dressed to go out. Tea together, then back to bed.",
        )
        drink(d, "02:15", "tea", 150, 150, thickness="0")
    else:
        night(d, "02:10", breathing=True)
    toilet(d, "04:30", where="toilet", help="reminded")
    night(d, "05:20")
