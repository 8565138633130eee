"""A program that talks to the FHIR API, and daily entries for it to send."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import orjson

from kith.access import accounts
from kith.catalogue import systems
from kith.catalogue.loader import catalogue
from kith.directory import actions
from kith.directory.models import Account
from kith.record.ids import new_id
from tests.support.homes import LONG_AGO, Home, as_owner

BASE = "http://localhost"


@dataclass
class Program:
    """One token and what can be done with it. Without a token it is a stranger."""

    token: str | None
    client: httpx.Client

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Any request; `headers` are added to the token's."""
        headers = {"Host": "localhost"} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        return self.client.request(method, f"/fhir/{path}", headers=headers | more.pop("headers", {}), **more)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Read."""
        return self.send("GET", path, **more)

    def write(
        self, method: str, path: str, resource: dict[str, Any] | str | bytes, **headers: str
    ) -> httpx.Response:
        """Send a resource; `if_match` and the like are headers."""
        content = orjson.dumps(resource) if isinstance(resource, dict) else resource
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send(
            method, path, content=content, headers={"Content-Type": "application/fhir+json"} | named
        )


def in_process() -> httpx.Client:
    """A client of the application itself, in this process, on Django's own connection."""
    from kith.application import at_once

    return httpx.Client(transport=httpx.WSGITransport(app=at_once), base_url=BASE)


def token(home: Home, role: str = "nurse") -> str:
    """A bearer token of somebody new who works there. They have no password: making one takes its time."""
    with as_owner():
        staff = actions.add_staff(organization=home.organization, name="Pat Reed")
        actions.add_post(staff=staff, service=home.service, role=role, words=role, since=LONG_AGO)
        account = Account(username=f"{role}-{new_id()}", staff=staff)
        account.set_unusable_password()
        account.save()
        return accounts.token(account.username, "a test", lasts=timedelta(days=1))


def entry(patient: UUID | str, kind: str = "weight", value: str = "70.00", **changes: Any) -> str:
    """A daily entry as text, its number written exactly so."""
    definition = catalogue().kind(kind)
    resource = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": systems.ENTRY_KINDS, "code": kind}]},
        "subject": {"reference": f"Patient/{patient}"},
        "effectiveDateTime": "2026-11-20T08:10:00.000+00:00",
        "issued": "2026-11-20T08:11:00.000+00:00",
        "performer": [{"reference": f"Practitioner/{new_id()}"}],
        "extension": [{"url": systems.INSTANTIATES, "valueCanonical": definition.canonical}],
        "valueQuantity": {"value": "NUMBER", "unit": "kg", "system": systems.UCUM, "code": "kg"},
        **changes,
    }
    given = {name: each for name, each in resource.items() if each is not None}
    return orjson.dumps(given).decode().replace('"NUMBER"', value)
