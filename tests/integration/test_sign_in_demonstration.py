"""Signing in at a click: in a demonstration on this very machine, and nowhere else."""

import re
from typing import Any

import pytest
from django.test import Client, override_settings

from kith.directory.models import Account
from tests.support.homes import Home, as_owner, home

pytestmark = pytest.mark.usefixtures("store_url")

HERE: dict[str, str] = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}

ELSEWHERE: dict[str, dict[str, str]] = {
    "another machine": {"REMOTE_ADDR": "192.168.1.20"},
    "another machine over IPv6": {"REMOTE_ADDR": "fe80::1"},
    "no address at all": {"REMOTE_ADDR": ""},
    "a name that points here (DNS rebinding)": {"HTTP_HOST": "rebound.example"},
    "a name that begins like ours": {"HTTP_HOST": "localhost.example:8000"},
    "a proxy on this machine": {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
    "a proxy that says so by the standard": {"HTTP_FORWARDED": "for=203.0.113.9"},
    "a proxy that says that it is this machine": {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
}


@pytest.fixture
def rosewood(store_url: str) -> Home:
    with as_owner():
        return home()


@pytest.fixture
def nurse(rosewood: Home) -> Account:
    with as_owner():
        return rosewood.worker("nurse", "Priya Shah")


def choose(account: Account, **where: str) -> Any:
    """Load the sign-in page and click, as a browser at that place would; answers with status and whether it is in."""
    browser = Client(enforce_csrf_checks=True, **where)
    page = browser.get("/sign-in").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    fields = {"account": account.pk, "csrfmiddlewaretoken": token.group(1) if token else ""}
    answer = browser.post("/sign-in/demonstration", fields)
    return answer.status_code, "Priya Shah" in page, browser.get("/session", **where).status_code


@pytest.mark.parametrize(
    "where", [HERE, {"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, {"HTTP_HOST": "localhost"}]
)
@override_settings(DEMO=True, ALLOWED_HOSTS=["*"])
def test_a_click_signs_in_here(nurse: Account, where: dict[str, str]) -> None:
    assert choose(nurse, **where) == (302, True, 200)


@pytest.mark.parametrize("where", ELSEWHERE.values(), ids=ELSEWHERE.keys())
@override_settings(DEMO=True, ALLOWED_HOSTS=["*"])
def test_a_click_from_elsewhere_is_no_page(nurse: Account, where: dict[str, str]) -> None:
    assert choose(nurse, **{**HERE, **where}) == (404, False, 401)


@override_settings(DEMO=False)
def test_a_click_in_a_real_store_is_no_page(nurse: Account) -> None:
    assert choose(nurse, **HERE) == (404, False, 401)


@pytest.mark.parametrize("account", ["", "0", "-1", "x", "9" * 40, "1 or 1=1"])
@override_settings(DEMO=True)
def test_nobody_and_nonsense_are_no_page(rosewood: Home, account: str) -> None:
    browser = Client()
    assert browser.post("/sign-in/demonstration", {"account": account}, **HERE).status_code == 404


@override_settings(DEMO=True)
def test_a_disabled_account_is_not_offered(nurse: Account) -> None:
    with as_owner():
        Account.objects.filter(pk=nurse.pk).update(is_active=False)
    status, _, signed_in = choose(nurse, **HERE)
    assert (status, signed_in) == (404, 401)
