"""Hostile requests get a clear error: never a failure of ours, never a word about another organisation's people.

In an ordinary run a sample; `make prove PART=hostile` makes more than 20,000.
"""

import os
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.access.signing_in import sign_in
from kith.catalogue.loader import catalogue
from kith.directory import actions
from kith.record.ids import new_id
from tests.support import api
from tests.support.homes import as_owner, home, post_of
from tests.support.hostile import Answered, Attack, bodies, headers_text, make, methods, paths, queries
from tests.support.proof import Proof

FULL = bool(os.environ.get("KITH_FULL"))
CANARIES = ("Zanzibarsecret", "Quillfeather", "left the gas on again")
CSRF = "c" * 32


def size(full: int) -> settings:
    """As many examples as wanted; nothing is remembered between runs, nothing is timed."""
    return settings(
        max_examples=full if FULL else max(40, full // 200),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@dataclass
class Battle:
    """One who attacks with a program and with a browser, and what he may not learn."""

    token: str
    cookie: str
    ids: list[str]
    tally: dict[int, int]

    def attack(self, attack: Attack) -> Answered:
        """Send it and check what must hold for every answer."""
        from kith.application import at_once

        if attack.who == "program":
            attack.headers.setdefault("Authorization", f"Bearer {self.token}")
        elif attack.who == "browser":
            attack.headers |= {"Cookie": f"sessionid={self.cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        answer = make(at_once, attack)
        self.tally[answer.status] = self.tally.get(answer.status, 0) + 1
        assert answer.status < 500, f"{attack} got {answer.status}: {answer.body[:500]!r}"
        seen = answer.body.decode("utf-8", "replace") + str(answer.headers)
        assert not [canary for canary in CANARIES if canary in seen], f"{attack} learned of somebody"
        assert all("\r" not in value and "\n" not in value for _, value in answer.headers)
        return answer


@pytest.fixture(scope="module")
def battle(store_url: str) -> Battle:
    """Our home with the attacker's own person, and another organisation's with a secret."""
    with as_owner():
        ours, theirs = home("Rosewood House"), home("Elsewhere")
        mine = ours.person()
        born = date(1938, 3, 9)
        secret = actions.add_patient(
            organization=theirs.organization, family=CANARIES[0], given=CANARIES[1], birth_date=born
        )
        actions.register(patient=secret, service=theirs.service, since=post_of(theirs.worker()).since)
        attacker = ours.worker("manager")
    with api.in_process() as client:
        hidden = _entries(api.Program(api.token(theirs), client), str(secret.id), CANARIES[2])
        open_ = _entries(api.Program(api.token(ours), client), str(mine.id), "slept well")
    ids = [str(secret.id), *hidden, str(mine.id), *open_, str(theirs.service.id), str(theirs.organization.id)]
    return Battle(api.token(ours), _signed_in(attacker), ids, {})


def _entries(program: api.Program, patient: str, note: str) -> list[str]:
    found = []
    for value in ("70.00", "71.00"):
        answer = program.write("POST", "Observation", api.entry(patient, value=value, note=[{"text": note}]))
        assert answer.status_code == 201, answer.text
        found.append(str(answer.json()["id"]))
    return found


def _signed_in(account: Any) -> str:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    with transaction.atomic():
        sign_in(request, account, post_of(account))
        request.session.save()
    return str(request.session.session_key)


# A star is a part that changes.
FHIR = [
    "/fhir/*/*",
    "/fhir/Observation/*",
    "/fhir/Observation",
    "/fhir/Observation/*/_history/*",
    "/fhir/Observation/_search",
    "/fhir/Patient/*",
    "/fhir/*",
    "/fhir/metadata",
    "/fhir/",
    "/fhir/Observation/*/$x",
    "/fhir/EpisodeOfCare/*",
]
PARAMETERS = [
    "patient",
    "subject",
    "code",
    "date",
    "_count",
    "_total",
    "_page",
    "_format",
    "_include",
    "patient.name",
    "code:in",
]
PAGES = [
    "/",
    "/people/*/",
    "/people/*/day/*/",
    "/people/*/weeks/",
    "/people/*/record/",
    "/people/*/trend/",
    "/people/*/trend/*/*/",
    "/people/*/looks/",
    "/people/*/entries/*/",
    "/catalogue/",
    "/catalogue/*/",
    "/look",
    "/live",
    "/session",
    "/account",
    "/sign-in",
    "/sign-in/*",
    "/static/*",
    "/pocket/*",
    "/pocket/entries/*",
    "/pocket/drafts/*",
    "/pocket/drafts",
    "/health",
]
FORMS = [
    "/sign-in",
    "/sign-in/code",
    "/sign-in/post",
    "/sign-in/device",
    "/sign-in/demonstration",
    "/sign-in/passkey/begin",
    "/sign-in/passkey/finish",
    "/account/passkey/begin",
    "/account/passkey/finish",
    "/account/passkey/remove",
    "/account/code",
    "/account/password",
    "/look",
]
FIELDS = [
    "username",
    "password",
    "code",
    "post",
    "next",
    "old",
    "new",
    "id",
    "name",
    "after",
    "patient",
    "depth",
    "period",
    "on",
]
HEADERS = [
    "Accept",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "If-None-Exist",
    "Prefer",
    "Host",
    "Authorization",
    "Cookie",
    "Range",
    "X-Forwarded-Host",
    "X-Forwarded-For",
    "X-HTTP-Method-Override",
    "Content-Length",
    "Transfer-Encoding",
    "Referer",
    "Origin",
]
FORM_TYPES = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
]
program = st.sampled_from(["program", "program", "program", "stranger"])
visitor = st.sampled_from(["browser", "browser", "browser", "stranger"])
odd_headers = st.dictionaries(st.sampled_from(HEADERS), headers_text, max_size=2)


@size(9_000)
@given(st.data())
def test_the_api(battle: Battle, data: st.DataObject) -> None:
    values = [*battle.ids, "Observation", "Patient", "metadata", "1", "weight", "ge2026", "50"]
    one, other = (data.draw(st.sampled_from(battle.ids)) for _ in range(2))
    honest = orjson.loads(api.entry(one, id=other))
    headers = {"Content-Type": "application/fhir+json"} | data.draw(st.just({}) | odd_headers)
    attack = Attack(
        data.draw(methods),
        data.draw(st.sampled_from([f"/fhir/Observation/{other}"]) | paths(FHIR, values)),
        data.draw(queries(PARAMETERS, values)),
        headers,
        data.draw(st.just(b"") | bodies(honest)),
        data.draw(program),
    )
    answer = battle.attack(attack)
    if attack.path.startswith("/fhir/") and answer.body and answer.status >= 400:
        assert answer.body.startswith(b'{"resourceType":"OperationOutcome"'), attack


@size(6_000)
@given(st.data())
def test_the_pages(battle: Battle, data: st.DataObject) -> None:
    values = [*battle.ids, "drink", "weight", "taken", "2026-11-20", "definitions.json"]
    path, query = data.draw(paths(PAGES, values)), data.draw(queries(FIELDS, values))
    battle.attack(Attack(data.draw(methods), path, query, data.draw(odd_headers), b"", data.draw(visitor)))


@size(4_000)
@given(st.data())
def test_the_forms(battle: Battle, data: st.DataObject) -> None:
    form = data.draw(queries(FIELDS, battle.ids)).encode("utf-8", "replace")
    headers = {"Content-Type": data.draw(st.sampled_from(FORM_TYPES))} | data.draw(st.just({}) | odd_headers)
    passkey = {"id": "x", "rawId": "x", "response": {"clientDataJSON": "x"}}
    body = data.draw(st.just(form) | bodies(passkey))
    battle.attack(Attack("POST", data.draw(st.sampled_from(FORMS)), "", headers, body, "stranger"))


@size(4_000)
@given(st.data())
def test_the_point_of_care(battle: Battle, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from([*battle.ids, str(new_id())]))
    honest: dict[str, Any] = {
        "id": id, "kind": "drink", "definition": catalogue().kind("drink").canonical,
        "patient": data.draw(st.sampled_from(battle.ids)), "occurred": "2026-11-20T08:10:00.000+00:00", "until": None,
        "answers": {"what": "tea", "offered": 200, "taken": "150.0"}, "note": "", "helpers": [], "confirmed": [],
        "made": "2026-11-20T08:10:00.000+00:00", "device": {"clock": "2026-11-20T08:10:00.000+00:00", "offset_seconds": 0},
        "replaces": data.draw(st.sampled_from([None, 1, 2])), "reason": None, "version": 1,
    }  # fmt: skip
    places = [f"/pocket/entries/{id}", f"/pocket/entries/{id}/withdraw", f"/pocket/drafts/{id}"]
    body = data.draw(bodies(honest))
    battle.attack(
        Attack(
            data.draw(st.sampled_from(["PUT", "POST", "DELETE"])),
            data.draw(st.sampled_from(places)),
            "",
            {"Content-Type": "application/json"},
            body,
            data.draw(visitor),
        )
    )


def test_what_all_that_came_to(battle: Battle, proof: Proof, owner: psycopg.Connection[Any]) -> None:
    """Nothing of the other organisation was changed, and the attacks were of every sort."""
    made = sum(battle.tally.values())
    versions = owner.execute(
        "select max(v.version), count(*) from version v where v.id = any(%s)", (battle.ids[1:3],)
    ).fetchone()
    assert versions == (1, 2)
    proof.figure("hostile requests", made)
    for status, times in sorted(battle.tally.items()):
        proof.figure(f"answered {status}", times)
    assert made >= (20_000 if FULL else 150)
    assert ({200, 400, 401, 404, 405, 412, 422} if FULL else {200, 404}) <= battle.tally.keys()
