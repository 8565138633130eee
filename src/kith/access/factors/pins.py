"""PINs: six digits that count on a registered device of the service, and that only the server checks.

With the device they are two factors (practice 14). Nothing on a device is ever locked with one
(docs/safety/offline.md): six digits are guessed in no time where nobody counts.
"""

import itertools
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import QuerySet
from django.utils import timezone

from kith.access.factors import devices, guesses
from kith.directory.models import Account, Device, Pin, PinMiss
from kith.record.connection import cursor

LENGTH = 6
ONE_TIME_LASTS = timedelta(hours=24)
"""How long a PIN that somebody else gave out waits for its owner."""

NOT_SIX = "A PIN is six digits."
SAME = "Choose a PIN that is not the same digit, or the same two or three, again and again."
RUN = "Choose a PIN whose digits do not follow one another, like 123456."
DATE = "Choose a PIN that is not a date: birthdays are the first that people try."
FORMER = "Choose a PIN that differs from the one before."


class WeakPin(Exception):
    """The PIN is too easily guessed; the words say why."""


class BadPin(Exception):
    """The PIN is wrong, or there is none, or it may not be used here. Which of them is told to nobody."""


class Waiting(Exception):
    """Too many misses; nothing is checked until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def weakness(pin: str) -> str:
    """Why a PIN is too weak, in words fit to show; empty for a good one."""
    if not (len(pin) == LENGTH and pin.isascii() and pin.isdigit()):
        return NOT_SIX
    if pin in {pin[:size] * (LENGTH // size) for size in (2, 3)} or max(map(pin.count, pin)) > 4:
        return SAME
    if _runs(pin):
        return RUN
    return DATE if _is_date(pin) else ""


def _runs(pin: str) -> bool:
    """Whether the digits follow one another: 123456, 654321, in pairs (112233) or there and back (123321)."""
    read = [pin]
    read += [pin[::2]] if pin[::2] == pin[1::2] else []
    read += [pin[:3]] if pin[:3] == pin[:2:-1] else []
    return any(_steps(digits) in ({1}, {9}) for digits in read)


def _steps(digits: str) -> set[int]:
    return {(int(next_one) - int(one)) % 10 for one, next_one in itertools.pairwise(digits)}


def _is_date(pin: str) -> bool:
    """Whether it reads as a day, a month and the year's last two figures, in any of the usual orders."""
    first, second, third = (int(pin[place : place + 2]) for place in (0, 2, 4))
    orders = ((first, second), (second, first), (third, second))
    return any(1 <= day <= 31 and 1 <= month <= 12 for day, month in orders)


def fresh() -> str:
    """A PIN drawn at random, to be used once; never a weak one."""
    while True:
        drawn = f"{secrets.randbelow(10**LENGTH):0{LENGTH}}"
        if not weakness(drawn):
            return drawn


def hashed(pin: str) -> str:
    """What is kept of a PIN (scrypt, with a salt of its own)."""
    return make_password(pin)


def choose(account: Account, pin: str) -> None:
    """Keep the account's own new PIN. Raises `WeakPin`; BadPin when it is nobody's to set here."""
    if words := weakness(pin):
        raise WeakPin(words)
    kept = Pin.objects.filter(account=account).first()
    if kept is not None and check_password(pin, kept.secret):
        raise WeakPin(FORMER)
    row = cursor().execute("select kith_set_pin(%s, %s)", (account.pk, hashed(pin))).fetchone()
    if not (row and row[0]):
        raise BadPin


def check(account: Account | None, pin: str, device: Device | None) -> Pin:
    """The account's PIN, when it is right and counts on this device. Raises `BadPin` or `Waiting`.

    Guesses for one account, and on one device, are checked one after another, so that none slips past the count.
    Without an account (a badge that nobody knows) the miss counts for the device.
    """
    if device is None:
        raise BadPin  # off a registered device nothing is even looked at
    now = timezone.now()
    _alone(device, account)
    kept = Pin.objects.select_related("account__staff").filter(account=account).first() if account else None
    _refuse_while_waiting(kept, device, now)
    if kept is None or not _counts(kept, device, now) or not check_password(pin[: LENGTH + 1], kept.secret):
        PinMiss.objects.create(account=account, device=device, at=now)
        raise BadPin
    return kept


def _alone(device: Device, account: Account | None) -> None:
    """One guess at a time for this device, and for this account wherever it is tried."""
    for whose in (f"PIN device {device.id}", *([f"PIN account {account.pk}"] if account else [])):
        cursor().execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (whose,))


def _refuse_while_waiting(kept: Pin | None, device: Device, now: datetime) -> None:
    lately = PinMiss.objects.filter(at__gt=now - guesses.DAY)
    until = guesses.waiting(_times(lately.filter(device=device)), guesses.DEVICE, now)
    if kept is not None:
        own = lately.filter(account=kept.account, at__gt=kept.made)  # a new PIN is another thing to guess
        until = max(filter(None, [until, guesses.waiting(_times(own), guesses.ACCOUNT, now)]), default=None)
    if until is not None:
        raise Waiting(until)


def _times(misses: QuerySet[PinMiss]) -> list[datetime]:
    return list(misses.values_list("at", flat=True))


def _counts(kept: Pin, device: Device, now: datetime) -> bool:
    out = kept.until is not None and kept.until <= now
    return not out and kept.account.is_active and devices.serves(device, kept.account)
