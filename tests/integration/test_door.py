"""Shared devices: whose PIN opens what, where, and how often one may guess."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher, make_password
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from kith.access.factors import guesses, pins
from kith.directory.models import Account, Device, DoorRule, Pin, PinMiss
from kith.ops import settings
from tests.support.doors import OTHER_PIN, PIN, WRONG, device_of, submit, tablet, type_pin, who, with_pin
from tests.support.homes import PASSWORD, Home, as_owner, home

pytestmark = pytest.mark.usefixtures("store_url")


@pytest.fixture
def rosewood(store_url: str) -> Home:
    with as_owner():
        return home()


@pytest.fixture
def eva(rosewood: Home) -> Account:
    with as_owner():
        return with_pin(rosewood.worker("nurse", "Eva Lindholm"))


@pytest.fixture
def daniel(rosewood: Home) -> Account:
    with as_owner():
        return with_pin(rosewood.worker("care_worker", "Daniel Hughes"), OTHER_PIN)


# --- in, and not in ---


def test_a_pin_opens_on_the_homes_own_device_and_nowhere_else(rosewood: Home, eva: Account) -> None:
    browser = tablet(rosewood)
    assert type_pin(browser, eva)["Location"] == "/"
    assert who(browser) == eva.pk
    with as_owner():
        elsewhere = tablet(home("Elsewhere"))
    stranger = Client()
    for other in (elsewhere, stranger):
        for answer in (
            other.post("/door", {"account": eva.pk, "pin": PIN}),
            other.post("/door", {"account": eva.pk, "pin": PIN}, headers={"Accept": "application/json"}),
        ):
            assert answer.status_code in (302, 403, 200)
        assert who(other) is None
    assert not PinMiss.objects.filter(account=eva).exists()  # nothing was even checked


def test_a_pin_is_no_password_and_a_password_no_pin(rosewood: Home, eva: Account) -> None:
    browser = tablet(rosewood)
    submit(browser, "/sign-in", _at="/sign-in?password", username=eva.username, password=PIN)
    assert who(browser) is None
    assert type_pin(browser, eva, PASSWORD).status_code == 403
    assert who(browser) is None


def test_a_session_opened_on_a_device_counts_there_alone(rosewood: Home, eva: Account) -> None:
    browser = tablet(rosewood)
    type_pin(browser, eva)
    stolen = Client()
    stolen.cookies["sessionid"] = browser.cookies["sessionid"].value
    assert stolen.get("/session").status_code == 401
    assert stolen.get("/").status_code == 302


def test_a_retired_device_lets_nobody_in_and_those_who_are_in_are_out(rosewood: Home, eva: Account) -> None:
    browser = tablet(rosewood)
    type_pin(browser, eva)
    device = device_of(browser)
    with as_owner():
        Device.objects.filter(id=device.id).update(retired=timezone.now())
    assert who(browser) is None
    assert browser.get("/door")["Location"] == "/sign-in"
    assert browser.post("/door", {"account": eva.pk, "pin": PIN}).status_code in (302, 403)
    assert who(browser) is None


def test_only_those_who_work_there_now_are_named(rosewood: Home, eva: Account, daniel: Account) -> None:
    with as_owner():
        gone = with_pin(rosewood.worker("nurse", "Gone Away", until=timezone.now() - timedelta(minutes=1)))
        stopped = with_pin(rosewood.worker("nurse", "Stopped Account"))
        Account.objects.filter(pk=stopped.pk).update(is_active=False)
        without = rosewood.worker("nurse", "Without Pin")
        other = with_pin(home("Elsewhere").worker("nurse", "Other Home"))
        resident = rosewood.person("Pemberton", "Ada")
    browser = tablet(rosewood)
    page = browser.get("/door").content.decode()
    assert "Eva Lindholm" in page
    assert "Daniel Hughes" in page
    for name in ("Gone Away", "Stopped Account", "Without Pin", "Other Home", resident.family):
        assert name not in page
    for account in (gone, stopped, without, other):
        type_pin(browser, account)
        assert who(browser) is None


def test_a_disabled_account_and_an_ended_post_are_out_at_once(rosewood: Home, eva: Account) -> None:
    browser = tablet(rosewood)
    type_pin(browser, eva)
    with as_owner():
        Account.objects.filter(pk=eva.pk).update(is_active=False)
    assert who(browser) is None


def test_who_used_the_device_last_stands_first(rosewood: Home, eva: Account, daniel: Account) -> None:
    browser = tablet(rosewood)
    assert names(browser) == ["Daniel Hughes", "Eva Lindholm"]
    type_pin(browser, eva)
    submit(browser, "/session/lock", _at="/")
    assert names(browser) == ["Eva Lindholm", "Daniel Hughes"]


def names(browser: Client) -> list[str]:
    page = browser.get("/door?who=0").content.decode()
    return [part.partition("<")[0] for part in page.split('kith-tile__name">')[1:]]


# --- another person, the lock, and the way back ---


def test_changing_user_ends_the_one_before(rosewood: Home, eva: Account, daniel: Account) -> None:
    browser = tablet(rosewood)
    type_pin(browser, eva)
    before = browser.session["kith"]
    assert (
        submit(browser, "/session/lock", _at="/", next="/catalogue/")["Location"]
        == "/door?who=0&next=%2Fcatalogue%2F"
    )
    assert who(browser) is None
    assert browser.get("/").status_code == 302
    assert type_pin(browser, daniel, OTHER_PIN, next="/account")["Location"] == "/"
    assert who(browser) == daniel.pk
    assert ended(before)


def test_the_same_person_goes_on_where_the_lock_fell(rosewood: Home, eva: Account) -> None:
    with as_owner():
        person = rosewood.person()
    browser = tablet(rosewood)
    type_pin(browser, eva)
    number = browser.session["kith"]
    submit(browser, "/session/lock", _at="/")
    page = f"/people/{person.id}/"
    asked = browser.get(page)
    assert person.family not in browser.get(page, follow=True).content.decode()
    assert asked.status_code == 302
    assert type_pin(browser, eva, WRONG).status_code == 403
    assert who(browser) is None
    assert type_pin(browser, eva, next=page)["Location"] == page
    assert browser.session["kith"] == number
    assert browser.get(page).status_code == 200


def test_an_idle_device_is_locked_by_the_server(rosewood: Home, eva: Account, daniel: Account) -> None:
    browser = tablet(rosewood)
    type_pin(browser, eva)
    told = browser.get("/session").json()
    assert 295 < told["locks_in"] <= 300
    idle(browser, minutes=4.9)
    browser.get("/session")
    browser.get("/live?after=0&patient=00000000-0000-0000-0000-000000000001")
    assert browser.get("/session").json()["locks_in"] < 10  # what pages ask by themselves is no touch
    browser.post("/session/touch", headers={"X-CSRFToken": browser.cookies["csrftoken"].value})
    assert browser.get("/session").json()["locks_in"] > 290
    idle(browser, minutes=5.1)
    assert browser.get("/session").json() == {"sign_in": True, "locked": True}
    for address in ("/", "/account", "/catalogue/"):
        assert browser.get(address).status_code == 302
    assert browser.get("/pocket/key").status_code == 401
    number = browser.session["kith"]
    assert type_pin(browser, eva).status_code == 302
    assert browser.session["kith"] == number


@pytest.mark.parametrize(
    "page", ["/", "/now/", "/todo/", "/round/drink/", "/handover/", "/people/{}/", "/concerns/"]
)
def test_a_page_that_looks_after_itself_does_not_keep_its_device_awake(
    rosewood: Home, eva: Account, page: str
) -> None:
    with as_owner():
        person = rosewood.person("Green", "Walter")
    browser = tablet(rosewood)
    type_pin(browser, eva)
    shown = browser.get(page.format(person.id)).content.decode()
    asked = {unescape(address) for address in re.findall(r'hx-get="([^"]+)"', shown)}
    assert asked
    idle(browser, minutes=4.9)
    for address in asked:
        for one in (address, address.partition("?")[0]):  # nothing moved, and all of it anew
            assert browser.get(one).status_code in {200, 204, 404}
    assert browser.get("/session").json()["locks_in"] < 10


def test_a_service_sets_when_its_devices_lock(rosewood: Home, eva: Account) -> None:
    with as_owner():
        DoorRule.objects.create(service=rosewood.service, lock_after=timedelta(minutes=2))
    browser = tablet(rosewood)
    type_pin(browser, eva)
    assert browser.get("/session").json()["locks_in"] <= 120


def test_a_password_on_a_shared_device_locks_too_and_elsewhere_nothing_does(
    rosewood: Home, eva: Account
) -> None:
    browser = tablet(rosewood)
    submit(browser, "/sign-in", _at="/sign-in?password", username=eva.username, password=PASSWORD)
    assert browser.get("/session").json()["locks_in"] > 290
    assert "Change user" in browser.get("/").content.decode()
    idle(browser, minutes=6)
    assert who(browser) is None


def idle(browser: Client, *, minutes: float) -> None:
    """So long nobody touched it."""
    with as_owner(), connection.cursor() as c:
        c.execute(
            "update session set touched = clock_timestamp() - %s where number = %s",
            [timedelta(minutes=minutes), browser.session["kith"]],
        )


def ended(number: int) -> bool:
    with as_owner(), connection.cursor() as c:
        c.execute("select ended is not null from session where number = %s", [number])
        return bool(c.fetchone()[0])


# --- guesses ---


def test_guessing_is_stopped_on_every_device_and_the_right_pin_waits_too(
    rosewood: Home, eva: Account, daniel: Account
) -> None:
    browsers = [tablet(rosewood), tablet(rosewood, name="Second")]
    for turn in range(guesses.ACCOUNT[0][0]):
        assert type_pin(browsers[turn % 2], eva, WRONG).status_code == 403
    for browser in browsers:
        answer = type_pin(browser, eva)
        assert answer.status_code == 429
        assert "ask the person in charge" in answer.content.decode()
        assert who(browser) is None
    assert type_pin(browsers[0], daniel, OTHER_PIN).status_code == 302  # nobody else is held up


def test_a_device_is_stopped_whoever_the_guesses_are_for(rosewood: Home) -> None:
    with as_owner():
        people = [with_pin(rosewood.worker("care_worker", f"Worker {n}")) for n in range(4)]
    browser = tablet(rosewood)
    for turn in range(guesses.DEVICE[0][0]):
        assert type_pin(browser, people[turn % 4], WRONG).status_code == 403
    assert type_pin(browser, people[0]).status_code == 429
    assert type_pin(tablet(rosewood, name="Second"), people[0]).status_code == 302


def test_a_right_pin_in_between_gives_no_fresh_guesses(rosewood: Home, eva: Account) -> None:
    browser = tablet(rosewood)
    answers = []
    for _ in range(4):
        answers += [type_pin(browser, eva, WRONG).status_code, type_pin(browser, eva, WRONG).status_code]
        type_pin(browser, eva)
    assert answers == [403] * 5 + [429] * 3


def test_misses_are_forgotten_with_the_pin_they_were_for(rosewood: Home, eva: Account) -> None:
    browser = tablet(rosewood)
    for _ in range(5):
        type_pin(browser, eva, WRONG)
    assert type_pin(browser, eva).status_code == 429
    with as_owner():
        with_pin(eva, OTHER_PIN)
    assert type_pin(browser, eva, OTHER_PIN).status_code == 302


# --- one's own PIN ---


def test_a_one_time_pin_opens_only_the_choice_of_another(rosewood: Home, eva: Account) -> None:
    with as_owner():
        with_pin(eva, PIN, one_time=True)
    browser = tablet(rosewood)
    assert type_pin(browser, eva)["Location"] == "/door/pin"
    assert who(browser) is None
    assert browser.get("/").status_code == 302
    for pin, again, words in (
        ("123456", "123456", pins.RUN), (PIN, PIN, pins.FORMER), (OTHER_PIN, WRONG, "not the same"),
    ):  # fmt: skip
        assert words in submit(browser, "/door/pin", pin=pin, again=again).content.decode()
        assert who(browser) is None
    assert submit(browser, "/door/pin", pin=OTHER_PIN, again=OTHER_PIN)["Location"] == "/"
    assert who(browser) == eva.pk
    assert type_pin(tablet(rosewood, name="Second"), eva).status_code == 403  # the one-time PIN is used up


def test_a_choice_that_was_left_open_is_nobody_elses(rosewood: Home, eva: Account, daniel: Account) -> None:
    with as_owner():
        with_pin(eva, PIN, one_time=True)
    browser = tablet(rosewood)
    type_pin(browser, daniel, OTHER_PIN)
    submit(browser, "/session/lock", _at="/")
    assert type_pin(browser, eva)["Location"] == "/door/pin"
    assert type_pin(browser, daniel, OTHER_PIN).status_code == 302
    assert "took too long" in browser.get("/door/pin").content.decode()
    assert who(browser) == daniel.pk


def test_a_one_time_pin_runs_out(rosewood: Home, eva: Account) -> None:
    with as_owner():
        with_pin(eva, PIN, one_time=True)
        Pin.objects.filter(account=eva).update(until=timezone.now() - timedelta(seconds=1))
    assert type_pin(tablet(rosewood), eva).status_code == 403


def test_the_choice_is_nobodys_without_a_one_time_pin(rosewood: Home, eva: Account, daniel: Account) -> None:
    browser = tablet(rosewood)
    assert "took too long" in browser.get("/door/pin").content.decode()
    with transaction.atomic(), connection.cursor() as c:  # nor in the database
        c.execute("select kith_set_pin(%s, %s)", [eva.pk, make_password(OTHER_PIN)])
        assert c.fetchone() == (False,)
    assert type_pin(browser, eva).status_code == 302


def test_a_pin_is_chosen_after_a_full_sign_in_or_with_the_one_before(rosewood: Home, eva: Account) -> None:
    browser = tablet(rosewood)
    submit(browser, "/sign-in", _at="/sign-in?password", username=eva.username, password=PASSWORD)
    assert submit(browser, "/account/pin", _at="/account", pin=OTHER_PIN, again=OTHER_PIN).status_code == 302
    submit(browser, "/sign-out")
    assert type_pin(browser, eva, OTHER_PIN).status_code == 302
    refused = submit(browser, "/account/pin", _at="/account", old=WRONG, pin="264913", again="264913")
    assert "present PIN is not right" in refused.content.decode()
    weak = submit(browser, "/account/pin", _at="/account", old=OTHER_PIN, pin="111111", again="111111")
    assert pins.SAME in weak.content.decode()
    taken = submit(browser, "/account/pin", _at="/account", old=OTHER_PIN, pin="264913", again="264913")
    assert taken.status_code == 302
    assert type_pin(tablet(rosewood, name="Second"), eva, "264913").status_code == 302


def test_the_product_takes_its_time_to_hash() -> None:
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    assert ScryptPasswordHasher().work_factor >= 2**14


def test_pins_stand_hashed_only(eva: Account) -> None:
    assert Pin.objects.get(account=eva).secret.startswith("scrypt$")
    assert PIN not in Pin.objects.get(account=eva).secret
