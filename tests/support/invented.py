"""Invented kinds and an invented fortnight, for tests of what pages show. Nobody in it is real."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from kith.care.days import ServiceDay
from kith.care.telling import Telling
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import (
    Crosswalk,
    EntryKind,
    LawfulBasis,
    Limits,
    Note,
    Option,
    Owner,
    Part,
    PartType,
    Unit,
    Words,
)

SPACE = UUID("6f1b7b1e-7a54-4c7e-9d51-0d1f5a2f0001")
GREEN = uuid5(SPACE, "green")
ELIZA, SAM, PRIYA = (uuid5(SPACE, name) for name in ("eliza", "sam", "priya"))
NAMES = {ELIZA: "Eliza Marsh", SAM: "Sam Okoro", PRIYA: "Priya Nair"}
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
BASIS = LawfulBasis("care", "Providing care", "UK GDPR article 9(2)(h)")
OWN = Owner("kith", "kith", "Kith")
ML = Unit("ml", "mL")


def part(key: str, type: str, everyday: str, **more: Any) -> Part:
    """A part whose clinical words are the everyday ones with "(c)" behind them."""
    words = Words(everyday, f"{everyday} (c)")
    return Part(key, PartType(type), words, "", "To see change", BASIS, Crosswalk(none="Not held"), **more)


def option(code: str, everyday: str) -> Option:
    """An answer."""
    return Option(code, Words(everyday, everyday), "https://kith.example/CodeSystem/invented")


def kind(key: str, everyday: str, group: str, *parts: Part, **more: Any) -> EntryKind:
    """A kind in its first version."""
    return EntryKind(
        key=key,
        version="1",
        status="active",
        owner=OWN,
        group=group,
        words=Words(everyday, f"{everyday} (clinical)"),
        icon="cup",
        help="",
        category=Category.DAILY_LIFE,
        tier=Tier.DETAIL,
        purpose="To see change",
        basis=BASIS,
        crosswalk=Crosswalk(none="Daily notes are not MODS data."),
        parts=parts,
        note=Note(True, "Note"),
        **more,
    )


DRINK = kind(
    "drink",
    "Drink",
    "eating",
    part("what", "choice", "What", options=(option("tea", "Tea"), option("water", "Water"))),
    part("offered", "quantity", "Offered", unit=ML),
    part("taken", "quantity", "Taken", unit=ML, at_most="offered", usual=Limits(Decimal(0), Decimal(500))),
    prominent=True,
)
MEAL = kind(
    "meal",
    "Meal",
    "eating",
    part("what", "text", "What"),
    part("eaten", "choice", "How much eaten", options=(option("all", "All of it"), option("half", "Half"))),
)
WEIGHT = kind(
    "weight", "Weight", "measures", part("weight", "quantity", "Weight", value=True, unit=Unit("kg", "kg"))
)
SLEEP = kind(
    "sleep",
    "Asleep",
    "sleeping",
    part("rested", "yesno", "Rested"),
    part("hours", "quantity", "Hours of sleep", unit=Unit("hours", "h")),
    takes_period=True,
)
PRESSURE = kind(
    "blood-pressure",
    "Blood pressure",
    "measures",
    part("upper", "quantity", "Upper number", unit=Unit("mmHg", "mm[Hg]")),
    part("lower", "quantity", "Lower number", unit=Unit("mmHg", "mm[Hg]"), at_most="upper"),
    part("arm", "choice", "Which arm?", options=(option("left", "Left"),)),
)
MOOD = kind("mood", "Mood", "feelings", part("mood", "choice", "Mood", options=(option("bright", "Bright"),)))
KINDS = {each.key: each for each in (DRINK, MEAL, WEIGHT, SLEEP, MOOD, PRESSURE)}


def at(day: date, clock: str) -> datetime:
    """A wall-clock time of one of the service's days; before 07:00 means the morning after."""
    hour, minute = (int(piece) for piece in clock.split(":"))
    moment = ServiceDay(time(hour, minute)).start(day)
    return moment if hour >= 7 else ServiceDay(time(hour, minute)).start(day + timedelta(days=1))


def entry(kind: str, occurred: datetime, answers: dict[str, Any] | None = None, **more: Any) -> DailyEntry:
    """An entry about Mr Green, made five minutes after it happened unless told otherwise."""
    told = {"made": occurred + timedelta(minutes=5), "author": ELIZA, **more}
    name = f"{kind}{occurred.isoformat()}{len(more)}"
    definition = f"https://kith.example/EntryKind/{kind}|1"
    return DailyEntry(
        id=uuid5(SPACE, name),
        kind=kind,
        definition=definition,
        patient=GREEN,
        occurred=occurred,
        answers=answers or {},
        **told,
    )


def drink(day: date, clock: str, taken: int, offered: int = 200, **more: Any) -> DailyEntry:
    """A cup of tea."""
    amounts = {"offered": Decimal(offered), "taken": Decimal(taken)}
    return entry("drink", at(day, clock), {"what": "tea", **amounts}, **more)


def fortnight(last: date = TODAY) -> list[DailyEntry]:
    """Fourteen days: four cups, two meals and a night each; the fifth day back holds nothing at all."""
    days = [last - timedelta(days=back) for back in range(14) if back != 5]
    return [each for day in days for each in one_day(day)]


def one_day(day: date) -> list[DailyEntry]:
    """One whole day."""
    swing = day.day % 4 * 10
    return [
        drink(day, "08:00", 150 + swing),
        entry("meal", at(day, "08:20"), {"what": "Porridge", "eaten": "all"}),
        drink(day, "11:00", 200, author=SAM),
        entry("meal", at(day, "12:30"), {"what": "Fish pie", "eaten": "half"}, note="Left the peas."),
        drink(day, "15:00", 180, helpers=(PRIYA,)),
        drink(day, "18:00", 200 - swing),
        entry("sleep", at(day, "22:00"), {"rested": True}, until=at(day, "06:30"), author=PRIYA),
    ]


def telling(**more: Any) -> Telling:
    """What presenters need, at 19:30 on an ordinary Monday."""
    return Telling(**{"kinds": KINDS, "now": NOW, "names": NAMES, **more})
