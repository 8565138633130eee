"""A home with a registered tablet and people who have PINs, for tests of shared devices."""

import re
from datetime import timedelta
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from kith.access.factors import devices
from kith.directory.models import Account, Device, Pin
from tests.support.homes import Home, as_owner

PIN, OTHER_PIN, WRONG = "739164", "480275", "905738"


@cache
def coded(pin: str) -> str:
    """What is kept of a PIN: slow to make on purpose, and here the same for everybody who has it."""
    return make_password(pin)


def with_pin(account: Account, pin: str = PIN, *, one_time: bool = False) -> Account:
    """The account, with a PIN. Call it as the owner."""
    until = timezone.now() + timedelta(hours=1) if one_time else None
    Pin.objects.update_or_create(
        account=account,
        defaults={
            "secret": coded(pin), "one_time": one_time, "until": until, "made": timezone.now(),
        },
    )  # fmt: skip
    return account


def tablet(where: Home, *, name: str = "Tablet") -> Client:
    """A browser that is a registered device of the home, and checks forms as real ones are checked."""
    with as_owner():
        _, code = devices.new_code(where.service, name)
    browser = Client(enforce_csrf_checks=True)
    assert submit(browser, "/sign-in/device", code=code).status_code == 200
    return browser


def device_of(browser: Client) -> Device:
    """Which device this browser is."""
    found = devices.known(browser.cookies[devices.COOKIE].value)
    assert found is not None
    return found


def submit(browser: Client, address: str, *, _at: str = "", **fields: Any) -> Any:
    """Load the page, then send its form with the token that it carries."""
    page = browser.get(_at or address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None, f"{address} has no form"
    return browser.post(address, {"csrfmiddlewaretoken": token.group(1), **fields})


def type_pin(browser: Client, account: Account, pin: str = PIN, **more: Any) -> Any:
    """Tap the name and type the PIN."""
    return submit(browser, "/door", account=account.pk, pin=pin, **more)


def who(browser: Client) -> int | None:
    """The number of the account that is signed in, or None."""
    if browser.get("/session").status_code != 200:
        return None
    return int(browser.session["_auth_user_id"])
