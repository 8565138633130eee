"""Time-based one-time codes (RFC 6238) from an app: six figures, half a minute each, each used once."""

import hmac
import os
import time

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db.models import Q
from django.utils import timezone

from kith.access.factors.sealed import Unreadable, seal, unseal
from kith.directory.models import Account, CodeApp

STEP = 30
"""Seconds that a code lasts (RFC 6238, section 5.2)."""
DRIFT = 1
"""Codes before and after the present one that still count: clocks differ, people type slowly."""
SECRET = 20
"""Bytes of a secret (RFC 4226, section 4, R6)."""


def start(account: Account) -> str:
    """Give the account a new secret, not yet in use, and answer with the address that a code app reads."""
    secret = os.urandom(SECRET)
    CodeApp.objects.update_or_create(
        account=account,
        defaults={"secret": seal(secret, about=_about(account)), "confirmed": None, "last_step": 0},
    )
    return _totp(secret).get_provisioning_uri(account.username, "Kith")


def confirm(account: Account, code: str) -> bool:
    """The first code from the app puts it to use."""
    if not check(account, code, unconfirmed=True):
        return False
    CodeApp.objects.filter(account=account).update(confirmed=timezone.now())
    return True


def remove(account: Account) -> None:
    """Take the account's code app away."""
    CodeApp.objects.filter(account=account).delete()


def in_use(account: Account) -> bool:
    """Whether the account has a code app that was confirmed."""
    return CodeApp.objects.filter(account=account).exclude(confirmed=None).exists()


def check(account: Account, code: str, *, unconfirmed: bool = False) -> bool:
    """Whether this is the account's code now. A code that was right is used up, and so is every older one."""
    app = CodeApp.objects.filter(Q(account=account), Q() if unconfirmed else ~Q(confirmed=None)).first()
    typed = "".join(figure for figure in code if figure.isdigit())
    if app is None or len(typed) != 6:
        return False
    try:
        step = _matching(unseal(bytes(app.secret), about=_about(account)), typed)
    except Unreadable:
        return False
    # One statement decides, so that the same code cannot be used twice at once.
    return step is not None and bool(
        CodeApp.objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step)
    )


def code_at(secret: bytes, moment: float) -> str:
    """The code that an app with this secret shows at that moment (seconds since 1970)."""
    return _totp(secret).generate(int(moment)).decode()


def _matching(secret: bytes, typed: str) -> int | None:
    now = int(time.time()) // STEP
    steps = range(now - DRIFT, now + DRIFT + 1)
    return next((s for s in steps if hmac.compare_digest(code_at(secret, s * STEP), typed)), None)


def _totp(secret: bytes) -> TOTP:
    # Code apps agree on SHA-1, six figures and half a minute (RFC 6238, section 1.2).
    return TOTP(secret, 6, SHA1(), STEP)  # noqa: S303 - HMAC-SHA-1 is not weakened by collisions


def _about(account: Account) -> str:
    return f"code app of account {account.pk}"
