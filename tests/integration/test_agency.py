"""Logins for agency workers, and help for colleagues: who may, for whom, for how long, and what it opens."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from kith.access import accounts, gate, sessions
from kith.access.agency import Checked, NotPossible, admit
from kith.access.purposes import Purpose
from kith.access.refused import Refused
from kith.access.roles import usual
from kith.catalogue.categories import Category, Tier, allows
from kith.directory.models import Account, AgencyLogin, ChosenPerson, Device, KnownPatient, PinReset, Post
from kith.directory.rebuilding import rebuild
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.web.staff.ends import shift_ends
from tests.support.doors import OTHER_PIN, PIN, WRONG, submit, tablet, type_pin, who, with_pin
from tests.support.homes import LONG_AGO, Home, as_owner, home, post_of, signed_in, viewer

pytestmark = pytest.mark.usefixtures("store_url")

LEADS = ["senior_care_worker", "nurse", "agency_nurse", "manager"]
OTHERS = sorted(set(usual()) - set(LEADS))
SEEN = Checked("Bright Staff", "Passport", "DBS on the agency's profile", "Training certificates")
FORM = {
    "name": "Ivy Stone", "agency": "Bright Staff", "role": "agency_care_worker", "identity": "passport", "dbs": "profile",
    "training": "papers", "training-note": "moving and handling, 3 March 2026", "whom": "all",
}  # fmt: skip


@dataclass
class House:
    """A home with three people and a lead who is signed in on its tablet."""

    home: Home
    people: list[KnownPatient]
    lead: Account
    browser: Client


@pytest.fixture
def house(store_url: str) -> House:
    with as_owner():
        place = home()
        people = [place.person("Ashdown", "Ada"), place.person("Birch", "Ben"), place.person("Cole", "Cy")]
        lead = with_pin(place.worker("nurse", "Eva Lindholm"))
    browser = tablet(place)
    type_pin(browser, lead)
    return House(place, people, lead, browser)


def form(house: House, **more: Any) -> dict[str, Any]:
    return {**FORM, "until": (timezone.now() + timedelta(hours=6)).isoformat(), "form": str(new_id()), **more}


def let_in(house: House, **more: Any) -> tuple[Account, str]:
    """Somebody is let in through the pages; answers the account and the PIN that was shown."""
    answer = submit(house.browser, "/staff/admit", **form(house, **more))
    shown = re.search(r"kith-one-time\">([\d ]+)<", answer.content.decode())
    assert shown is not None, answer.content.decode()
    login = AgencyLogin.objects.none()
    with as_owner():
        login = AgencyLogin.objects.select_related("account__staff").order_by("-made")[:1]
        return login[0].account, shown.group(1).replace(" ", "")


def begins(account: Account, pin: str, where: Home, mine: str = OTHER_PIN) -> Client:
    """The worker's first minute: taps the name, types the PIN, chooses another."""
    browser = tablet(where, name=f"Tablet {new_id()}")
    assert type_pin(browser, account, pin)["Location"] == "/door/pin"
    assert submit(browser, "/door/pin", pin=mine, again=mine).status_code == 302
    assert who(browser) == account.pk
    return browser


# --- letting in ---


def test_a_lead_lets_somebody_in_and_the_record_keeps_who_checked_what(house: House) -> None:
    account, pin = let_in(house)
    assert not account.has_usable_password()
    browser = begins(account, pin, house.home)
    assert "Ashdown" in browser.get("/").content.decode()
    with as_owner():
        login = AgencyLogin.objects.select_related("made_by", "post").get(account=account)
    assert login.made_by.name == "Eva Lindholm"
    assert login.training_seen == "Training certificates, moving and handling, 3 March 2026"
    assert login.post.until is not None
    assert timedelta(hours=5.9) < login.post.until - timezone.now() < timedelta(hours=6)
    until = browser.get("/session").json()["seconds"]
    assert until <= 6 * 3600
    listed = house.browser.get("/staff/").content.decode()
    assert "Ivy Stone" in listed
    assert "Seen: Passport; DBS on the agency&#39;s profile" in listed


def test_what_is_written_is_what_a_rebuild_derives(house: House) -> None:
    account, _ = let_in(house)
    with as_owner():
        before = list(Post.objects.order_by("id").values())
        assert any(post["staff_id"] == account.staff_id for post in before)
        rebuild()
        assert list(Post.objects.order_by("id").values()) == before
        assert AgencyLogin.objects.filter(account=account).exists()


@pytest.mark.parametrize("key", OTHERS)
def test_nobody_else_finds_the_pages_or_gets_past_the_database(house: House, key: str) -> None:
    with as_owner():
        other = with_pin(house.home.worker(key, "Other Worker"), OTHER_PIN)
        login = admitted(house)
    browser = tablet(house.home, name=f"Tablet {new_id()}")
    assert type_pin(browser, other, OTHER_PIN).status_code == 302
    token = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    for address in (
        "/staff/",
        "/staff/admit",
        f"/staff/{house.lead.pk}/pin",
        f"/staff/logins/{login}/longer",
    ):
        assert browser.get(address).status_code == 404, address
    for address in (
        "/staff/admit", f"/staff/{house.lead.pk}/pin", f"/staff/{house.lead.pk}/badge", "/staff/lock",
        f"/staff/{house.lead.pk}/badge/revoke", f"/staff/logins/{login}/end", f"/staff/logins/{login}/longer",
    ):  # fmt: skip
        assert (
            browser.post(address, form(house, why="forgotten", minutes="15"), headers=token).status_code
            == 404
        )
    with signed_in(other) as seen_by:
        with pytest.raises(NotPossible), transaction.atomic():
            admit(seen_by, name="A B", role_key="agency_care_worker", until=soon(), checked=SEEN)
        assert not done("kith_move_login(%s, now())", login)
        assert not done("kith_reset_pin(%s, 'x', now(), 'y')", house.lead.pk)
        assert not done("kith_badge(%s, %s, 'x')", house.lead.pk, new_id())
        assert not done("kith_set_lock_after(interval '2 minutes')")
        assert not AgencyLogin.objects.exists()
        assert not PinReset.objects.exists()
    assert who(house.browser) == house.lead.pk


@pytest.mark.parametrize("key", LEADS)
def test_each_lead_lets_in_whom_the_table_says_and_nobody_else(house: House, key: str) -> None:
    with as_owner():
        lead = house.home.worker(key, "Some Lead")
    for wanted in usual():
        with signed_in(lead) as by:
            checked = Checked("A", "B", "C", "D", "12A3456E")
            if wanted in usual()[key].for_roles("admit"):
                admit(by, name="Ivy Stone", role_key=wanted, until=soon(), checked=checked)
            else:
                with pytest.raises(NotPossible), transaction.atomic():
                    admit(by, name="Ivy Stone", role_key=wanted, until=soon(), checked=checked)


def test_nobody_lets_in_or_helps_a_role_that_sees_or_does_more() -> None:
    for mine in usual().values():
        for key in {*mine.for_roles("admit"), *mine.for_roles("reset"), *mine.for_roles("badge")}:
            for part in ("read", "add", "change"):
                for category in Category:
                    for tier in Tier:
                        if allows(getattr(usual()[key], part), category, tier):
                            assert allows(getattr(mine, part), category, tier), (
                                mine.key,
                                key,
                                part,
                                category,
                                tier,
                            )
            assert set(usual()[key].rights) <= set(mine.rights), (mine.key, key)
            others = {Purpose.INSPECTION} if usual()[key].visits else set()
            assert set(usual()[key].purposes) <= set(mine.purposes) | others
        assert all(usual()[key].agency for key in mine.for_roles("admit"))


def test_seven_days_at_most_and_never_the_past(house: House) -> None:
    for until, words in (
        (timezone.now() + timedelta(days=7, minutes=5), "seven days"), (timezone.now() - timedelta(minutes=1), "past"),
    ):  # fmt: skip
        answer = submit(house.browser, "/staff/admit", **form(house, until=until.isoformat()))
        assert words in answer.content.decode()
    with signed_in(house.lead) as by:
        cursor().execute("savepoint here")
        assert not done(
            "kith_admit(%s, %s, 'a', 'b', '!', 'agency_care_worker', now(), now() + interval '8 days',"
            " '', '', '', '', '', null, 'x')",
            new_id(), new_id(),
        )  # fmt: skip
        assert by.may("admit")
    assert len(shift_ends(datetime(2026, 11, 26, 8, tzinfo=UTC), rule())) == 3
    assert not AgencyLogin.objects.exists()


@pytest.mark.parametrize("gone", ["name", "agency", "role", "identity", "dbs", "training", "until", "whom"])
def test_nothing_is_left_out_and_what_was_typed_stays(house: House, gone: str) -> None:
    answer = submit(house.browser, "/staff/admit", **form(house, **{gone: ""})).content.decode()
    assert "Please check this" in answer
    assert f'href="#{gone}"' in answer
    assert gone == "agency" or 'value="Bright Staff"' in answer
    with as_owner():
        assert not AgencyLogin.objects.filter(made_by=house.lead.staff).exists()


def test_a_nurses_register_number_is_asked_for(house: House) -> None:
    wrong = submit(house.browser, "/staff/admit", **form(house, role="agency_nurse", register="1234"))
    assert "NMC PIN" in wrong.content.decode()
    account, _ = let_in(house, role="agency_nurse", register="12a3456e")
    with as_owner():
        assert AgencyLogin.objects.get(account=account).register_number == "12A3456E"


def test_a_form_that_is_sent_twice_makes_one_login(house: House) -> None:
    same = form(house)
    assert "kith-one-time" in submit(house.browser, "/staff/admit", **same).content.decode()
    again = submit(house.browser, "/staff/admit", **same).content.decode()
    assert "made already" in again
    with as_owner():
        assert AgencyLogin.objects.filter(made_by=house.lead.staff).count() == 1


# --- chosen people ---


def test_chosen_people_only_in_lists_pages_search_and_the_api(house: House) -> None:
    ada, ben, cy = house.people
    account, pin = let_in(house, whom="chosen", person=[str(ada.id), str(ben.id)])
    browser = begins(account, pin, house.home)
    here = browser.get("/").content.decode()
    assert "Ashdown" in here
    assert "Birch" in here
    assert "Cole" not in here
    assert browser.get(f"/people/{ada.id}/").status_code == 200
    for page in ("", "weeks/", "record/", "trend/", "looks/"):
        assert browser.get(f"/people/{cy.id}/{page}").status_code == 404
    with signed_in(account) as by:
        for person, allowed in ((ada, True), (ben, True), (cy, False)):
            if allowed:
                assert gate.open(by, person.id, face="test", asked="x").person.id == person.id
            else:
                with pytest.raises(Refused):
                    gate.open(by, person.id, face="test", asked="x")
        seen = cursor().execute(
            "select id from current where type = 103 or id = any(%s)", ([p.id for p in house.people],)
        )
        assert {row.id for row in seen.fetchall()} & {p.id for p in house.people} == {ada.id, ben.id}
        assert set(KnownPatient.objects.values_list("id", flat=True)) == {ada.id, ben.id}
        found = cursor().execute(
            "select patient from directory_personname where word = any(%s)", (["ashdown", "cole"],)
        )
        assert {row.patient for row in found.fetchall()} == {ada.id}
    with signed_in(house.lead) as by:
        assert gate.open(by, cy.id, face="test", asked="x").person.id == cy.id


def test_the_emergency_facts_of_anyone_in_the_building_are_two_taps_away_and_nothing_else_of_them(
    house: House,
) -> None:
    ada, ben, cy = house.people
    with as_owner():
        home("Elm House").person("Elsewhere", "Eve")
    account, pin = let_in(house, whom="chosen", person=[str(ada.id)])
    browser = begins(account, pin, house.home)
    assert "Emergency: anyone here" in browser.get("/").content.decode()
    anyone = browser.get("/emergency/").content.decode()
    for name in ("Ashdown", "Birch", "Cole"):
        assert name in anyone
    assert "Elsewhere" not in anyone
    page = browser.get(f"/people/{cy.id}/emergency/").content.decode()
    assert "No decision recorded: attempt CPR" in page
    for path in ("", "summary/", "record/", "looks/"):
        assert browser.get(f"/people/{cy.id}/{path}").status_code == 404
    led = set(re.findall(rf'href="(/people/{cy.id}/[^"]*)"', page))
    assert {each for each in led if browser.get(each).status_code != 200} == set(), (
        "no way leads to a closed page"
    )
    assert f"/people/{ada.id}/summary/" in browser.get(f"/people/{ada.id}/emergency/").content.decode()
    assert "Cole" not in browser.get("/").content.decode()
    with signed_in(account) as by:
        assert [person.id for person in gate.anyone_here(by, face="test")] == [ada.id, ben.id, cy.id]
        assert set(KnownPatient.objects.values_list("id", flat=True)) == {ada.id}
        with gate.open_emergency(by, cy.id, face="test") as record:
            assert not record.may_add(Category.DAILY_LIFE, Tier.HEADLINE)
            assert not record.may_read(Category.DAILY_LIFE, Tier.DETAIL)
    looks = house.browser.get(f"/people/{cy.id}/looks/").content.decode()
    assert "Ivy Stone" in looks
    assert "emergency facts" in looks.lower()
    assert "Emergency: anyone here" not in house.browser.get("/").content.decode()


def test_a_token_of_such_a_login_is_as_narrow(house: House) -> None:
    ada, _, cy = house.people
    account, _ = let_in(house, whom="chosen", person=[str(ada.id)])
    with as_owner():
        text = accounts.token(account.username, "device", lasts=timedelta(hours=1))
    with transaction.atomic():
        assert sessions.enter_by_token(text) is not None
        assert set(KnownPatient.objects.values_list("id", flat=True)) == {ada.id}
        assert cursor().execute("select 1 from current where id = %s", (cy.id,)).fetchone() is None


def test_who_is_chosen_no_longer_is_closed_with_the_next_request(house: House) -> None:
    ada, ben, _ = house.people
    account, pin = let_in(house, whom="chosen", person=[str(ada.id), str(ben.id)])
    browser = begins(account, pin, house.home)
    assert browser.get(f"/people/{ben.id}/").status_code == 200
    with as_owner():
        ChosenPerson.objects.filter(login__account=account, patient=ben.id).delete()
    assert browser.get(f"/people/{ben.id}/").status_code == 404
    assert browser.get(f"/people/{ada.id}/").status_code == 200


def test_a_person_of_another_home_cannot_be_chosen(house: House) -> None:
    with as_owner():
        stranger = home("Elsewhere").person("Dale", "Di")
    answer = submit(house.browser, "/staff/admit", **form(house, whom="chosen", person=[str(stranger.id)]))
    assert "kith-one-time" not in answer.content.decode()
    with as_owner():
        assert not ChosenPerson.objects.filter(patient=stranger.id).exists()


def test_a_nurse_for_chosen_people_lets_nobody_see_more(house: House) -> None:
    ada, ben, _ = house.people
    account, _ = let_in(house, role="agency_nurse", register="12A3456E", whom="chosen", person=[str(ada.id)])
    for chosen, possible in ((None, False), ([ben.id], False), ([ada.id, ben.id], False), ([ada.id], True)):
        with signed_in(account) as by:
            if possible:
                admit(
                    by, name="B C", role_key="agency_care_worker", until=soon(), checked=SEEN, chosen=chosen
                )
            else:
                with pytest.raises(NotPossible), transaction.atomic():
                    admit(
                        by,
                        name="B C",
                        role_key="agency_care_worker",
                        until=soon(),
                        checked=SEEN,
                        chosen=chosen,
                    )


# --- the end ---


def test_it_ends_by_itself_and_the_next_request_is_refused(house: House) -> None:
    account, pin = let_in(house)
    browser = begins(account, pin, house.home)
    assert browser.get("/").status_code == 200
    with as_owner(), connection.cursor() as c:
        c.execute("update session set until = now() where account = %s", [account.pk])
        c.execute("update directory_post set until = now() where staff_id = %s", [account.staff_id])
    assert browser.get("/").status_code == 302
    assert "Ivy Stone" not in browser.get("/door", follow=True).content.decode()
    assert type_pin(browser, account, OTHER_PIN).status_code == 200
    assert who(browser) is None


def test_the_lead_ends_it_while_a_form_is_open_and_what_was_typed_is_refused_not_lost(house: House) -> None:
    account, pin = let_in(house)
    browser = begins(account, pin, house.home)
    page = browser.get(f"/people/{house.people[0].id}/record/")
    assert page.status_code == 200
    with as_owner():
        login = AgencyLogin.objects.get(account=account)
    assert submit(house.browser, f"/staff/logins/{login.post_id}/end", _at="/staff/").status_code == 302
    draft = browser.put(
        f"/pocket/drafts/{new_id()}", "{}", content_type="application/json",
        headers={"X-CSRFToken": browser.cookies["csrftoken"].value},
    )  # fmt: skip
    assert draft.status_code == 401  # the device keeps it, locked (docs/safety/offline.md)
    assert who(browser) is None
    with as_owner():
        ended = AgencyLogin.objects.select_related("ended_by").get(account=account)
    assert ended.ended_by is not None
    assert ended.ended_by.name == "Eva Lindholm"
    assert "Let in by" not in house.browser.get("/staff/").content.decode()


def test_a_longer_login_ends_nobodys_work(house: House) -> None:
    account, pin = let_in(house)
    browser = begins(account, pin, house.home)
    with as_owner():
        login = AgencyLogin.objects.get(account=account)
    longer = (timezone.now() + timedelta(hours=20)).isoformat()
    assert submit(house.browser, f"/staff/logins/{login.post_id}/longer", until=longer).status_code == 302
    assert who(browser) == account.pk
    with as_owner():
        until = Post.objects.get(id=login.post_id).until
        assert until is not None
        assert until - timezone.now() > timedelta(hours=19)
        rebuild()
        assert Post.objects.get(id=login.post_id).until == until
    far = (timezone.now() + timedelta(days=8)).isoformat()
    submit(house.browser, f"/staff/logins/{login.post_id}/longer", until=far)
    with as_owner():
        assert Post.objects.get(id=login.post_id).until == until


def test_a_lead_of_another_home_moves_nothing(house: House) -> None:
    with as_owner():
        login = admitted(house)
        elsewhere = home("Elsewhere")
        lead = with_pin(elsewhere.worker("manager", "Their Manager"), OTHER_PIN)
    browser = tablet(elsewhere)
    type_pin(browser, lead, OTHER_PIN)
    assert "Ivy Stone" not in browser.get("/staff/").content.decode()
    submit(browser, f"/staff/logins/{login}/end", _at="/staff/")
    assert browser.get(f"/staff/logins/{login}/longer").status_code == 404
    assert browser.get(f"/staff/{house.lead.pk}/pin").status_code == 404
    with as_owner():
        assert AgencyLogin.objects.get(post_id=login).ended is None


# --- a new PIN at three in the morning ---


@pytest.mark.parametrize("key", ["nurse", "agency_nurse"])
def test_the_nurse_in_charge_gives_a_new_pin_and_the_manager_sees_it(house: House, key: str) -> None:
    with as_owner():
        nurse = with_pin(house.home.worker(key, "Night Nurse"), OTHER_PIN)
        carer = with_pin(house.home.worker("care_worker", "Daniel Hughes"))
        manager = with_pin(house.home.worker("manager", "Tom Archer"))
    theirs = tablet(house.home, name="Theirs")
    type_pin(theirs, carer)
    browser = tablet(house.home, name="Nights")
    type_pin(browser, nurse, OTHER_PIN)
    assert "Say why" in submit(browser, f"/staff/{carer.pk}/pin").content.decode()
    assert who(theirs) == carer.pk
    shown = submit(browser, f"/staff/{carer.pk}/pin", why="forgotten").content.decode()
    pin = re.search(r"kith-one-time\">([\d ]+)<", shown)
    assert pin is not None
    assert PIN not in shown.replace(" ", "")
    assert who(theirs) is None  # whoever was in with the old PIN is out
    assert type_pin(theirs, carer).status_code == 403
    assert type_pin(theirs, carer, pin.group(1).replace(" ", ""))["Location"] == "/door/pin"
    assert "gave" not in browser.get("/staff/").content.decode()
    office = tablet(house.home, name="Office")
    type_pin(office, manager)
    assert (
        "Night Nurse gave Daniel Hughes a new PIN. They forgot it" in office.get("/staff/").content.decode()
    )


def test_nobody_resets_their_own_or_one_who_sees_more(house: House) -> None:
    with as_owner():
        manager = house.home.worker("manager", "Tom Archer")
        both = house.home.worker("care_worker", "Two Posts")
        from kith.directory import actions

        actions.add_post(
            staff=both.staff, service=house.home.service, role="manager", words="M", since=LONG_AGO
        )
    for account in (manager, both, house.lead):
        assert house.browser.get(f"/staff/{account.pk}/pin").status_code == 404
        with signed_in(house.lead):
            assert not done("kith_reset_pin(%s, 'x', now() + interval '1 hour', 'y')", account.pk)
            assert account == house.lead or not done("kith_badge(%s, %s, 'x')", account.pk, new_id())


# --- badges ---


def test_a_badge_stands_for_the_name_and_never_for_the_pin(house: House) -> None:
    with as_owner():
        carer = with_pin(house.home.worker("care_worker", "Daniel Hughes"), OTHER_PIN)
    first, second = printed(house, carer), printed(house, carer)
    browser = tablet(house.home, name="Scanner")
    old = submit(browser, "/door/badge", _at="/door", badge=first)
    assert old.status_code == 403  # a new badge ends the one before
    for typed in (second, second.lower(), " ".join(second)):
        shown = submit(browser, "/door/badge", _at="/door", badge=typed)
        assert f'name="account" value="{carer.pk}"' in shown.content.decode()
    assert who(browser) is None
    assert type_pin(browser, carer, OTHER_PIN).status_code == 302
    submit(house.browser, f"/staff/{carer.pk}/badge/revoke", _at="/staff/")
    assert submit(browser, "/door/badge", _at="/account", badge=second).status_code == 403
    with as_owner(), connection.cursor() as c:
        c.execute("select 1 from directory_badge b where b::text like %s", [f"%{second}%"])
        assert c.fetchone() is None


def test_a_badge_of_another_home_names_nobody(house: House) -> None:
    with as_owner():
        elsewhere = home("Elsewhere")
    code = printed(house, with_carer(house))
    browser = tablet(elsewhere)
    answer = submit(browser, "/door/badge", _at="/door", badge=code)
    assert "Daniel" not in answer.content.decode()


def test_unknown_badges_count_as_misses_of_the_device(house: House) -> None:
    browser = tablet(house.home, name="Scanner")
    answers = [submit(browser, "/door/badge", _at="/door", badge=WRONG).status_code for _ in range(11)]
    assert answers == [403] * 10 + [429]


# --- what the tests do ---


def with_carer(house: House) -> Account:
    with as_owner():
        return with_pin(house.home.worker("care_worker", "Daniel Hughes"), OTHER_PIN)


def printed(house: House, account: Account) -> str:
    shown = submit(house.browser, f"/staff/{account.pk}/badge", _at="/staff/").content.decode()
    code = re.search(r"kith-badge-card__code\">([^<]+)<", shown)
    assert code is not None
    assert "data:image/svg+xml" in shown
    return code.group(1).replace(" ", "")


def admitted(house: House) -> UUID:
    """A login made by the lead, beside the pages; answers its id. Call it as the owner."""
    with transaction.atomic():
        number = sessions.open_session(house.lead, post_of(house.lead))
        by = viewer(number, house.lead)
        made = admit(by, name="Ivy Stone", role_key="agency_care_worker", until=soon(), checked=SEEN)
    return AgencyLogin.objects.get(account=made.account).post_id


def soon() -> Any:
    return timezone.now() + timedelta(hours=6)


def rule() -> Any:
    from kith.care.days import ServiceDay

    return ServiceDay()


def done(call: str, *given: Any) -> bool:
    """Whether a function of the database did what it was asked."""
    row = cursor().execute(f"select {call}", given).fetchone()
    return bool(row and row[0])


def test_devices_are_not_made_by_the_application(house: House) -> None:
    assert Device.objects.filter(service=house.home.service).count() == 1
