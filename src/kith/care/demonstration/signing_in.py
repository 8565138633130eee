"""How to sign in to the demonstration."""

import hashlib
import itertools

from kith.access.factors import devices, pins
from kith.care.demonstration.partners import PARTNER_STAFF
from kith.care.demonstration.staff import COORDINATOR, STAFF, WILLOWS
from kith.directory.models import Account, Device, Service
from kith.ops import config

TABLET = "Demonstration tablet"


def password() -> str:
    """Every demonstration account's password: this installation's own, and the same each time it is asked for."""
    drawn = hashlib.sha256(config.secret("demonstration").encode()).hexdigest()
    return "-".join(drawn[place : place + 4] for place in (0, 4, 8))


def pin() -> str:
    """Every demonstration account's PIN: this installation's own, and none that would be refused."""
    secret = config.secret("demonstration")
    drawn = (
        int(hashlib.sha256(f"PIN {turn} {secret}".encode()).hexdigest(), 16) for turn in itertools.count()
    )
    return next(made for number in drawn if not pins.weakness(made := f"{number % 10**pins.LENGTH:06}"))


def sign_ins() -> list[str]:
    """Lines that say who may sign in and how, with a new one-time code for a device. Runs as the store's owner."""
    home = Service.objects.filter(name=WILLOWS).first()
    there = set(Account.objects.filter(is_active=True).values_list("username", flat=True))
    workers = [worker for worker in (*STAFF, COORDINATOR, *PARTNER_STAFF) if worker.key in there]
    if home is None or not workers:
        return ["This store has no demonstration people: 'kith user list' tells who may sign in."]
    return [
        "Sign in on this machine at a click, or with a name and the password " + password(),
        *(f"  {worker.key:<10}{worker.name}, {worker.post.lower()}, {worker.home}" for worker in workers),
        f"To make this browser a shared tablet of the home, type this code at /sign-in/device within a day: {_code(home)}",
        f"There everybody signs in with a tap on their name and the PIN {pin()}",
    ]


def _code(home: Service) -> str:
    """A new code; the one before it, if nobody used it, counts no more."""
    Device.objects.filter(service=home, name=TABLET, registered=None).delete()
    return devices.new_code(home, TABLET)[1]
