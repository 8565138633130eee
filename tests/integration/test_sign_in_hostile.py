"""Hostile requests to the door: a clear answer, never a failure of ours, and nobody is let in."""

import itertools
import json

import pytest
from axes.utils import reset
from django.test import Client, override_settings

from tests.support.doors import tablet, with_pin
from tests.support.homes import PASSWORD, as_owner, home

pytestmark = pytest.mark.usefixtures("store_url")

NASTY = ["", "a\x00b", "x" * 5000, "' or 1=1 --", "\uffff", "%00%ff", "-1", "\r\nSet-Cookie: a=b"]
FORMS = {
    "/sign-in": ["username", "password", "next"],
    "/sign-in/code": ["code"],
    "/sign-in/post": ["post"],
    "/sign-in/device": ["code"],
    "/sign-in/demonstration": ["account", "next"],
    "/sign-out": ["x"],
    "/door": ["account", "pin", "next", "who"],
    "/door/badge": ["badge"],
    "/door/pin": ["pin", "again"],
    "/session/lock": ["next"],
    "/session/touch": ["x"],
    "/account": ["x"],
    "/account/pin": ["old", "pin", "again"],
    "/staff/": ["x"],
    "/staff/admit": ["name", "role", "until", "other", "whom", "person", "form", "register", "identity-note"],
    "/staff/lock": ["minutes"],
    "/staff/1/pin": ["why"],
    "/staff/1/badge": ["x"],
    "/staff/999999999999999999999/pin": ["why"],
    "/account/code": ["step", "code"],
    "/account/password": ["old", "new"],
    "/account/passkey/remove": ["passkey"],
}
BODIES = [
    b"", b"{", b"[]", b"null", b'"x"', b"{}", b"\xff\xfe", b'{"id": 1, "rawId": [], "response": {}}',
    b'{"rawId": "AAAA", "id": "AAAA", "type": "public-key", "response": {"clientDataJSON": "e30"}}',
    json.dumps({"id": "x" * 5000, "name": "\x00"}).encode(),
]  # fmt: skip
JSON = [
    "/sign-in/passkey/begin",
    "/sign-in/passkey/finish",
    "/account/passkey/begin",
    "/account/passkey/finish",
]


@pytest.fixture(params=["stranger", "worker", "worker at a tablet"])
def browser(request: pytest.FixtureRequest, store_url: str) -> Client:
    """Somebody unknown, and somebody who is signed in."""
    client = Client(raise_request_exception=False)
    if request.param != "stranger":
        with as_owner():
            place = home()
            nurse = with_pin(place.worker("nurse"))
            reset()  # the nonsense of the tests before has used up the patience with codes
        if "tablet" in request.param:
            client = tablet(place)
            client.handler.enforce_csrf_checks, client.raise_request_exception = False, False
        with override_settings(DEMO=True):
            fields = {"account": nurse.pk}
            answer = client.post(
                "/sign-in/demonstration", fields, HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1"
            )
            assert answer.status_code == 302
    return client


@override_settings(AXES_ENABLED=True)
def test_forms_answer_nonsense_clearly(browser: Client) -> None:
    for address, fields in FORMS.items():
        for field, value in itertools.product(fields, NASTY):
            for answer in (browser.get(address, {field: value}), browser.post(address, {field: value})):
                assert answer.status_code < 500, (address, field, value)
                assert PASSWORD not in answer.content.decode()


def test_passkeys_answer_nonsense_clearly(browser: Client) -> None:
    for address, body in itertools.product(JSON, BODIES):
        for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
            browser.post("/sign-in/passkey/begin")
            answer = browser.post(address, body, content_type=kind)
            assert answer.status_code < 500, (address, body, kind)


def test_cookies_of_nonsense_are_nobodys(store_url: str) -> None:
    for value in [*NASTY[1:3], "x.y", "." * 300, "00000000-0000-0000-0000-000000000000.x", "é.é"]:
        client = Client(raise_request_exception=False)
        client.cookies["kith_device"] = value
        client.cookies["sessionid"] = value
        assert client.get("/sign-in").status_code == 200
        assert client.get("/session").status_code == 401
