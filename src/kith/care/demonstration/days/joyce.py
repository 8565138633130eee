"""Joyce Green, no relation of Walter's: a retired headmistress with a catheter and skin that needs watching.

A urine infection began seven days ago and was over in three.
"""

from kith.care.demonstration.days.routine import drink, group, meal, medicines, weigh
from kith.care.generation.diary import Diary

ILL = (7, 6, 5)
WEIGHTS = {10: "54.9", 3: "54.3"}
CHOIR = (0, 3)


def day(d: Diary) -> None:
    """One of her days."""
    _morning(d)
    _middle(d)
    _evening(d)
    _night(d)


def _morning(d: Diary) -> None:
    ill = d.back in ILL
    if d.back in WEIGHTS:
        weigh(d, WEIGHTS[d.back], "chair")
    d.at("07:20", "waking", how="awake-already" if ill else "by-self", slept="badly" if ill else "fairly",
         hours="5" if ill else d.one_of("6.5", "7", "6"))  # fmt: skip
    d.at("07:30", "catheter", what=["emptied", "checked", "cleaned"], drained=d.one_of(650, 700, 560) if not ill else 340,
         draining=True, leaking=False, colour="dark" if ill else "yellow", site=["healthy"])  # fmt: skip
    d.at("07:45", "washing", what="full-wash", help="some-help", skin=["red-fades"], how_was_it="fine")
    d.at(
        "07:55", "skin-check", where=["base-of-spine", "heel"], looked=["red-fades"], new="same", hurts=False
    )
    d.at(
        "08:05",
        "dressing",
        what="dressed",
        help="some-help",
        chose=True,
        wearing=["glasses", "top-teeth", "bottom-teeth"],
    )
    d.at(
        "08:15",
        "mobility",
        what="moved-across",
        where_to="dining-room",
        help="some-help",
        aid=["stand-aid"],
        steady="steady",
    )
    medicines(d, "08:30", "morning", **{"with": "water"})
    if ill:
        meal(d, "08:40", "breakfast", "toast", taken=0.25, where="dining-room", why_less="unwell")
    else:
        meal(d, "08:40", "breakfast", "cereal", "toast", taken=d.one_of(1, 0.75), where="dining-room")
    drink(d, "08:45", "tea", 200, 200)


def _middle(d: Diary) -> None:
    ill = d.back in ILL
    if ill:
        _infection(d)
    elif d.day.weekday() in CHOIR:
        group(d, "10:00", "10:50", "choir", "happy", with_others="good-time")
    else:
        d.at(
            "10:00",
            "activity",
            until="11:00",
            what=d.one_of("reading", "puzzle"),
            where="lounge",
            took_part="joined-in",
        )
    drink(d, "10:55", "coffee", 200, d.one_of(200, 150))
    drink(d, "11:30", "water", 200, 100 if ill else d.one_of(200, 150))
    meal(d, "12:10", "lunch", "fish", "potatoes", "vegetables", taken=0.25 if ill else d.one_of(0.75, 1, 0.5),
         where="dining-room", company="with-others")  # fmt: skip
    drink(d, "12:15", "squash", 200, d.one_of(200, 150))
    d.at("13:00", "catheter", what=["emptied", "checked"], drained=180 if ill else d.one_of(400, 450, 380),
         draining=True, colour="dark" if ill else "yellow")  # fmt: skip
    d.at("13:10", "turning", to="back", help="one-helper", skin=["red-fades"], heels=True, surface="working")
    d.at("13:15", "sleep", until="14:20", kind="afternoon-nap", where="own-bed", slept="rested")


def _infection(d: Diary) -> None:
    d.at(
        "09:30", "temperature", by="nurse", temperature={7: "37.9", 6: "37.7", 5: "37.0"}[d.back], where="ear"
    )
    d.at("09:35", "pulse", by="nurse", pulse={7: 98, 6: 92, 5: 84}[d.back], beat="even")
    if d.back == 7:
        d.at("09:40", "urine", by="nurse", colour="dark", looked=["cloudy", "smell"], hurt="yes")
        d.at("10:10", "professional-visit", by="nurse", who="gp", how="telephone",
             advice="Sample to the surgery. Antibiotic for seven days if it grows.", must_do=True,
             action="Offer a drink every hour and write down what she takes.")  # fmt: skip
    if d.back == 5:
        d.at("10:20", "marked-change", by="nurse", about=["hot-cold", "muddle"], direction="better", since="today",
             what="Clear again, asked for the crossword.", told=["nurse"])  # fmt: skip


def _evening(d: Diary) -> None:
    ill = d.back in ILL
    drink(d, "14:45", "tea", 200, d.one_of(200, 200, 150))
    if d.back in (12, 9, 2):
        d.at(
            "15:15",
            "visit",
            until="16:15",
            who=["friend"],
            how="here",
            after="content",
            note="An old pupil came to see her.",
        )
    d.at(
        "16:20",
        "mood",
        mood=["low", "tired"] if ill else [d.one_of("content", "calm", "lively")],
        how_known="they-said",
        late=135 if d.back in (11, 4) else 0,
    )
    drink(d, "16:40", "juice", 200, d.one_of(200, 150))
    meal(
        d,
        "17:35",
        "evening-meal",
        "soup",
        "sandwich",
        taken=0.5 if ill else d.one_of(1, 0.75),
        where="dining-room",
    )
    drink(d, "17:40", "tea", 200, d.one_of(200, 150))
    medicines(d, "18:10", "teatime", **{"with": "water"})
    d.at(
        "19:00",
        "activity",
        until="20:15",
        what="music",
        where="own-room",
        took_part="joined-in",
        note="The Proms again.",
    )
    d.at("20:30", "mouth-care", what=["false-teeth", "rinsed"], help="some-help", looked=["healthy"])
    d.at("20:40", "catheter", what=["night-bag", "emptied"], drained=220 if ill else d.one_of(420, 380, 460),
         draining=True, colour="dark" if ill else "yellow", site=["healthy"])  # fmt: skip
    d.at("20:50", "bedtime", how="own-choice", help="some-help", left=["reading", "bell-near", "drink-near"])


def _night(d: Diary) -> None:
    d.at(
        "21:05",
        "turning",
        to="left-tilt",
        help="one-helper",
        skin=["red-fades"],
        heels=True,
        surface="working",
    )
    for clock, side in (("01:05", "right-tilt"), ("05:05", "back")):
        d.at(clock, "turning", to=side, help="one-helper", skin=["healthy"], heels=True)
        d.at(
            clock,
            "night-check",
            found="resting" if d.back in ILL else "asleep",
            breathing=True,
            done=["turned"],
        )
    drink(d, "05:10", "water", 100, d.one_of(100, 50))
