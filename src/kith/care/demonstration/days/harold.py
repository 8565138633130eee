"""Harold Brown, who has diabetes and two hearing aids, sits with Mr Green, and is at his best at the card table."""

from kith.care.demonstration.days.routine import drink, group, meal, medicines, night, toilet, weigh
from kith.care.generation.diary import Diary

LOW = 5
WEIGHTS = {12: "91.8", 5: "91.2"}
GROUPS = {0: "choir", 1: "games", 2: "exercise", 3: "choir", 4: "quiz", 5: "film", 6: "coffee"}


def day(d: Diary) -> None:
    """One of his days. Five days ago his blood sugar was low before lunch."""
    _morning(d)
    _middle(d)
    _evening(d)


def _morning(d: Diary) -> None:
    if d.back in WEIGHTS:
        weigh(d, WEIGHTS[d.back])
    d.at(
        "07:15",
        "waking",
        how="by-self",
        slept="fairly" if d.back % 4 == 0 else "well",
        hours=d.one_of("7", "7.5", "6.5"),
    )
    d.at(
        "07:25",
        "blood-sugar",
        by="nurse",
        sugar=d.one_of("6.9", "7.4", "8.1", "7.7"),
        when="before-breakfast",
    )
    toilet(d, "07:30", "both" if d.sometimes(0.6) else "urine", where="toilet", help="by-self")
    d.at("07:35", "washing", what="shower" if d.back % 2 else "full-wash", help="some-help", skin=["healthy"])
    d.at("07:50", "grooming", what=["wet-shave", "hair"], help="some-help")
    d.at("08:00", "dressing", what="dressed", help="reminded", chose=True,
         wearing=["glasses", "left-hearing-aid", "right-hearing-aid", "shoes"])  # fmt: skip
    d.at("08:15", "mobility", what="walked", where_to="dining-room", help="reminded", aid=["wheeled-frame"], distance=35,
         steady=d.one_of("steady", "steady", "unsteady"))  # fmt: skip
    medicines(d, "08:25", "morning", **{"with": "water"})
    meal(
        d,
        "08:35",
        "breakfast",
        "porridge",
        "toast",
        where="dining-room",
        company="usual-place",
        help="by-self",
    )
    drink(d, "08:40", "tea", 250, d.one_of(250, 250, 200))


def _middle(d: Diary) -> None:
    what = GROUPS[d.day.weekday()]
    if d.back == 8:
        group(d, "10:00", "10:10", what, "cross", "came-and-left", with_others="fell-out",
              details="A new battery was needed. He could not follow and left.")  # fmt: skip
    else:
        group(
            d,
            "10:00",
            "10:50",
            what,
            d.one_of("content", "lively", "happy"),
            with_others=d.one_of("talked", "good-time"),
        )
    drink(d, "11:00", "coffee", 200, d.one_of(200, 200, 150))
    toilet(d, "11:30", where="toilet", help="by-self")
    if d.back == LOW:
        _low(d)
    meal(d, "12:05", "lunch", "meat", "potatoes", "vegetables", taken=d.one_of(1, 1, 0.75), where="dining-room",
         company="usual-place")  # fmt: skip
    drink(d, "12:10", "water", 200, 200)
    if d.back % 2:
        d.at("14:05", "blood-sugar", by="nurse", sugar=d.one_of("8.8", "9.6", "10.3"), when="after-meal")
    d.at(
        "13:15",
        "activity",
        until="13:55",
        what=d.one_of("puzzle", "newspaper", "chat"),
        where="lounge",
        took_part="joined-in",
    )
    drink(d, "15:05", "tea", 250, d.one_of(250, 200))
    meal(d, "15:10", "afternoon", "fruit", offered=0.5, taken=0.5, where="lounge", company="with-others")


def _low(d: Diary) -> None:
    d.at(
        "11:40",
        "blood-sugar",
        by="nurse",
        sugar="3.4",
        when="before-meal",
        confirmed=("sugar",),
        note="Shaky and pale. Gel and juice given as planned.",
    )
    drink(d, "11:45", "juice", 200, 200)
    d.at(
        "11:55", "blood-sugar", by="nurse", sugar="5.8", when="before-meal", note="Colour back. Joking again."
    )
    d.at("11:58", "marked-change", by="nurse", about=["sleepy", "hot-cold"], direction="worse", since="today",
         what="Low before lunch after a long walk round the garden.", told=["nurse", "gp"])  # fmt: skip


def _evening(d: Diary) -> None:
    toilet(d, "15:45", where="toilet", help="by-self")
    if d.weekend:
        d.at("16:00", "visit", until="16:50", who=["grandchild", "child"], how="here", after="happy")
    d.at("16:55", "mood", mood=[d.one_of("content", "happy", "calm")], how_known="they-said")
    meal(
        d,
        "17:30",
        "evening-meal",
        "sandwich",
        "salad",
        taken=d.one_of(1, 0.75),
        where="dining-room",
        company="usual-place",
    )
    drink(d, "17:35", "water", 200, d.one_of(200, 150))
    medicines(d, "18:00", "teatime", **{"with": "water"})
    d.at(
        "18:20",
        "skin-check",
        where=["foot", "heel"],
        looked=["dry"],
        new="same",
        hurts=False,
        note="Cream put on both feet.",
    )
    d.at("19:00", "activity", until="20:20", what="television", where="lounge", took_part="joined-in")
    drink(d, "20:30", "milk", 150, 150)
    toilet(d, "21:10", where="toilet", help="by-self")
    d.at("21:20", "mouth-care", what=["false-teeth", "rinsed"], help="reminded", looked=["healthy"])
    d.at("21:30", "bedtime", how="own-choice", help="reminded", left=["settled", "bell-near", "drink-near"])
    night(d, "23:15", "02:15", "05:15", breathing=True)
    if d.sometimes(0.4):
        toilet(d, "03:40", where="urinal", help="by-self")
