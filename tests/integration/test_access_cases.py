"""The table that an information governance lead checks, each cell tried in the database as the application does."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.db import transaction

from kith.access import gate
from kith.access.roles import usual
from kith.catalogue.categories import Category, Tier
from kith.directory.models import Account, KnownPatient
from kith.record import reading, writing
from kith.record.connection import cursor
from kith.record.errors import Missing, NotAllowed
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.support.homes import as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "safety" / "access-cases.md"
THINGS = {
    "Name and room": (Category.DEMOGRAPHICS, Tier.HEADLINE),
    "Contacts, and whom not to tell": (Category.DEMOGRAPHICS, Tier.SUMMARY),
    "A drink": (Category.DAILY_LIFE, Tier.DETAIL),
    "Away, back, or died": (Category.DAILY_LIFE, Tier.HEADLINE),
    "A blood pressure": (Category.OBSERVATIONS, Tier.DETAIL),
    "An allergy": (Category.SUMMARY, Tier.HEADLINE),
    "A health condition": (Category.SUMMARY, Tier.SUMMARY),
    "What calms and what frightens": (Category.COMMUNICATION, Tier.HEADLINE),
    "A CPR decision": (Category.LEGAL, Tier.HEADLINE),
    "Who may decide by law": (Category.LEGAL, Tier.SUMMARY),
    "A medicine that was taken": (Category.MEDICINES, Tier.DETAIL),
    "What must not be missed": (Category.PLAN, Tier.HEADLINE),
    "A plan in full": (Category.PLAN, Tier.DETAIL),
    "A mental health assessment": (Category.MENTAL_HEALTH, Tier.DETAIL),
    "A sexual health note": (Category.SEXUAL_HEALTH, Tier.DETAIL),
    "A note on alcohol or drugs": (Category.SUBSTANCE_USE, Tier.DETAIL),
    "A concern to the lead": (Category.SAFEGUARDING, Tier.SUMMARY),
    "A concern past the lead": (Category.SAFEGUARDING, Tier.DETAIL),
    "A letter": (Category.DOCUMENTS, Tier.DETAIL),
    "What a relative told in confidence": (Category.THIRD_PARTY, Tier.DETAIL),
    "Money matters": (Category.FINANCE, Tier.DETAIL),
}
KINDS = {
    "Contacts, and whom not to tell": "contact", "A drink": "drink", "Away, back, or died": "death",
    "A blood pressure": "blood-pressure", "A health condition": "condition", "A concern past the lead": "concern",
    "What calms and what frightens": "calms", "A CPR decision": "cpr", "Who may decide by law": "attorney",
    "A medicine that was taken": "medicine", "What must not be missed": "must-do",
}  # fmt: skip
"""Where a row is a kind of the catalogue: its labels are held to the catalogue's."""
LEAST = 200


@dataclass
class House:
    """A home with Walter, one thing of each row about him, and somebody in every role."""

    walter: KnownPatient
    custodian: int
    held: dict[str, UUID]
    staff: dict[str, Account]
    strangers: dict[str, Account]


def rows() -> dict[str, dict[str, str]]:
    """The tables: by what, by role in words, the letters."""
    found: dict[str, dict[str, str]] = {}
    heads: list[str] = []
    for line in TABLE.read_text().split("## Whom, and when")[0].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("| "):
            continue
        if cells[0] == "What":
            heads = cells[1:]
            continue
        found.setdefault(cells[0], {}).update(dict(zip(heads, cells[1:], strict=True)))
    return found


def resource(id: UUID, patient: UUID, said: str) -> str:
    return orjson.dumps(
        {
            "resourceType": "Observation",
            "id": str(id),
            "status": "final",
            "code": {"text": said},
            "subject": {"reference": f"Patient/{patient}"},
            "effectiveDateTime": "2026-11-20T10:00:00Z",
        }
    ).decode()


@pytest.fixture(scope="module")
def house(store_url: str) -> House:
    with as_owner():
        place, elsewhere = home(), home("Elm House")
        walter = place.person("Green", "Walter")
        custodian = place.organization.custodian
        assert custodian is not None
        held = {}
        for what, (category, tier) in THINGS.items():
            held[what] = new_id()
            writing.put(
                cursor(), resource(held[what], walter.id, what), id=held[what],
                labels=Labels(custodian, category, tier), author=new_id(),
            )  # fmt: skip
        staff = {each.words: place.worker(key, f"A {each.words}") for key, each in usual().items()}
        strangers = {
            each.words: elsewhere.worker(key, f"Another {each.words}") for key, each in usual().items()
        }
        return House(walter, custodian, held, staff, strangers)


def tried(house: House, what: str, account: Account) -> str:
    """Which of reading, adding and changing the database lets this account do."""
    labels = Labels(house.custodian, *THINGS[what])
    with signed_in(account) as viewer:
        gate.open_to_write(viewer, house.walter.id)
        may = "r" if reading.read(cursor(), "Observation", house.held[what]) else ""
        may += "a" if _writes(house, new_id(), labels, viewer.practitioner) else ""
        may += "c" if _writes(house, house.held[what], labels, viewer.practitioner, expected=1) else ""
    return may or "."


def _writes(house: House, id: UUID, labels: Labels, author: UUID, **more: Any) -> bool:
    """Whether a write goes through; it is taken back in either case."""
    try:
        with transaction.atomic():
            writing.put(
                cursor(),
                resource(id, house.walter.id, "changed"),
                id=id,
                labels=labels,
                author=author,
                **more,
            )
            raise Undo
    except Undo:
        return True
    except (NotAllowed, Missing):
        return False


class Undo(Exception):
    """Takes a write back."""


@pytest.mark.parametrize("what", THINGS)
def test_every_cell_is_what_the_database_does(house: House, what: str) -> None:
    told = rows()[what]
    assert {role: tried(house, what, house.staff[role]) for role in told} == told


@pytest.mark.parametrize("what", ["Name and room", "A drink", "A concern past the lead"])
def test_without_a_relationship_every_cell_is_a_dot(house: House, what: str) -> None:
    labels = Labels(house.custodian, *THINGS[what])
    for account in house.strangers.values():
        with signed_in(account) as viewer:
            assert reading.read(cursor(), "Observation", house.held[what]) is None
            assert not _writes(house, new_id(), labels, viewer.practitioner)


def test_the_table_is_whole_and_its_rows_are_what_the_catalogue_says() -> None:
    from kith.catalogue.loader import catalogue

    table = rows()
    assert set(table) == set(THINGS)
    assert {role for row in table.values() for role in row} == {each.words for each in usual().values()}
    assert sum(map(len, table.values())) >= LEAST
    for what, kind in KINDS.items():
        assert THINGS[what] == (catalogue().kind(kind).category, catalogue().kind(kind).tier), what


def test_every_case_of_the_second_table_has_its_test() -> None:
    cited = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TABLE.read_text().split("## Whom, and when")[1])
    assert len(cited) > 15
    for path, name in cited:
        tree = ast.parse((ROOT / path).read_text())
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert not name or name in names, f"{path}::{name}"
