"""Eight workers share four tablets over whole shifts, through the real pages; the store holds what they were told is safe.

They change users at the door, lose the network, load pages anew over open sheets, undo, and put right. Full size is
1,000 shifts (`make prove PART=shifts_through_pages`, in rounds of a home each, so that a stopped proof goes on); an
ordinary run makes four.
"""

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from playwright.async_api import async_playwright

from kith.access.factors import devices
from kith.record import anchor
from kith.record.verify import verify
from tests.support.browser import options
from tests.support.doors import OTHER_PIN, PIN, with_pin
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.proof import Proof
from tests.support.sealing import until_anchored
from tests.support.tablets import Kept, Model, Tablet, User

pytestmark = pytest.mark.browser

TABLETS = 4
ENTRIES = 4
"""Of one shift on one tablet, between two changes of user."""
NAMES = ("Grace Adeyemi", "Priya Nair", "Daniel Hughes", "Eva Lindholm", "Mahsa Karimi", "Emily Hart", "Sam Okoro",
         "Eliza Marsh")  # fmt: skip


def test_the_store_holds_what_the_tablets_were_told_is_safe(
    store_url: str, live_kith: LiveKith, owner: psycopg.Connection[Any], proof: Proof
) -> None:
    rounds, shifts = (25, 40) if proof.full else (1, TABLETS)
    for number in range(proof.get("rounds", 0), rounds):
        begun = time.monotonic()
        place = a_home(number)
        model = asyncio.run(one_round(live_kith.url, place, range(number * shifts, (number + 1) * shifts)))
        assert differences(stored(owner, place.people), model) == []
        for what, count in {
            "rounds": 1,
            "shifts": shifts,
            "entries": len(model.entries),
            **model.done,
        }.items():
            proof.put(what, proof.get(what, 0) + count)
        proof.put("seconds", proof.get("seconds", 0) + time.monotonic() - begun)
        tell(proof)
    assert (proof.get("rounds"), proof.get("shifts")) == (rounds, rounds * shifts)
    until_anchored(owner)
    assert verify(owner, anchor.anchor_file()).findings == []


def tell(proof: Proof) -> None:
    """The figures so far."""
    told = ("shifts", "entries", "changes of user", "networks lost", "reloads", "drafts taken up after a reload",
            "undone", "put right")  # fmt: skip
    for what in told:
        proof.figure(f"{what}, on four tablets at once", proof.get(what, 0))
    proof.figure("entries a second, all tablets", round(proof.get("entries") / proof.get("seconds"), 2))


@dataclass(frozen=True)
class Place:
    """A home with eight who have a PIN, four people, and codes for its tablets."""

    users: list[User]
    people: list[UUID]
    codes: list[str]


def a_home(number: int) -> Place:
    """A home of its own for each round, so that its pages stay as small as a real home's."""
    with as_owner():
        place = home(f"Willow House {number}")
        people = [place.person(name, "Ann").id for name in ("Green", "Okafor", "Brown", "Whitfield")]
        users = []
        for count, name in enumerate(NAMES):
            pin = (PIN, OTHER_PIN)[count % 2]
            account = with_pin(place.worker("care_worker", name), pin)
            users.append(User(name, pin, account.staff_id))
        codes = [devices.new_code(place.service, f"Tablet {each}")[1] for each in range(TABLETS)]
    return Place(users, people, codes)


async def one_round(url: str, place: Place, shifts: range) -> Model:
    """All tablets at once, each with two of the workers; answers what must be in the store."""
    model = Model()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**options())
        tablets = [
            await Tablet.registered(
                browser, url, code, f"Tablet {number}", place.users[number::TABLETS], place.people, model
            )
            for number, code in enumerate(place.codes)
        ]
        await asyncio.gather(
            *(at_work(tablet, shifts[number::TABLETS]) for number, tablet in enumerate(tablets))
        )
        await browser.close()
    return model


async def at_work(tablet: Tablet, shifts: range) -> None:
    """One tablet's shifts, one after another."""
    for number in shifts:
        await tablet.shift(number, ENTRIES)
    await tablet.send_everything()


@dataclass(frozen=True, slots=True)
class Found:
    """An entry of the store: its last version, and how many there are."""

    author: UUID
    patient: UUID
    kind: str
    versions: int
    status: str


def stored(owner: psycopg.Connection[Any], people: list[UUID]) -> dict[str, list[Found]]:
    """Every entry about these people by its note, read from the texts themselves."""
    rows = owner.execute(
        "select c.patient, c.version, first.author, v.body from current c"
        " join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded"
        " join version first on first.id = c.id and first.version = 1"
        " where c.patient = any(%s) and v.body like '%%\"Observation\"%%'",
        (people,),
    )
    found: dict[str, list[Found]] = {}
    for patient, version, author, body in rows:
        resource = json.loads(body)
        kind = resource["code"]["coding"][0]["code"]
        found.setdefault(words(resource), []).append(
            Found(author, patient, kind, version, resource["status"])
        )
    return found


def words(resource: dict[str, Any]) -> str:
    """The note of an entry; of a note, its own words."""
    return str(resource["note"][0]["text"] if "note" in resource else resource.get("valueString", ""))


def differences(found: dict[str, list[Found]], model: Model) -> list[str]:
    """Where store and model disagree, in words; empty when they do not."""
    missing = [
        f"{note} is not there"
        for note, kept in model.entries.items()
        if note not in found and not kept.undone
    ]
    surplus = [f"{note} was never saved" for note in found if note not in model.entries]
    wrong = [
        f"{note}: {kept} is {found[note]}"
        for note, kept in model.entries.items()
        if note in found and not (len(found[note]) == 1 and as_kept(found[note][0], kept))
    ]
    return missing + surplus + wrong


def as_kept(found: Found, kept: Kept) -> bool:
    """One entry, by that author, about that person, with as many versions as were made."""
    if (found.author, found.patient, found.kind) != (kept.author, kept.patient, kept.kind):
        return False
    if kept.undone:
        return found.status == "entered-in-error"
    return found.versions == kept.versions and found.status in ("final", "amended")
