"""What comes again every day, said in few words."""

from typing import Any

from kith.care.generation.diary import Diary

CHECKS = ("23:05", "01:05", "03:05", "05:05")


def drink(d: Diary, clock: str, what: str, offered: int, taken: int | None = None, **more: Any) -> None:
    """A drink; all of it unless `taken` says less."""
    d.at(clock, "drink", what=what, offered=offered, taken=offered if taken is None else taken, **more)


def meal(
    d: Diary, clock: str, which: str, *foods: str, taken: float = 1, offered: float = 1, **more: Any
) -> None:
    """A meal in helpings; all of it unless `taken` says less."""
    d.at(clock, "food", meal=which, foods=list(foods), offered=offered, taken=taken, **more)


def toilet(d: Diary, clock: str, result: str = "urine", **more: Any) -> None:
    """Going to the toilet."""
    d.at(clock, "toileting", result=result, **more)


def medicines(d: Diary, clock: str, round: str, seen: str = "taken", **more: Any) -> None:
    """What was seen of a medicine round. It is not the medicines chart."""
    d.at(clock, "medicine", by="nurse", seen=seen, round=round, given_by="nurse", **more)


def night(d: Diary, *checks: str, found: str = "asleep", **more: Any) -> None:
    """Night checks at these times, as agreed with the person."""
    for clock in checks or CHECKS:
        d.at(clock, "night-check", found=found, **more)


def weigh(d: Diary, kilograms: str, how: str = "standing", **more: Any) -> None:
    """A weight, before breakfast."""
    d.at("07:45", "weight", weight=kilograms, how=how, **more)


def group(
    d: Diary, clock: str, until: str, what: str, mood: str, took_part: str = "joined-in", **more: Any
) -> None:
    """A group of Mahsa's. Attendance and mood are this person's own."""
    more.setdefault("where", "activity-room")
    d.at(
        clock,
        "group-activity",
        by="activities",
        until=until,
        what=what,
        mood=mood,
        took_part=took_part,
        **more,
    )
