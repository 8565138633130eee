"""Leave to read a person's record in one's own right, given and taken back at the person's wish (access rules, 3)."""

import secrets
from dataclasses import replace
from uuid import UUID

import orjson
from django.contrib.auth.hashers import make_password
from django.db import transaction

from kith.access import kept_from
from kith.access.choosing import KEPT_AS
from kith.access.deciding import decide_named
from kith.access.open_record import OpenRecord
from kith.access.refused import Refused
from kith.catalogue.components.own_access import OwnAccess
from kith.directory.actions import put
from kith.directory.models import Account
from kith.directory.models.account import tidy
from kith.record.connection import cursor
from kith.record.labels import Labels
from kith.record.stored import Stored


class NameTaken(Exception):
    """Somebody else signs in with this user name."""


def may_give(record: OpenRecord) -> bool:
    """Whether the viewer may give and take back such leave, of what their own organisation holds."""
    return record.is_own and record.may_change(*KEPT_AS) and record.may_add(*KEPT_AS)


def given(record: OpenRecord) -> list[tuple[OwnAccess, int]]:
    """Every leave of the person that the viewer may see, with its version: those that count first, the newest first."""
    found = [_read(stored) for stored in record.find(type="Consent")]
    return sorted(
        (each for each in found if each), key=lambda each: (not each[0].open, -each[0].since.timestamp())
    )


def _read(stored: Stored) -> tuple[OwnAccess, int] | None:
    try:
        return OwnAccess.from_fhir(orjson.loads(stored.body or "{}")), stored.version
    except (KeyError, IndexError, ValueError):  # a Consent about something else
        return None


@transaction.atomic
def give(record: OpenRecord, access: OwnAccess, username: str) -> str:
    """Give leave, with a sign-in; answers the first password, which is kept nowhere. It counts from the next request.

    Raises `NameTaken`, and `Refused` for whoever may not.
    """
    if access.patient != record.patient or not may_give(record):
        raise Refused
    if Account.objects.filter(username=tidy(username)).exists():
        raise NameTaken
    _keep(record, access, expected=None, reason="leave given")
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    made = cursor().execute(
        "select kith_add_reader(%s, %s, %s)", (access.id, tidy(username), make_password(password))
    ).fetchone()  # fmt: skip
    if made is None or not made[0]:
        raise Refused
    kept_from.keep_from_namesake(access.id)
    return password


@transaction.atomic
def take_back(record: OpenRecord, id: UUID) -> None:
    """The leave ends with the next request of whoever had it."""
    found = next((each for each in given(record) if each[0].id == id), None)
    if found is None or found[0].patient != record.patient or not may_give(record):
        raise Refused
    _keep(record, replace(found[0], open=False), expected=found[1], reason="leave taken back")


def _keep(record: OpenRecord, access: OwnAccess, *, expected: int | None, reason: str) -> None:
    labels = Labels(record.viewer.custodian, *KEPT_AS)
    put(access.to_fhir(), labels=labels, author=record.viewer.practitioner, expected=expected, reason=reason)
    decide_named(record.viewer, record.patient)  # whatever was decided about the person went with it
