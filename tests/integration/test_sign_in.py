"""Signing in: what lets somebody in, and what does not."""

import re
import time

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from kith.access.factors import codes, devices
from kith.access.factors.sealed import seal, unseal
from kith.directory import actions
from kith.directory.models import Account, CodeApp, Device
from tests.support.homes import LONG_AGO, PASSWORD, Home, as_owner, home

pytestmark = pytest.mark.usefixtures("store_url")


@pytest.fixture
def rosewood(store_url: str) -> Home:
    with as_owner():
        return home()


@pytest.fixture
def nurse(rosewood: Home) -> Account:
    with as_owner():
        return rosewood.worker("nurse")


@pytest.fixture
def browser() -> Client:
    """A browser that checks forms as real ones are checked."""
    return Client(enforce_csrf_checks=True)


def test_a_password_on_a_registered_device_signs_in(rosewood: Home, nurse: Account, browser: Client) -> None:
    register(browser, rosewood)
    answer = type_password(browser, nurse)
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert browser.get("/session").json()["seconds"] > 11 * 3600


def test_a_password_alone_does_not(nurse: Account, browser: Client) -> None:
    answer = type_password(browser, nurse)
    assert "not registered" in answer.content.decode()
    assert browser.get("/session").status_code == 401


def test_a_device_of_another_organisation_does_not_help(nurse: Account, browser: Client) -> None:
    with as_owner():
        elsewhere = home("Elsewhere")
    register(browser, elsewhere)
    assert "not registered" in type_password(browser, nurse).content.decode()


def test_a_retired_device_is_known_no_longer(rosewood: Home, nurse: Account, browser: Client) -> None:
    register(browser, rosewood)
    with as_owner():
        Device.objects.filter(service=rosewood.service).update(retired=timezone.now())
    assert "not registered" in type_password(browser, nurse).content.decode()


def test_a_device_code_works_once(rosewood: Home, browser: Client) -> None:
    code = register(browser, rosewood)
    second = Client(enforce_csrf_checks=True)
    assert "no such code" in submit(second, "/sign-in/device", code=code).content.decode()
    assert devices.COOKIE not in second.cookies


def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words(
    rosewood: Home, nurse: Account, browser: Client
) -> None:
    register(browser, rosewood)
    wrong = submit(browser, "/sign-in", username=nurse.username, password="something else")
    unknown = submit(browser, "/sign-in", username="nobody", password="something else")
    assert problem(wrong) == problem(unknown) != ""


def test_guessing_is_slowed_for_that_name_and_no_other(
    rosewood: Home, nurse: Account, browser: Client
) -> None:
    register(browser, rosewood)
    with as_owner():
        other = rosewood.worker("manager")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = submit(browser, "/sign-in", username=nurse.username, password="a guess")
    assert answer.status_code == 429
    assert type_password(browser, nurse).status_code == 429
    assert type_password(browser, other).status_code == 302


def test_a_code_from_an_app_is_a_second_factor_and_works_once(nurse: Account, browser: Client) -> None:
    secret = with_code_app(nurse)
    assert type_password(browser, nurse)["Location"] == "/sign-in/code"
    assert browser.get("/session").status_code == 401
    code = codes.code_at(secret, time.time())
    assert submit(browser, "/sign-in/code", code=code).status_code == 302
    assert browser.get("/session").status_code == 200
    another = Client(enforce_csrf_checks=True)
    type_password(another, nurse)
    assert "not the code" in submit(another, "/sign-in/code", code=code).content.decode()


def test_guessing_codes_is_slowed_too(nurse: Account, browser: Client) -> None:
    secret = with_code_app(nurse)
    type_password(browser, nurse)
    wrong = "000000" if codes.code_at(secret, time.time()) != "000000" else "111111"
    answers = [submit(browser, "/sign-in/code", code=wrong) for _ in range(settings.AXES_FAILURE_LIMIT + 1)]
    assert answers[-1].status_code == 429


def test_the_code_page_is_nobodys_without_a_password(browser: Client) -> None:
    assert "took too long" in browser.get("/sign-in/code").content.decode()


def test_somebody_with_two_posts_chooses_and_nothing_is_chosen_before(
    rosewood: Home, browser: Client
) -> None:
    with as_owner():
        nurse = rosewood.worker("nurse")
        second = actions.add_post(
            staff=nurse.staff, service=rosewood.service, role="manager", words="Manager", since=LONG_AGO
        )
    register(browser, rosewood)
    assert type_password(browser, nurse)["Location"] == "/sign-in/post"
    page = browser.get("/sign-in/post").content.decode()
    assert "checked" not in page
    assert "Manager" in page
    assert submit(browser, "/sign-in/post").status_code == 200
    assert submit(browser, "/sign-in/post", post=str(second.id)).status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil"]
)
def test_signing_in_leads_to_our_own_pages_only(
    rosewood: Home, nurse: Account, browser: Client, elsewhere: str
) -> None:
    register(browser, rosewood)
    answer = submit(browser, "/sign-in", username=nurse.username, password=PASSWORD, next=elsewhere)
    assert answer["Location"] == "/"


def test_signing_in_leads_to_where_one_wanted_to_go(rosewood: Home, nurse: Account, browser: Client) -> None:
    register(browser, rosewood)
    answer = submit(browser, "/sign-in", username=nurse.username, password=PASSWORD, next="/people/x/?a=1")
    assert answer["Location"] == "/people/x/?a=1"


def test_a_session_planted_before_is_worth_nothing(rosewood: Home, nurse: Account, browser: Client) -> None:
    register(browser, rosewood)
    browser.get("/sign-in/code")
    submit(browser, "/sign-in", username=nurse.username, password="wrong")
    before = browser.session.session_key
    type_password(browser, nurse)
    assert browser.cookies["sessionid"].value != before
    thief = Client()
    thief.cookies["sessionid"] = before or ""
    assert thief.get("/session").status_code == 401


def test_signing_out_ends_the_session_itself(rosewood: Home, nurse: Account, browser: Client) -> None:
    register(browser, rosewood)
    type_password(browser, nurse)
    copied = Client()
    for name in ("sessionid", devices.COOKIE):
        copied.cookies[name] = browser.cookies[name].value
    assert copied.get("/session").status_code == 200
    assert browser.get("/sign-out").status_code == 200  # a link does not sign out
    assert copied.get("/session").status_code == 200
    submit(browser, "/sign-out")
    assert copied.get("/session").status_code == 401


def test_a_form_from_elsewhere_is_refused(rosewood: Home, nurse: Account, browser: Client) -> None:
    register(browser, rosewood)
    answer = browser.post("/sign-in", {"username": nurse.username, "password": PASSWORD})
    assert answer.status_code == 403


def test_cookies_are_out_of_scripts_reach_and_secure_over_https(
    rosewood: Home, nurse: Account, browser: Client
) -> None:
    register(browser, rosewood)
    type_password(browser, nurse)
    for name in ("sessionid", devices.COOKIE):
        assert browser.cookies[name]["httponly"]
        assert browser.cookies[name]["samesite"] == "Lax"
    with override_settings(HTTPS=True):
        other = Client(enforce_csrf_checks=True)
        register(other, rosewood)
        assert other.cookies[devices.COOKIE]["secure"]


def test_a_disabled_account_is_out_with_its_next_request(
    rosewood: Home, nurse: Account, browser: Client
) -> None:
    register(browser, rosewood)
    type_password(browser, nurse)
    assert browser.get("/session").status_code == 200
    with as_owner():
        Account.objects.filter(pk=nurse.pk).update(is_active=False)
    assert browser.get("/session").status_code == 401
    assert type_password(browser, nurse).status_code == 200


def test_a_new_password_ends_every_other_session(rosewood: Home, nurse: Account, browser: Client) -> None:
    register(browser, rosewood)
    type_password(browser, nurse)
    other = Client(enforce_csrf_checks=True)
    register(other, rosewood)
    type_password(other, nurse)
    changed = submit(
        browser, "/account/password", _at="/account", old=PASSWORD, new="an even longer password"
    )
    assert changed.status_code == 302
    assert other.get("/session").status_code == 401
    again = submit(browser, "/sign-in", username=nurse.username, password="an even longer password")
    assert again.status_code == 302


@pytest.mark.parametrize("new", ["short", "password123"])
def test_a_poor_password_is_refused_with_the_reason(
    rosewood: Home, nurse: Account, browser: Client, new: str
) -> None:
    register(browser, rosewood)
    type_password(browser, nurse)
    answer = submit(browser, "/account/password", _at="/account", old=PASSWORD, new=new)
    assert problem(answer)
    assert Account.objects.get(pk=nurse.pk).check_password(PASSWORD)


def test_ones_own_sign_in_page_is_for_those_signed_in(browser: Client) -> None:
    assert browser.get("/account")["Location"] == "/sign-in"


def test_code_secrets_stand_encrypted(nurse: Account) -> None:
    secret = with_code_app(nurse)
    stored = bytes(CodeApp.objects.get(account=nurse).secret)
    assert secret not in stored
    assert unseal(stored, about=f"code app of account {nurse.pk}") == secret


# --- what the tests do ---


def submit(browser: Client, address: str, *, _at: str = "", **fields: str):  # type: ignore[no-untyped-def]  # Django's test answer has no public type
    """Load the page, then send its form with the token that it carries."""
    page = browser.get(_at or address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None, f"{address} has no form"
    return browser.post(address, {"csrfmiddlewaretoken": token.group(1), **fields})


def register(browser: Client, where: Home) -> str:
    """Register the browser as a device of the home; answers with the code used."""
    with as_owner():
        _, code = devices.new_code(where.service, "Tablet")
    assert submit(browser, "/sign-in/device", code=code.lower()).status_code == 200
    return code


def type_password(browser: Client, account: Account):  # type: ignore[no-untyped-def]  # as above
    return submit(browser, "/sign-in", username=account.username.upper(), password=PASSWORD)


def with_code_app(account: Account) -> bytes:
    """Give the account a code app; answers with its secret."""
    secret = b"twenty bytes of noise"[:20]
    CodeApp.objects.create(
        account=account,
        secret=seal(secret, about=f"code app of account {account.pk}"),
        confirmed=timezone.now(),
    )
    return secret


def problem(answer) -> str:  # type: ignore[no-untyped-def]  # as above
    """What the page says is wrong."""
    found = re.search(r'nhsuk-error-summary".*?<p>(.*?)</p>', answer.content.decode(), re.S)
    return re.sub("<[^>]+>", "", found.group(1)) if found else ""
