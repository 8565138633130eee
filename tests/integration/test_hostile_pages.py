"""What another system may lawfully write never breaks a page."""

from datetime import UTC, datetime
from uuid import UUID

import orjson
import pytest

from kith.access import gate
from kith.catalogue.categories import Category, Tier
from kith.catalogue.systems import ENTRY_KINDS, ENTRY_PARTS
from kith.directory.models import Account
from kith.record import writing
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.integration.test_pages import browser, text
from tests.support.homes import as_owner, home, signed_in

pytestmark = pytest.mark.store

STRANGE = [
    {
        "code": {"coding": [{"system": "http://loinc.org", "code": "718-7"}]},
        "valueString": "from a laboratory",
    },
    {"code": {"coding": [{"system": ENTRY_KINDS, "code": "no-such-kind"}]}},
    {"code": {"text": "only words"}},
    {
        "code": {"coding": [{"system": ENTRY_KINDS, "code": "drink"}]},
        "component": [
            {"code": {"coding": [{"system": ENTRY_PARTS, "code": "drink.taken"}]}, "valueString": "lots"},
            {"code": {"coding": [{"system": ENTRY_PARTS, "code": "drink.what"}]}, "valueBoolean": True},
        ],
    },
]


def write(account: Account, patient: UUID, more: dict[str, object]) -> UUID:
    """An observation as another system would send it."""
    id, now = new_id(), datetime.now(UTC).isoformat(timespec="milliseconds")
    with signed_in(account) as viewer:
        gate.open(viewer, patient, face="test", asked="to write")
        resource = {
            "resourceType": "Observation",
            "id": str(id),
            "status": "final",
            "subject": {"reference": f"Patient/{patient}"},
            "effectiveDateTime": now,
            "issued": now,
            "performer": [{"reference": f"Practitioner/{viewer.practitioner}"}],
            **more,
        }
        writing.put(
            cursor(),
            orjson.dumps(resource).decode(),
            id=id,
            labels=Labels(viewer.custodian, Category.DAILY_LIFE, Tier.DETAIL),
            author=viewer.practitioner,
        )
    return id


def test_no_page_breaks_and_none_calls_the_day_empty(store_url: str) -> None:
    with as_owner():
        house = home()
        patient, nurse = house.person("Green", "Arthur").id, house.worker("nurse")
    written = [write(nurse, patient, more) for more in STRANGE]
    client = browser(nurse)
    shown = text(client.get(f"/people/{patient}/"))
    assert "3 more things are in the record for this day" in shown
    assert "Nothing is recorded yet today" not in shown
    for page in ("", "weeks/", "trend/", "trend/drink/taken/", "looks/", "record/"):
        assert text(client.get(f"/people/{patient}/{page}"))
    assert text(client.get("/"))
    for id in written:
        for address in (f"entries/{id}/", f"record/?amend={id}"):
            assert client.get(f"/people/{patient}/{address}").status_code in (200, 404)
