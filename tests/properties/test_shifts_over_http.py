"""Eight carers record whole shifts at once over a poor network, and the store holds exactly what they recorded.

Full size is 1,000 shifts of 100 entries (`make prove PART=shifts_over_http`); an ordinary run makes eight short ones.
"""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
from django.contrib.auth import login
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client

from kith.access import sessions
from kith.access.middleware import KEY
from kith.access.signing_in import BACKEND
from kith.catalogue.browser import definitions
from kith.directory.models import Account
from kith.record import anchor
from kith.record.verify import verify
from tests.support.homes import as_owner, home, post_of
from tests.support.live import LiveKith
from tests.support.poor_network import PoorNetwork
from tests.support.proof import Proof
from tests.support.sealing import until_anchored
from tests.support.shifts import Carer, Ledger, Noted
from tests.support.waiting import until

CARERS = 8
PARTS = "https://kith.example/CodeSystem/entry-part"


def test_the_store_holds_exactly_what_the_shifts_recorded(
    store_url: str, live_kith: LiveKith, owner: psycopg.Connection[Any], proof: Proof
) -> None:
    rounds, shifts, entries = (10, 100, 100) if proof.full else (1, CARERS, 20)
    for number in range(proof.get("rounds", 0), rounds):
        begun = time.monotonic()
        ledger, lost = one_round(live_kith, range(number * shifts, (number + 1) * shifts), entries)
        count(proof, "seconds", time.monotonic() - begun)
        assert lost > 0
        assert len(ledger.versions) >= shifts * entries
        assert stored(owner, set(ledger.patients.values())) == ledger.versions
        all_in_the_feed(owner, ledger)
        count(proof, "lost", lost)
        count(proof, "repeats", ledger.repeats)
        count(proof, "versions", len(ledger.versions))
        count(proof, "rounds", 1)
    until_anchored(owner)
    assert verify(owner, anchor.anchor_file()).findings == []
    proof.figure("shifts, by eight carers at once", rounds * shifts)
    proof.figure("versions in store and model", proof.get("versions"))
    proof.figure("requests or answers lost", proof.get("lost"))
    proof.figure("entries sent again after their answer", proof.get("repeats"))
    proof.figure("new entries a second", round(rounds * shifts * entries / proof.get("seconds"), 1))


def count(proof: Proof, what: str, more: float) -> None:
    """Remember so many more."""
    proof.put(what, proof.get(what, 0) + more)


def one_round(live_kith: LiveKith, shifts: range, entries: int) -> tuple[Ledger, int]:
    """Shifts of eight carers at once; answers what was acknowledged, and how much the network lost."""
    ledger = Ledger()
    with PoorNetwork(urlsplit(live_kith.url).port or 0) as network:
        carers = signed_in(f"http://localhost:{network.port}", ledger)
        with ThreadPoolExecutor(CARERS) as pool:
            each = [
                pool.submit(work, carer, shifts[number::CARERS], entries)
                for number, carer in enumerate(carers)
            ]
            for one in each:
                one.result()
    return ledger, network.dropped


def work(carer: Carer, shifts: range, entries: int) -> None:
    """One carer's shifts, one after another."""
    for seed in shifts:
        carer.shift(seed, entries)


def signed_in(url: str, ledger: Ledger) -> list[Carer]:
    """Carers of one home, each signed in on a tablet of their own, and the people they care for."""
    kind = next(kind for kind in definitions()["kinds"] if kind["key"] == "drink")
    with as_owner():
        rosewood = home()
        people = [rosewood.person(given=name).id for name in ("Walter", "Eliza", "Emily", "Robert")]
        accounts = [rosewood.worker("care_worker") for _ in range(CARERS)]
    definition = f"{kind['url']}|{kind['version']}"
    return [
        Carer(url, cookie_of(account), account.staff_id, people, definition, ledger) for account in accounts
    ]


def cookie_of(account: Account) -> str:
    """The cookie of a sign-in, made without typing a password."""
    request = HttpRequest()
    request.session = Client().session
    with transaction.atomic():
        number = sessions.open_session(account, post_of(account))
    login(request, account, backend=BACKEND)
    request.session[KEY] = number
    request.session.save()
    connection.close()
    return request.session.session_key or ""


def stored(owner: psycopg.Connection[Any], patients: set[UUID]) -> dict[tuple[UUID, int], Noted]:
    """What the store holds about these people, read from the texts themselves."""
    rows = owner.execute(
        "select id, version, author, body from version where patient = any(%s) and body like '%%\"Observation\"%%'",
        (list(patients),),
    )
    return {(id, version): said(author, body) for id, version, author, body in rows}


def said(author: UUID, body: str) -> Noted:
    """What a text says, digits and all."""
    resource = json.loads(body, parse_float=str, parse_int=str)
    answers = dict(answer(component) for component in resource["component"])
    note = "".join(each["text"] for each in resource.get("note", []))
    return Noted(author, resource["status"], tuple(sorted(answers.items())), note)


def answer(component: dict[str, Any]) -> tuple[str, str]:
    """One part and its answer."""
    code = next(each["code"] for each in component["code"]["coding"] if each["system"] == PARTS)
    if "valueQuantity" in component:
        return code.split(".", 1)[1], component["valueQuantity"]["value"]
    return code.split(".", 1)[1], component["valueCodeableConcept"]["coding"][0]["code"]


def all_in_the_feed(owner: psycopg.Connection[Any], ledger: Ledger) -> None:
    """Each version stands once in the feed, soon."""
    ids = list(ledger.patients)

    def fed() -> list[tuple[UUID, int]]:
        found = owner.execute("select id, version from feed where what = 1 and id = any(%s)", (ids,))
        return [(row[0], row[1]) for row in found]

    until(lambda: len(fed()) >= len(ledger.versions), "every version is in the feed")
    assert sorted(fed()) == sorted(ledger.versions)
