"""Walter Green, who likes company, singing, painting, and each day in the same order (MODS, use case 1).

His today is left to whoever looks after him. Nine days ago he had a cold for two days.
"""

from kith.care.demonstration.days.routine import drink, group, meal, medicines, night, toilet, weigh
from kith.care.generation.diary import Diary

COLD = (9, 8)
WEIGHTS = {13: "78.4", 6: "78.1"}
GROUPS = {0: "choir", 1: "painting", 2: "exercise", 3: "choir", 4: "quiz", 5: "music", 6: "faith"}


def day(d: Diary) -> None:
    """One of his days."""
    if d.back == 0:
        return
    _morning(d)
    _middle(d)
    _evening(d)


def _morning(d: Diary) -> None:
    cold = d.back in COLD
    if d.back in WEIGHTS:
        weigh(d, WEIGHTS[d.back])
    hours = "6.5" if cold else d.one_of("7.5", "8", "8", "8.5")
    wanted = ["stay-in-bed", "drink"] if cold else ["shower", "toilet"]
    d.at("08:00", "waking", how="by-self", slept="badly" if cold else "well", hours=hours, wanted=wanted)
    _wash(d, cold)
    toilet(d, "08:20", "both" if d.back % 2 else "urine", where="toilet", help="some-help")
    d.at("08:25", "dressing", what="dressed", help="some-help", chose=True, wearing=["glasses", "shoes"])
    d.at("08:30", "mobility", what="walked", where_to="dining-room", help="by-self", aid=["stick"], distance=40,
         steady="unsteady" if cold else "steady")  # fmt: skip
    _breakfast(d, cold)
    medicines(d, "09:00", "morning", **{"with": "water"})
    drink(d, "09:05", "water", 150, 150, help="by-self")
    if not cold:
        d.at("09:15", "activity", what="newspaper", took_part="joined-in", where="lounge", until="09:50")


def _wash(d: Diary, cold: bool) -> None:
    if cold:
        d.at("08:10", "washing", what="hands-face", help="some-help", note="Felt too poorly for his shower.")
    elif d.back == 2:
        d.at(
            "08:10",
            "washing",
            what="said-no",
            note="Wanted to wait for his breakfast. Asked again at eleven.",
        )
        d.at(
            "11:20",
            "washing",
            what="shower",
            help="some-help",
            hair=True,
            skin=["healthy"],
            how_was_it="fine",
        )
    else:
        d.at("08:10", "washing", what="shower", help="some-help", hair=d.sometimes(0.4), skin=["healthy"],
             how_was_it="enjoyed")  # fmt: skip


def _breakfast(d: Diary, cold: bool) -> None:
    if cold:
        meal(d, "08:45", "breakfast", "porridge", taken=0.5, where="dining-room", why_less="unwell")
        drink(d, "08:50", "tea", 200, 100)
        d.at("09:20", "temperature", by="nurse", temperature="37.6", where="ear")
        return
    foods = d.one_of(("eggs", "bread"), ("eggs", "toast"), ("porridge", "fruit"))
    note = d.one_of("", "Sat next to Mr Brown.", "Talked about the cricket with Mr Brown.")
    meal(
        d, "08:45", "breakfast", *foods, where="dining-room", company="usual-place", help="by-self", note=note
    )
    drink(d, "08:50", "coffee", 200, d.one_of(200, 200, 150))


def _middle(d: Diary) -> None:
    cold = d.back in COLD
    _group(d, cold)
    drink(d, "11:00", "coffee", 200, 100 if cold else d.one_of(200, 150, 200))
    toilet(d, "11:40", where="toilet", help="by-self")
    foods = d.one_of(("soup", "sandwich"), ("soup", "bread"), ("fish", "potatoes", "vegetables"))
    meal(d, "12:05", "lunch", *foods, taken=0.5 if cold else d.one_of(1, 1, 0.75), where="dining-room",
         company="usual-place", help="by-self")  # fmt: skip
    drink(d, "12:10", "water", 200, d.one_of(200, 150))
    d.at(
        "13:00",
        "sleep",
        until="15:30" if cold else "14:15",
        kind="afternoon-nap",
        where="own-bed",
        slept="well",
    )
    d.at(
        "14:40",
        "mood",
        mood=["tired"] if cold else [d.one_of("content", "happy", "content")],
        how_known="seen",
    )
    drink(d, "15:05", "tea", 200, d.one_of(200, 200, 100))
    if not cold:
        meal(d, "15:10", "afternoon", "cake", offered=0.5, taken=0.5, where="lounge", company="with-others")
    toilet(d, "15:40", where="toilet", help="by-self")


def _group(d: Diary, cold: bool) -> None:
    what = GROUPS[d.day.weekday()]
    if cold:
        group(d, "10:00", "10:15", what, "tired", "said-no", details="Stayed in his chair by the window.")
        d.at("10:30", "marked-change", by="nurse", about=["sleepy", "company"], direction="worse", since="today",
             what="A cold. Says that he would rather be quiet.", told=["nurse"])  # fmt: skip
    elif what == "choir":
        with_others = d.one_of("good-time", "talked")
        note = d.one_of(
            "Sang the bass line of Jerusalem.", "Asked for Danny Boy.", "Helped Mrs Green find the page."
        )
        group(d, "10:00", "10:50", what, "happy", with_others=with_others, note=note)
    else:
        group(d, "10:00", "10:50", what, d.one_of("content", "happy", "lively"), with_others="talked")


def _evening(d: Diary) -> None:
    cold = d.back in COLD
    if d.back in (11, 4):
        d.at("16:00", "visit", until="17:00", who=["child"], how="here", after="happy",
             note="Helen brought photographs of the garden.")  # fmt: skip
    else:
        d.at("16:05", "activity", until="16:50", what=d.one_of("painting", "music", "chat", "puzzle"),
             took_part="joined-a-while" if cold else "joined-in", where="lounge")  # fmt: skip
    d.at("16:55", "communication", how=["talked"], understood_them="easily", understood_you="easily",
         changed="as-usual")  # fmt: skip
    foods = d.one_of(("sandwich", "fruit"), ("cheese", "bread", "salad"), ("curry-stew", "potatoes"))
    meal(d, "17:30", "evening-meal", *foods, taken=0.5 if cold else d.one_of(1, 0.75, 1), where="dining-room",
         company="usual-place")  # fmt: skip
    drink(d, "17:35", "squash", 250, 100 if cold else d.one_of(250, 200))
    medicines(d, "18:05", "teatime", **{"with": "water"})
    d.at("18:30", "activity", until="20:30", what="television", where="lounge", took_part="joined-in")
    drink(d, "20:35", "hot-chocolate", 200, d.one_of(200, 150))
    d.at("21:20", "mouth-care", what=["teeth"], help="reminded", looked=["healthy"])
    toilet(d, "21:30", where="toilet", help="by-self")
    d.at("21:45", "bedtime", how="own-choice", help="some-help", left=["settled", "bell-near"])
    d.at("21:50", "call-bell", reach=True, working="yes", use="yes")
    night(
        d,
        *(("23:05", "02:05", "05:05") if not cold else ("23:05", "01:05", "03:05", "05:05")),
        breathing=True,
    )
