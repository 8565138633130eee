"""An ambulance crew uses a code, and comes back with the secret that their browser was given for it (access rules, 7)."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Network, ip_address
from uuid import UUID

from django.utils import timezone

from kith.access.factors import guesses
from kith.access.factors.sealed import fingerprint, random_text
from kith.access.sessions import Session
from kith.access.showing import LENGTH, Crew
from kith.access.viewer import Viewer
from kith.directory.models import CodeMiss
from kith.ops.typed_codes import tidied
from kith.record.connection import cursor


class NotOpen(Exception):
    """There is no such code now. Whether it was wrong, used, ended or over is told to nobody."""


class Waiting(Exception):
    """Too many wrong codes from here; nothing is checked until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True)
class Shown:
    """A crew's session, and about whom it is."""

    viewer: Viewer
    patient: UUID


def use(code: str, crew: Crew, address: str) -> str:
    """Use a code up, and answer what the browser's cookie shall hold. Raises `NotOpen` or `Waiting`.

    Codes from one network address are checked one after another, so that none slips past the count.
    """
    place, now = place_of(address), timezone.now()
    cursor().execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"crew code {place}",))
    lately = CodeMiss.objects.filter(place=place, at__gt=now - guesses.DAY).values_list("at", flat=True)
    if until := guesses.waiting(list(lately), guesses.ADDRESS, now):
        raise Waiting(until)
    found, secret = _matching(fingerprint(tidied(code)[: LENGTH + 1])), random_text()
    if found is None or not _used(found, fingerprint(tidied(code)), fingerprint(secret), crew):
        CodeMiss.objects.filter(at__lt=now - guesses.DAY).delete()
        CodeMiss.objects.create(place=place, at=now)
        raise NotOpen
    return f"{found}.{secret}"


def enter(cookie: str) -> Shown | None:
    """Make the session of this cookie the transaction's own; None, and none is, when it is over or was ended."""
    id, _, secret = cookie.partition(".")
    try:
        showing = UUID(id)
    except ValueError:
        return None
    row = cursor().execute(
        "select * from kith_enter_shown(%s, %s)", (showing, fingerprint(secret)), prepare=True
    ).fetchone()  # fmt: skip
    return Shown(Viewer.staff(Session(*row[:-1])), row.patient) if row else None


def place_of(address: str) -> str:
    """What a network address counts as: of the longer kind the part that one house has (RFC 4291, 2.5.4)."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(found) if found.version == 4 else str(IPv6Network((int(found), 64), strict=False))


def _matching(given: str) -> UUID | None:
    """Every code that waits is compared, each in the same time."""
    rows = cursor().execute("select * from kith_waiting_codes()").fetchall()
    same = [row.id for row in rows if hmac.compare_digest(row.code_hash, given)]
    return same[0] if same else None


def _used(showing: UUID, code: str, secret: str, crew: Crew) -> bool:
    row = cursor().execute(
        "select kith_use_code(%s, %s, %s, %s, %s, %s)",
        (showing, code, secret, crew.service, crew.sign, crew.name),
    ).fetchone()  # fmt: skip
    return bool(row and row[0])
