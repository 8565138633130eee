"""Registered devices: a one-time code once, then a secret in the browser's cookie."""

import hmac
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from kith.access.factors.sealed import fingerprint, random_text
from kith.access.sessions import NOWHERE, Presented
from kith.directory.models import Account, Device, Service
from kith.ops.typed_codes import drawn, grouped, tidied
from kith.record.connection import cursor
from kith.record.ids import new_id

COOKIE = "kith_device"
CODE_LENGTH = 10
CODE_LASTS = timedelta(hours=24)


class BadCode(Exception):
    """There is no such code, it was used, or it has run out."""


def new_code(service: Service, name: str, *, lasts: timedelta = CODE_LASTS) -> tuple[Device, str]:
    """A device of the service that waits to be registered, and the code that does it, to be read out once."""
    code = drawn(CODE_LENGTH)
    device = Device.objects.create(
        id=new_id(), service=service, name=name, code_hash=_hashed(code), code_until=timezone.now() + lasts
    )
    return device, grouped(code, 5)


def add(name: str) -> str | None:
    """A device of the viewer's own service, and the code to type on it; None for a role that may not add one."""
    code, until = drawn(CODE_LENGTH), timezone.now() + CODE_LASTS
    row = cursor().execute(
        "select kith_add_device(%s, %s, %s, %s)", (new_id(), name, _hashed(code), until)
    ).fetchone()  # fmt: skip
    return grouped(code, 5) if row and row[0] else None


def retire(device: UUID) -> bool:
    """A device of the viewer's own service is known no longer, and its sessions end; False when that is not theirs."""
    row = cursor().execute("select kith_retire_device(%s)", (device,)).fetchone()
    return bool(row and row[0])


def register(code: str) -> str:
    """Use a code up. Answers with what the browser's cookie shall hold. Raises `BadCode`."""
    secret = random_text()
    waiting = Device.objects.filter(code_hash=_hashed(code), code_until__gt=timezone.now(), retired=None)
    marked = waiting.update(
        code_hash=None, code_until=None, secret_hash=fingerprint(secret), registered=timezone.now()
    )
    if not marked:
        raise BadCode
    return cookie(Device.objects.get(secret_hash=fingerprint(secret)).id, secret)


def cookie(device: UUID, secret: str) -> str:
    """What the cookie of a registered device holds."""
    return f"{device}.{secret}"


def known(cookie: str | None) -> Device | None:
    """The registered device with this cookie, or None."""
    id, _, secret = (cookie or "").partition(".")
    try:
        found = Device.objects.select_related("service").filter(id=UUID(id), retired=None).first()
    except ValueError:
        return None
    matches = found is not None and hmac.compare_digest(found.secret_hash or "", fingerprint(secret))
    return found if matches else None


def presented(cookie: str | None) -> Presented:
    """What the cookie says, for the database to hold against the session's own device."""
    id, _, secret = (cookie or "").partition(".")
    try:
        return Presented(UUID(id), fingerprint(secret))
    except ValueError:
        return NOWHERE


def serves(device: Device | None, account: Account) -> bool:
    """Whether this device stands in for a second factor of this account: it belongs to where they work."""
    if device is None or account.staff is None:
        return False
    works_for = account.staff.posts.values_list("service__organization_id", flat=True)
    return device.service.organization_id in works_for


def _hashed(code: str) -> str:
    return fingerprint(tidied(code))
