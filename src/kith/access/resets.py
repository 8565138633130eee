"""New PINs for colleagues who cannot get in, at any hour (practice 14)."""

from collections.abc import Sequence

from django.utils import timezone

from kith.access.factors import pins
from kith.access.factors.badges import NotYours
from kith.directory.models import Account, PinReset
from kith.record.connection import cursor

MANY = 200
"""As many as the list shows."""


def reset_pin(account: Account, *, why: str) -> str:
    """A one-time PIN for a colleague, shown once and recorded with who, when and why. Their sessions end.

    Raises `NotYours` for one's own, for somebody who does not work here now, and for a role that sees more.
    """
    pin, until = pins.fresh(), timezone.now() + pins.ONE_TIME_LASTS
    row = cursor().execute(
        "select kith_reset_pin(%s, %s, %s, %s)", (account.pk, pins.hashed(pin), until, why)
    ).fetchone()  # fmt: skip
    if not (row and row[0]):
        raise NotYours
    return pin


def may_help(right: str, account: Account) -> bool:
    """Whether the viewer may do this (`reset`, `badge`) for the colleague. Asked by pages; the act asks again."""
    row = cursor().execute("select kith_may_for(%s, %s)", (right, account.pk)).fetchone()
    return bool(row and row[0])


def made() -> Sequence[PinReset]:
    """New PINs given out in the viewer's service, newest first; none for a role that does not oversee."""
    return list(PinReset.objects.select_related("account__staff", "by").order_by("-at")[:MANY])
