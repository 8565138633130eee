"""The point of care's endpoints on a real store: keys, drafts, entries."""

import base64
import gzip
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import brotli  # type: ignore[import-untyped]  # it has none
import psycopg
import pytest
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client

from kith.access import sessions
from kith.access.middleware import KEY
from kith.access.signing_in import BACKEND
from kith.catalogue.browser import definitions
from kith.directory.models import Account, KnownPatient
from kith.pocket import keys
from kith.record.ids import new_id
from tests.support.homes import Home, as_owner, home, post_of

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]


@dataclass
class Tablet:
    """A browser with a sign-in, and the mark that its page holds."""

    client: Client
    session: int
    number: str
    owner: str = ""
    csrf: str = ""

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """A request as the components make it."""
        told = {
            "X-Kith-Account": self.owner,
            "X-Kith-Tablet": self.number,
            "X-CSRFToken": self.csrf,
            **headers,
        }
        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.generic(
            method, f"/pocket/{path}", text, content_type="application/json", headers=told
        )

    def put(self, entry: dict[str, Any], **headers: str) -> Any:
        return self.send("PUT", f"entries/{entry['id']}", entry, **headers)


def sign_in(account: Account, on: Tablet | None = None) -> Tablet:
    """Signs in as the pages do, without typing a password, on a new tablet or one that is there."""
    client = on.client if on else Client(enforce_csrf_checks=True)
    with transaction.atomic():
        number = sessions.open_session(account, post_of(account))
    request = HttpRequest()
    request.session = client.session
    login(request, account, backend=BACKEND)
    request.session[KEY] = number
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key or ""
    tablet = Tablet(client, number, on.number if on else secrets.token_hex(16))
    told = tablet.send("GET", "key").json()
    tablet.owner, tablet.csrf = told["owner"], told["csrf"]
    return tablet


@pytest.fixture(scope="module")
def rosewood(store_url: str) -> Home:
    with as_owner():
        return home()


@pytest.fixture(scope="module")
def walter(rosewood: Home) -> KnownPatient:
    with as_owner():
        return rosewood.person()


@pytest.fixture
def eliza(rosewood: Home) -> Account:
    with as_owner():
        return rosewood.worker("care_worker")


@pytest.fixture
def emily(rosewood: Home) -> Account:
    with as_owner():
        return rosewood.worker("care_worker")


@pytest.fixture
def tablet(eliza: Account) -> Tablet:
    return sign_in(eliza)


Make = Callable[..., dict[str, Any]]


@pytest.fixture
def drink(walter: KnownPatient) -> Make:
    """Makes an entry as the browser does."""
    kind = next(kind for kind in definitions()["kinds"] if kind["key"] == "drink")

    def make(**changes: Any) -> dict[str, Any]:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry: dict[str, Any] = {
            "id": str(new_id()), "kind": "drink", "definition": f"{kind['url']}|{kind['version']}",
            "patient": str(walter.id), "occurred": now, "until": None,
            "answers": {"what": "tea", "offered": "200", "taken": "150"}, "note": "", "helpers": [],
            "confirmed": [], "made": now, "device": {"clock": now, "offset_seconds": 0},
            "replaces": None, "reason": None,
        }  # fmt: skip
        return entry | changes

    return make


def test_an_entry_is_recorded_once_however_often_it_is_sent(tablet: Tablet, drink: Make) -> None:
    entry = drink()
    first, second = tablet.put(entry), tablet.put(entry)
    assert (first.status_code, second.status_code) == (201, 200), first.content
    assert first.json()["version"] == second.json()["version"] == 1
    assert first.json()["recorded"] == second.json()["recorded"]


def test_an_amendment_follows_the_version_it_names(tablet: Tablet, drink: Make) -> None:
    entry = drink()
    tablet.put(entry)
    change = entry | {"answers": {**entry["answers"], "taken": "50"}, "replaces": 1, "reason": "Spilt"}
    assert tablet.put(change).json()["version"] == 2
    assert tablet.put(change).json()["version"] == 2  # the answer was lost and it came again
    stale = entry | {"answers": {**entry["answers"], "taken": "75"}, "replaces": 1, "reason": "Misread"}
    conflict = tablet.put(stale)
    assert conflict.status_code == 412
    told = json.loads(conflict.content)
    assert told["current"]["version"] == 2
    assert str(told["current"]["answers"]["taken"]) == "50"
    assert str(told["yours"]["answers"]["taken"]) == "75"


def test_an_amendment_needs_a_reason(tablet: Tablet, drink: Make) -> None:
    entry = drink()
    tablet.put(entry)
    assert tablet.put(entry | {"replaces": 1}).status_code == 400


def test_a_withdrawal_can_be_repeated(tablet: Tablet, drink: Make) -> None:
    entry = drink()
    tablet.put(entry)
    answers = [
        tablet.send("POST", f"entries/{entry['id']}/withdraw", {"version": version, "reason": "Wrong cup"})
        for version in (1, 1, None)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer.json()["version"] for answer in answers] == [2, 2, 2]


def test_recording_is_no_look_and_being_shown_the_other_text_is(
    tablet: Tablet, drink: Make, owner: psycopg.Connection[Any]
) -> None:
    def looks() -> int:
        found = owner.execute("select count(*) from look where session = %s", (tablet.session,)).fetchone()
        assert found is not None
        return int(found[0])

    entry = drink()
    change = entry | {"answers": {**entry["answers"], "taken": "50"}, "replaces": 1, "reason": "Spilt"}
    assert [tablet.put(sent).status_code for sent in (entry, change)] == [201, 200]
    assert looks() == 0
    assert tablet.put(change | {"note": "Mopped up"}).status_code == 412
    assert looks() == 1


def test_the_impossible_and_the_unusual_come_back_at_their_part(tablet: Tablet, drink: Make) -> None:
    impossible = tablet.put(drink(answers={"what": "tea", "offered": "200", "taken": "99999"}))
    assert impossible.status_code == 422
    assert [finding["part"] for finding in impossible.json()["errors"]] == ["taken"]
    envelope = tablet.put(drink(occurred="yesterday"))
    assert envelope.status_code == 422
    assert [finding["part"] for finding in envelope.json()["errors"]] == ["occurred"]


def test_another_homes_person_and_nobody_look_the_same(tablet: Tablet, drink: Make) -> None:
    with as_owner():
        stranger = home("Elsewhere").person()
    answers = [tablet.put(drink(patient=str(who))) for who in (stranger.id, new_id())]
    assert [(answer.status_code, answer.content) for answer in answers] == [(404, b"{}")] * 2


def test_an_entry_made_by_another_account_is_refused(tablet: Tablet, emily: Account, drink: Make) -> None:
    entry = drink()
    now_emily = sign_in(emily, tablet)  # same browser, another tab
    assert now_emily.owner != tablet.owner
    refused = now_emily.put(entry, **{"X-Kith-Account": tablet.owner})
    assert (refused.status_code, refused.json()) == (401, {"sign_in": True})
    assert now_emily.put(entry).status_code == 201


def test_nobody_signed_in_is_told_to_sign_in(tablet: Tablet, drink: Make) -> None:
    with transaction.atomic():
        sessions.end(tablet.session)
    assert tablet.put(drink()).status_code == 401
    assert tablet.send("GET", "key").status_code == 401
    assert tablet.send("GET", "drafts").status_code == 401


def test_a_request_from_elsewhere_is_refused(tablet: Tablet, drink: Make) -> None:
    assert tablet.put(drink(), **{"X-CSRFToken": ""}).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'{"id":1e400}', b'{"id":NaN}', b"\xff\xfe", b'{"note":"\\u0000"}',
        b'{"note":"\\ud800"}', b"[" * 5_000, b'{"id":' + b"9" * 5_000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_entry_is_a_bad_request(tablet: Tablet, body: bytes) -> None:
    for path in (f"entries/{new_id()}", f"drafts/{new_id()}"):
        assert tablet.send("PUT", path, body).status_code == 400


def test_what_is_far_too_long_is_not_read(tablet: Tablet, drink: Make) -> None:
    assert tablet.put(drink(note="a" * 200_000)).status_code == 413


def test_the_key_is_one_for_each_account_and_device(eliza: Account, emily: Account) -> None:
    def key(tablet: Tablet) -> tuple[str, str]:
        told = tablet.send("GET", "key").json()
        return told["owner"], told["key"]

    shared = sign_in(eliza)
    first = key(shared)
    assert key(shared) == first
    other_account = key(sign_in(emily, shared))
    assert key(sign_in(eliza, shared)) == first  # back again: what she left opens
    other_device = key(sign_in(eliza))
    for one in (other_account, other_device):
        assert one[0] != first[0]
        assert one[1] != first[1]
    with as_owner():
        assert keys.forget(eliza.pk) == 2
    again = key(sign_in(eliza, shared))
    assert again[0] == first[0]  # still hers to see that it is lost
    assert again[1] != first[1]


def test_the_key_is_never_stored(tablet: Tablet, owner: psycopg.Connection[Any]) -> None:
    answer = tablet.send("GET", "key")
    assert answer["Cache-Control"] == "no-store"
    material = answer.json()["key"]
    rows = owner.execute("select tablet, salt from pocket_key").fetchall()
    assert rows
    stored = [bytes(column) for row in rows for column in row]
    assert base64.urlsafe_b64decode(material + "=") not in stored
    assert bytes.fromhex(tablet.number) not in stored


def test_a_browser_without_a_number_gets_no_key(tablet: Tablet) -> None:
    for number in ("", "1234", "G" * 32, "a" * 33):
        assert tablet.send("GET", "key", **{"X-Kith-Tablet": number}).status_code == 400
        assert tablet.send("GET", "drafts", **{"X-Kith-Tablet": number}).status_code == 401


def draft(patient: UUID, words: str, changed: datetime | None = None) -> dict[str, Any]:
    moment = (changed or datetime.now(UTC)).isoformat(timespec="milliseconds")
    return {"patient": str(patient), "changed": moment, "body": {"title": "Note", "state": {"note": words}}}


def listed(tablet: Tablet, patient: UUID) -> list[str]:
    answer: HttpResponse = tablet.send("GET", f"drafts?patient={patient}")
    assert answer.status_code == 200
    return [one["body"]["state"]["note"] for one in json.loads(answer.content)["drafts"]]


def test_drafts_are_their_authors_alone(tablet: Tablet, emily: Account, walter: KnownPatient) -> None:
    name = str(new_id())
    assert tablet.send("PUT", f"drafts/{name}", draft(walter.id, "He told me who")).status_code == 204
    assert listed(tablet, walter.id) == ["He told me who"]
    assert listed(tablet, new_id()) == []
    other = sign_in(emily)
    assert listed(other, walter.id) == []
    assert other.send("GET", f"drafts/{name}").status_code == 404
    other.send("DELETE", f"drafts/{name}")
    other.send("PUT", f"drafts/{name}", draft(walter.id, "Another's under the same id"))
    assert listed(tablet, walter.id) == ["He told me who"]


def test_the_newer_of_two_copies_of_a_draft_wins(tablet: Tablet, walter: KnownPatient) -> None:
    path, now = f"drafts/{new_id()}", datetime.now(UTC)
    tablet.send("PUT", path, draft(walter.id, "newer", now))
    tablet.send("PUT", path, draft(walter.id, "older", now - timedelta(seconds=5)))
    assert listed(tablet, walter.id) == ["newer"]
    tablet.send("DELETE", path)
    assert listed(tablet, walter.id) == []


def test_a_draft_ends_when_its_entry_is_recorded(tablet: Tablet, walter: KnownPatient, drink: Make) -> None:
    entry = drink()
    tablet.send("PUT", f"drafts/{entry['id']}", draft(walter.id, "half a cup"))
    tablet.put(entry)
    assert listed(tablet, walter.id) == []


def test_drafts_are_locked_in_the_database(
    tablet: Tablet, walter: KnownPatient, owner: psycopg.Connection[Any]
) -> None:
    name = new_id()
    tablet.send("PUT", f"drafts/{name}", draft(walter.id, "the daughter took the purse"))
    found = owner.execute("select body from pocket_draft where id = %s", (name,)).fetchone()
    assert found is not None
    assert b"daughter" not in bytes(found[0])
    owner.execute("update pocket_draft set patient = %s where id = %s", (new_id(), name))
    assert (
        tablet.send("GET", f"drafts/{name}").status_code == 404
    )  # moved to another person: it does not open


def test_old_drafts_go(tablet: Tablet, walter: KnownPatient, owner: psycopg.Connection[Any]) -> None:
    name = new_id()
    tablet.send("PUT", f"drafts/{name}", draft(walter.id, "long ago"))
    owner.execute("update pocket_draft set kept = now() - interval '15 days' where id = %s", (name,))
    assert listed(tablet, walter.id) == []
    assert owner.execute("select 1 from pocket_draft where id = %s", (name,)).fetchone() is None


def test_without_a_session_the_application_sees_nothing(
    tablet: Tablet, walter: KnownPatient, app_dsn: str
) -> None:
    tablet.send("PUT", f"drafts/{new_id()}", draft(walter.id, "mine"))
    with psycopg.connect(app_dsn) as stranger:
        for table in ("pocket_draft", "pocket_key"):
            assert stranger.execute(f"select count(*) from {table}").fetchone() == (0,)
        stranger.execute("select set_config('kith.session', %s, true)", (str(tablet.session),))
        assert stranger.execute("select count(*) from pocket_draft").fetchone() == (1,)


def test_definitions_are_kept_by_their_version(tablet: Tablet) -> None:
    plain = tablet.client.get("/pocket/definitions.json")
    version = plain.json()["version"]
    assert "stale-while-revalidate" in plain["Cache-Control"]
    assert "immutable" in tablet.client.get(f"/pocket/definitions.json?v={version}")["Cache-Control"]
    again = tablet.client.get("/pocket/definitions.json", headers={"If-None-Match": f'"{version}"'})
    assert again.status_code == 304

    def packed(accepted: str) -> tuple[str, bytes]:
        answer = tablet.client.get("/pocket/definitions.json", headers={"Accept-Encoding": accepted})
        return answer.get("Content-Encoding", ""), answer.content

    (gzipped, some), (brotlied, least) = packed("gzip, deflate"), packed("gzip, deflate, br;q=1.0, zstd")
    assert (gzipped, brotlied) == ("gzip", "br")
    assert len(least) < len(some) < len(plain.content) / 3
    assert brotli.decompress(least) == gzip.decompress(some) == plain.content
    assert packed("brigade, identity") == ("", plain.content)
