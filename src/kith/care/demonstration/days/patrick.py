"""Patrick Doyle, whose lungs let him sleep an hour at a time. He says no to much, and is the wittiest man in the house.

The worst night was five nights ago; the respiratory nurse came the next morning.
"""

from kith.care.demonstration.days.routine import drink, group, meal, medicines, weigh
from kith.care.generation.diary import Diary

WORST = 5
WEIGHTS = {11: "58.7", 4: "58.3"}


def day(d: Diary) -> None:
    """One of his days."""
    _morning(d)
    _middle(d)
    _evening(d)
    _night(d)


def _morning(d: Diary) -> None:
    after_worst = d.back == WORST - 1
    if d.back in WEIGHTS:
        weigh(d, WEIGHTS[d.back], "chair")
    d.at("08:40", "waking", how="awake-already", slept="badly" if d.back % 3 else "fairly",
         hours="4" if after_worst else d.one_of("4.5", "5", "5.5"), wanted=["stay-in-bed", "drink"])  # fmt: skip
    drink(d, "08:45", "tea", 200, d.one_of(200, 150))
    _breathing(d, "08:55", 87 if after_worst else d.one_of(89, 90, 91))
    medicines(d, "09:10", "morning", **{"with": "water"})
    meal(
        d,
        "09:20",
        "breakfast",
        "toast",
        taken=d.one_of(0.5, 0.25, 0.5),
        where="in-bed",
        company="alone",
        why_less="had-enough",
    )
    no_wash = d.back in (14, 12, 4)
    if no_wash:
        d.at("09:45", "washing", what="said-no", note="“Not with this chest, love.” Will try after lunch.")
    else:
        d.at(
            "09:45",
            "washing",
            what="full-wash",
            help="some-help",
            skin=["healthy"],
            how_was_it="fine",
            note="Sat down for all of it.",
        )
    d.at("10:00", "dressing", what="dressed", help="some-help", chose=True, wearing=["glasses", "shoes"])
    d.at("10:10", "toileting", result="urine", where="commode", help="some-help")
    if after_worst:
        d.at("10:30", "professional-visit", by="nurse", who="specialist-nurse", name="Karen Bell", how="here",
             advice="Sit him up on four pillows. Fan on his face before the oxygen.", must_do=True,
             action="Four pillows and the fan every night; write down each time he wakes.")  # fmt: skip


def _oxygen(d: Diary, clock: str, level: int) -> None:
    unusual = ("level",)  # 88 to 92 is right for him; the catalogue's range is for most people
    d.at(clock, "oxygen", by="nurse", level=level, air_or_oxygen="oxygen", flow=1, confirmed=unusual)


def _breathing(d: Diary, clock: str, level: int) -> None:
    _oxygen(d, clock, level)
    if level < 88:
        d.at(clock, "breathing", by="nurse", rate=26, looked=["hard-work"], confirmed=("rate",))
    else:
        d.at(clock, "breathing", by="nurse", rate=d.one_of(18, 19, 20), looked=["easy"])


def _middle(d: Diary) -> None:
    what = {0: "choir", 1: "quiz", 3: "choir", 4: "quiz"}.get(d.day.weekday(), "games")
    if what == "quiz" or d.back == 2:
        group(
            d,
            "10:45",
            "11:30",
            what,
            "lively",
            with_others="good-time",
            note="Answered everything on the 1966 final.",
        )
    else:
        group(d, "10:45", "10:50", what, d.one_of("tired", "flat", "calm"), "said-no", where="own-room")
    drink(d, "11:35", "coffee", 200, d.one_of(150, 200, 100))
    d.at("11:50", "sleep", until="12:35", kind="morning-nap", where="own-chair", slept="broken")
    meal(
        d,
        "12:50",
        "lunch",
        "curry-stew",
        "potatoes",
        offered=0.5,
        taken=d.one_of(0.5, 0.25, 0.5),
        where="own-room",
        company="alone",
    )
    drink(d, "12:55", "fizzy", 150, d.one_of(150, 100))
    d.at("13:20", "mobility", what="walked", where_to="corridor", help="some-help", aid=["wheeled-frame"],
         distance=d.one_of(10, 15, 8), steady="breathless")  # fmt: skip
    d.at("14:00", "sleep", until="15:20", kind="afternoon-nap", where="own-chair", slept="rested")
    drink(d, "15:30", "supplement", 200, d.one_of(200, 100, 150))
    d.at("15:40", "toileting", result="both" if d.back % 2 else "urine", where="commode", help="some-help")


def _evening(d: Diary) -> None:
    d.at(
        "16:00",
        "activity",
        until="17:00",
        what=d.one_of("newspaper", "television", "telephone"),
        where="own-room",
        took_part="joined-in",
    )
    if d.back in (8, 1):
        d.at(
            "16:10",
            "visit",
            until="17:10",
            who=["friend"],
            how="here",
            after="lively",
            note="Two from the brass band.",
        )
    _breathing(d, "17:10", d.one_of(89, 90, 91, 92))
    d.at("17:20", "mood", mood=["low"] if d.back in (WORST, WORST - 1) else [d.one_of("content", "flat", "lively", "calm")],
         how_known="they-said", their_words="I dread the nights." if d.back == WORST else "Mustn't grumble.")  # fmt: skip
    meal(
        d,
        "17:45",
        "evening-meal",
        "soup",
        "bread",
        taken=d.one_of(0.5, 0.75, 0.25),
        where="own-room",
        company="alone",
    )
    drink(d, "17:50", "tea", 200, d.one_of(200, 150))
    medicines(d, "18:25", "teatime", **{"with": "water"})
    d.at(
        "19:30",
        "pain",
        how_bad="mild",
        score=d.one_of(2, 3),
        how_known="they-said",
        where=["chest"],
        done=["moved", "rest"],
    )
    drink(d, "20:45", "alcohol", 50, 50, note="His whisky, as agreed with Dr Okonjo.")
    d.at("21:20", "mouth-care", what=["teeth", "rinsed"], help="by-self", looked=["healthy"])
    d.at(
        "22:40",
        "bedtime",
        how="own-choice",
        help="reminded",
        left=["unsettled" if d.back == WORST else "reading", "bell-near", "light-on"],
    )


def _night(d: Diary) -> None:
    if d.back == WORST:
        _worst_night(d)
    else:
        for clock in ("00:10", "02:10", "04:10", "06:10"):
            found = d.one_of("resting", "asleep", "unsettled")
            d.at(clock, "night-check", found=found, breathing=True, done=["nothing"])
        d.at("23:00", "sleep", until="06:40", kind="night", where="own-bed", slept="broken",
             hours=d.one_of("4.5", "5"), times_up=d.one_of(2, 3, 4))  # fmt: skip
    d.at("02:30", "toileting", result="urine", where="urinal", help="by-self")


def _worst_night(d: Diary) -> None:
    for clock in ("00:10", "01:10", "02:10", "03:10", "04:10", "06:10"):
        d.at(clock, "night-check", found="unsettled", breathing=True, done=["comforted", "drink"])
    _oxygen(d, "02:20", 86)
    d.at("02:25", "distress", by="nurse", before=["pain", "tired"], during=["calling", "asking"],
         their_words="I can't get my breath.", helped=["nurse", "company", "held"], after="better",
         minutes=35, hurt=["nobody"])  # fmt: skip
    _oxygen(d, "03:00", 89)
    d.at("23:00", "sleep", until="06:40", kind="night", where="own-chair", slept="hardly", hours="2.5",
         times_up=6)  # fmt: skip
