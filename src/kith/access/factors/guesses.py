"""How often a PIN may be guessed: so many misses in a span of time, for each account and for each device.

The spans overlap, so the wait grows by itself: minutes after the first few misses, then an hour, then the rest of a
day. A right PIN in between forgives nothing: a colleague who signs in all day must not give a thief new guesses.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Ladder = Sequence[tuple[int, timedelta]]

MINUTES, HOUR, DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)

ACCOUNT: Ladder = ((5, MINUTES), (8, HOUR), (15, DAY))
"""Misses that one account is allowed in each span: of a million PINs, 15 a day find one in 180 years."""

DEVICE: Ladder = ((10, MINUTES), (20, HOUR), (60, DAY))
"""Misses that one device is allowed, whoever they are for: many people share it and some mistype."""

ADDRESS: Ladder = ((10, MINUTES), (30, HOUR), (100, DAY))
"""Wrong codes of ambulance crews that one network address is allowed: a house may have one for everybody. A code of eight
letters that counts for a quarter of an hour is found by a hundred guesses once in six thousand million."""


def free_at(misses: Iterable[datetime], ladder: Ladder) -> datetime | None:
    """From when on another guess may be checked; None when one always might.

    A rung (n, span) is full from its nth latest miss until that one is older than the span.
    """
    latest = sorted(misses, reverse=True)
    ends = [latest[most - 1] + span for most, span in ladder if len(latest) >= most]
    return max(ends, default=None)


def waiting(misses: Iterable[datetime], ladder: Ladder, now: datetime) -> datetime | None:
    """When to try again, or None when it may be tried now."""
    free = free_at(misses, ladder)
    return free if free is not None and free > now else None
