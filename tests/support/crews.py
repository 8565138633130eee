"""An ambulance crew's own phone, and the codes that a worker shows it, for tests."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client

from tests.support.doors import submit
from tests.support.homes import as_owner

CREW = {"service": "East Midlands Ambulance Service", "sign": "Call sign 7123", "name": "Jo Smith"}
OVER = "This code is not open any more. Ask the care worker for a new one."
SHOWN_CODE = re.compile(r'kith-code__code">([0-9A-Z]{4}-[0-9A-Z]{4})<')


def code_from(worker: Client, patient: UUID) -> str:
    """The code that a worker's page shows when they tap the button."""
    answer = worker.post(f"/people/{patient}/emergency/show")
    assert answer.status_code == 200, answer.status_code
    found = SHOWN_CODE.search(answer.content.decode())
    assert found is not None
    return found.group(1)


def phone() -> Client:
    """A crew's phone, on which forms are checked as real ones are checked."""
    return Client(enforce_csrf_checks=True)


def types(crew: Client, code: str, **more: Any) -> Any:
    """The crew types the code and who they are."""
    return submit(crew, "/crew/", code=code, **{**CREW, **more})


def crew_with(code: str) -> Client:
    """A phone whose crew has used the code."""
    crew = phone()
    answer = types(crew, code)
    assert (answer.status_code, answer["Location"]) == (302, "/crew/")
    return crew


def time_passes(patient: UUID, by: timedelta) -> None:
    """As if so much time had gone by since codes were made for somebody and used."""
    with as_owner(), connection.cursor() as owner:
        owner.execute(
            "update directory_showing set use_by = use_by - %s, until = until - %s where patient = %s",
            (by, by, patient),
        )
        owner.execute(
            "update session s set until = s.until - %s from directory_showing w"
            " where w.session = s.number and w.patient = %s",
            (by, patient),
        )
