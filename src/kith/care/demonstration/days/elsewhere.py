"""The other organisation's people, whose days are quiet: they are there to show that nobody else may see them."""

from kith.care.demonstration.days.routine import drink, meal, night, toilet
from kith.care.generation.diary import Diary


def day(d: Diary) -> None:
    """One of their days."""
    d.at("07:30", "waking", how="by-self", slept=d.one_of("well", "fairly"), hours=d.one_of("7", "8"))
    d.at("07:45", "washing", what="full-wash", help="some-help", skin=["healthy"])
    toilet(d, "08:00", where="toilet", help="by-self")
    meal(d, "08:30", "breakfast", "porridge", taken=d.one_of(1, 0.75), where="dining-room")
    drink(d, "08:35", "tea", 200, d.one_of(200, 150))
    d.at(
        "10:30",
        "activity",
        until="11:15",
        what=d.one_of("television", "chat", "puzzle"),
        where="lounge",
        took_part="joined-in",
    )
    drink(d, "11:20", "coffee", 200, d.one_of(200, 100))
    meal(d, "12:30", "lunch", "fish", "potatoes", taken=d.one_of(1, 0.5), where="dining-room")
    drink(d, "15:00", "tea", 200, d.one_of(200, 150))
    d.at("16:00", "mood", mood=[d.one_of("content", "calm", "flat")], how_known="seen")
    meal(d, "17:30", "evening-meal", "sandwich", taken=d.one_of(1, 0.75), where="dining-room")
    d.at("21:00", "bedtime", how="own-choice", help="reminded", left=["settled", "bell-near"])
    night(d, "23:30", "03:30")
