"""Entries of one invented person, day by day, for tests of change noticed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from kith.care.days import ServiceDay
from kith.care.noticing.engine import notice
from kith.care.noticing.entries import Noted
from kith.care.noticing.finding import Finding, Noticed
from kith.catalogue.noticing import NoticingRule, noticing_rules

SPACE = UUID("6f1b7b1e-7a54-4c7e-9d51-0d1f5a2f0099")
WHO = uuid5(SPACE, "who")
TODAY = date(2026, 11, 23)
RULE = ServiceDay()


def rule(key: str) -> NoticingRule:
    """The shipped rule of this key."""
    return next(each for each in noticing_rules() if each.key == key)


def at(day: date, clock: str = "10:00") -> datetime:
    """A wall-clock time of one of the service's days; before 07:00 means the morning after."""
    hour, minute = map(int, clock.split(":"))
    from datetime import time

    return ServiceDay(time(hour, minute)).start(day if hour >= 7 else day + timedelta(days=1))


def noted(
    kind: str, day: date, clock: str = "10:00", *, until: datetime | None = None, **answers: Any
) -> Noted:
    """An entry; answers go by the part's key with _ for -."""
    told = {key.replace("_", "-"): _exact(value) for key, value in answers.items()}
    name = f"{kind} {at(day, clock).isoformat()} {sorted(told.items())}"
    return Noted(uuid5(SPACE, name), kind, at(day, clock), until, "final", told)


def back(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


def drinks(day: date, total: int, cups: int = 6) -> list[Noted]:
    """A day's drinks that come to `total` ml."""
    clocks = ("08:00", "10:00", "12:30", "15:00", "17:30", "20:00", "21:00", "07:30")[:cups]
    each = [total // cups + (place < total % cups) for place in range(cups)]
    return [
        noted("drink", day, clock, what="tea", offered=Decimal(300), taken=Decimal(taken))
        for clock, taken in zip(clocks, each, strict=True)
    ]


def usual_drinks(first: int = 60, last: int = 1) -> list[Noted]:
    """Days of about 1,450 ml, from `first` to `last` days back."""
    return [each for ago in range(last, first) for each in drinks(back(ago), 1300 + ago * 37 % 300)]


def said(entries: Sequence[Noted], *keys: str, today: date = TODAY) -> Noticed:
    """What the rules of these keys have to say today."""
    return notice(WHO, entries, [rule(key) for key in keys], today, RULE)


def one(entries: Sequence[Noted], key: str, today: date = TODAY) -> Finding | None:
    """The only finding of one rule, or None."""
    found = said(entries, key, today=today).findings
    assert len(found) <= 1
    return found[0] if found else None


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value
