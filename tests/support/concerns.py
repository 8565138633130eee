"""Concerns raised as the recording sheet raises them, and every way by which somebody might come upon one."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.test import Client

from kith.access import gate
from kith.care import concerns
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from kith.record.writing import Written
from tests.support.feeding import drained
from tests.support.homes import as_owner, home, signed_in

WORDS = "He gripped her arm and shouted"


@dataclass
class Scene:
    """A carer who saw something, the lead and the manager, and another of each."""

    walter: KnownPatient
    carer: Account
    lead: Account
    other_lead: Account
    manager: Account
    deputy: Account


def a_scene(worker_dsn: str) -> Scene:
    """A home of one person."""
    with as_owner():
        house = home()
        made = Scene(
            walter=house.person("Green", "Walter"),
            carer=house.worker("care_worker", "Eliza Marsh"),
            lead=house.worker("nurse", "Sam Field"),
            other_lead=house.worker("nurse", "Nia Reed"),
            manager=house.worker("manager", "Maria Ortiz"),
            deputy=house.worker("manager", "Dan Cole"),
        )
    drained(worker_dsn)
    return made


def send(client: Client, about: KnownPatient, named: tuple[Account, ...], *to: str, words: str = WORDS,
         ago: timedelta = timedelta()) -> UUID:  # fmt: skip
    """A concern through the endpoint of the recording sheets, as the browser does."""
    id, headers = new_id(), {"X-Kith-Tablet": secrets.token_hex(16)}
    headers["X-Kith-Account"] = client.get("/pocket/key", headers=headers).json()["owner"]
    now = (datetime.now(UTC) - ago).isoformat(timespec="milliseconds")
    sent = {
        "id": str(id), "kind": "concern", "definition": catalogue().current["concern"].canonical,
        "patient": str(about.id), "occurred": now, "made": now, "about": [str(each.staff_id) for each in named],
        "answers": {"how-known": "saw", "seen": words, "safe-now": "yes", "send-to": list(to)},
    }  # fmt: skip
    answer = client.put(f"/pocket/entries/{id}", sent, content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.content
    return id


def act(by: Account, about: UUID, concern: UUID, *, how: str = "made-safe", words: str = "Moved his room",
        knowing: int = 0) -> Written:  # fmt: skip
    """What was done, through the gate."""
    with signed_in(by) as viewer:
        record = gate.open_to_write(viewer, about)
        now = datetime.now(UTC)
        if how == "opened-again":
            return concerns.open_again(record, concern, words=words, now=now, knowing=knowing)
        return concerns.act(record, concern, how=how, words=words, now=now, knowing=knowing)


def amend_names(
    by: Account, about: UUID, concern: UUID, names: tuple[Account, ...], *, expected: int
) -> None:
    """Says anew whom a concern is about."""
    with signed_in(by) as viewer:
        record = gate.open(viewer, about, face="test", asked="to change")
        (entry,) = [each for each in record.entries("concern") if each.id == concern]
        who = tuple(each.staff_id for each in names)
        record.amend(entry.amended(about=who), expected=expected, reason="It was somebody else")
