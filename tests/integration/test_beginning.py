"""Beginning an empty store: who may, who may not, and that it happens once."""

import re
import threading
import time
from collections.abc import Iterator
from uuid import UUID

import orjson
import psycopg
import pytest
from django.db import connections
from django.test import Client

from kith.access import beginning
from kith.directory.models import Account, Device, Organization, Post, Service
from kith.ops import beginning as codes
from kith.ops import config

PLACE = {"organisation": "Larch Care", "service": "Larch House", "ods": "vm123", "cqc": "1-123456789"}
YOU = {
    "name": "Ruth Amber", "username": "Ruth", "password": "three unusual words", "password-again": "three unusual words",
    "pin": "482915", "pin-again": "482915", "device": "Office computer",
}  # fmt: skip
TABLES = "custodian, current, version, session, directory_organization, directory_account, axes_accessattempt"


@pytest.fixture(autouse=True)
def empty(store_url: str) -> Iterator[None]:
    """Each test begins with nobody; so it is the one module whose database is emptied between tests."""
    with psycopg.connect(store_url, autocommit=True) as connection:
        connection.execute(f"truncate {TABLES} cascade")
    yield
    codes.forget()


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def send(browser: Client, path: str, fields: dict[str, str]):  # type: ignore[no-untyped-def]
    """Opens the page and sends its form, as a browser does."""
    browser.get(path)
    token = browser.cookies["csrftoken"].value
    return browser.post(path, {**fields, "csrfmiddlewaretoken": token})


def begun(browser: Client):  # type: ignore[no-untyped-def]
    """All three steps; the answer to the last."""
    send(browser, "/begin/", {"code": codes.new_code()})
    send(browser, "/begin/home", PLACE)
    return send(browser, "/begin/you", YOU)


def test_whoever_reads_the_terminal_begins_and_a_stranger_does_not(browser: Client) -> None:
    code = codes.new_code()
    stranger = Client(enforce_csrf_checks=True)
    assert "not the code" in send(stranger, "/begin/", {"code": "2222-2222-2222"}).content.decode()
    assert stranger.get("/begin/home")["Location"] == "/begin/"
    assert stranger.get("/begin/you")["Location"] == "/begin/"
    assert browser.get("/sign-in")["Location"] == "/begin/"
    assert send(browser, "/begin/", {"code": code.lower().replace("-", " ")})["Location"] == "/begin/home"
    assert send(browser, "/begin/home", PLACE)["Location"] == "/begin/you"
    assert send(browser, "/begin/you", YOU)["Location"] == "/staff/set-up"
    assert browser.get("/session").status_code == 200
    assert Account.objects.get().username == "ruth"
    assert (Organization.objects.get().name, Service.objects.get().name) == ("Larch Care", "Larch House")
    assert Post.objects.get().role == "manager"
    assert Device.objects.get().name == "Office computer"


def test_what_is_begun_is_in_the_record_with_the_manager_as_author(browser: Client, store_url: str) -> None:
    begun(browser)
    with psycopg.connect(store_url) as connection:
        rows = connection.execute("select author, body from version").fetchall()
    kept = {orjson.loads(body)["resourceType"]: orjson.loads(body) for _, body in rows}
    assert set(kept) == {"Organization", "HealthcareService", "Practitioner", "PractitionerRole"}
    assert {author for author, _ in rows} == {UUID(kept["Practitioner"]["id"])}
    assert kept["Organization"]["identifier"][0]["value"] == "VM123"
    assert kept["HealthcareService"]["identifier"][0]["value"] == "1-123456789"


def test_afterwards_the_pages_are_not_there(browser: Client) -> None:
    begun(browser)
    for path in ("/begin/", "/begin/home", "/begin/you"):
        assert Client().get(path).status_code == 404
        assert Client().post(path, YOU).status_code == 404
    with pytest.raises(beginning.Begun):
        beginning.begin(beginning.Place("Other", "Other"), FIRST)
    assert Organization.objects.count() == 1


def test_guessing_is_slowed_and_a_code_runs_out(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code = codes.new_code()
    for _ in range(5):
        send(browser, "/begin/", {"code": "3333-3333-3333"})
    assert send(browser, "/begin/", {"code": code}).status_code == 429
    now = time.time()
    assert codes.right(code)
    monkeypatch.setattr(time, "time", lambda: now + codes.LASTS + 1)
    assert not codes.right(code)


def test_only_the_newest_code_counts_and_only_its_hash_is_kept() -> None:
    first, second = codes.new_code(), codes.new_code()
    assert not codes.right(first)
    assert codes.right(second)
    file = config.data_folder() / "secrets" / "beginning"
    assert second not in file.read_text()
    assert second.replace("-", "") not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


FIRST = beginning.First("Ruth Amber", "ruth", "three unusual words", "482915", "Office")


def test_of_two_who_begin_at_once_one_does(store_url: str) -> None:
    told: list[str] = []
    gate = threading.Barrier(2)

    def begin(name: str) -> None:
        gate.wait()
        try:
            beginning.begin(beginning.Place(name, name), FIRST)
            told.append("begun")
        except beginning.Begun:
            told.append("too late")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=begin, args=(name,)) for name in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["begun", "too late"]
    with psycopg.connect(store_url) as connection:
        counted = connection.execute(
            "select (select count(*) from custodian), (select count(*) from current),"
            " (select count(*) from directory_account)"
        ).fetchone()
    assert counted == (1, 4, 1)


def test_what_is_missing_is_said_and_nothing_is_written(browser: Client) -> None:
    send(browser, "/begin/", {"code": codes.new_code()})
    page = send(
        browser, "/begin/home", {"organisation": "", "service": "Larch House", "ods": "!", "cqc": "12"}
    )
    words = page.content.decode()
    assert "name of the organisation" in words
    assert "ODS code" in words
    assert 'value="Larch House"' in words
    send(browser, "/begin/home", PLACE)
    for wrong, said in [
        ({"password-again": "other"}, "two passwords"),
        ({"password": "password12", "password-again": "password12"}, "too common"),
        ({"pin": "123456", "pin-again": "123456"}, "follow one another"),
        ({"username": "a b"}, "user name"),
        ({"device": ""}, "call this device"),
    ]:
        assert said in send(browser, "/begin/you", {**YOU, **wrong}).content.decode()
    assert beginning.is_open()


def test_the_manager_takes_staff_on_and_registers_devices_and_a_worker_does_neither(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(browser)
    page = send(browser, "/staff/set-up", {}).status_code
    assert page == 405
    token = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    taken = browser.post("/staff/set-up/staff", {**token, "name": "Sam Field", "role": "senior_care_worker"})
    assert "It waits for a day." in taken.content.decode()
    pin = re.search(r"kith-one-time\">(\d{3}) (\d{3})", taken.content.decode())
    assert pin
    sam = Account.objects.get(staff__name="Sam Field")
    assert Post.objects.get(staff=sam.staff).role == "senior_care_worker"
    coded = browser.post("/staff/set-up/devices", {**token, "device": "Tablet upstairs"}).content.decode()
    code = re.search(r"kith-one-time\">(\S+)</p>", coded)
    assert code
    assert "fingerprint" not in coded
    with monkeypatch.context() as own:
        own.setenv("KITH_TRUST_PAGE", "http://kith.home.example:8080/")
        own.setenv("KITH_TRUST_FINGERPRINT", "AB CD EF")
        again = browser.post("/staff/set-up/devices", {**token, "device": "Tablet below"}).content.decode()
        for shown in (again, browser.get("/staff/set-up").content.decode()):
            assert "http://kith.home.example:8080/" in shown
            assert "AB CD EF" in shown
    tablet = Client(enforce_csrf_checks=True)
    send(tablet, "/sign-in/device", {"code": code.group(1)})
    send(tablet, "/door", {"account": str(sam.pk), "pin": pin.group(1) + pin.group(2)})
    answer = send(tablet, "/door/pin", {"pin": "739164", "again": "739164"})
    assert answer.status_code == 302
    assert tablet.get("/session").status_code == 200
    assert tablet.get("/staff/set-up").status_code == 404
    more = {"csrfmiddlewaretoken": tablet.cookies["csrftoken"].value}
    assert (
        tablet.post("/staff/set-up/staff", {**more, "name": "Eve", "role": "care_worker"}).status_code == 404
    )
    assert tablet.post("/staff/set-up/devices", {**more, "device": "Mine"}).status_code == 404
    mine = Device.objects.get(name="Tablet upstairs").id
    assert tablet.post(f"/staff/set-up/devices/{mine}/lost", more).status_code == 404
    assert tablet.get("/session").status_code == 200
    assert browser.post(f"/staff/set-up/devices/{mine}/lost", token).status_code == 302
    assert tablet.get("/session").status_code == 401
    assert not Account.objects.filter(staff__name="Eve").exists()
