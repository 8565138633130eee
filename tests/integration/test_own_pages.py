"""The pages of those who read in their own right, and those on which leave is given and looks are kept from being told."""

import re
from typing import Any

import pytest
from django.test import Client

from kith.catalogue.components.own_access import Right
from kith.directory.models import Account
from tests.integration.test_pages import browser, text
from tests.integration.test_sharing import drank
from tests.support.homes import PASSWORD, as_owner
from tests.support.own_access import DAY, council_for, give, look_into
from tests.support.sharing import Both, both

pytestmark = [pytest.mark.usefixtures("store_url")]


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def at_home(account: Account) -> Client:
    """Signed in with user name and password, as they are told to."""
    with as_owner():
        account.set_password(PASSWORD)
        account.save()
    at = Client()
    at.post("/sign-in", {"username": account.username, "password": PASSWORD})
    return at


def given_by(at: Client, known: Both, **more: Any) -> str:
    sent = {"right": "chosen", "name": "Karen Green", "relation": "Daughter", "seen": "Walter told me so alone",
            "parts": ["daily-life", "demographics", "communication", "summary"], "lasts": "open",
            "act": "give"} | more  # fmt: skip
    return text(at.post(f"/people/{known.walter.id}/reading/", sent))


def test_leave_is_given_with_a_sign_in_that_is_shown_once_and_taken_back(known: Both) -> None:
    margaret = browser(known.manager)
    assert "Choose what they may read." in given_by(margaret, known, parts=[])
    assert "Being next of kin gives no right by itself." in given_by(margaret, known, right="")
    shown = given_by(margaret, known)
    found = re.search(r"<code>(karen\.green\.\d{4})</code>.*<code>([0-9a-f-]{19})</code>", shown, re.S)
    assert found
    karen = Client()
    landed = karen.post("/sign-in", {"username": found[1], "password": found[2]}, follow=True)
    assert landed.redirect_chain[-1][0] == f"/mine/{known.walter.id}/"
    assert "You read this for <strong>Walter</strong>" in text(landed)
    again = text(margaret.get(f"/people/{known.walter.id}/reading/"))
    assert "Karen Green, daughter" in again
    assert found[2] not in again
    access = re.search(r"reading/([0-9a-f-]{36})/take-back", again)
    assert access
    margaret.post(f"/people/{known.walter.id}/reading/{access[1]}/take-back")
    assert karen.get(f"/mine/{known.walter.id}/").status_code == 404
    assert "Nothing is open to you now" in text(karen.get("/mine/"))
    assert "taken back" in text(margaret.get(f"/people/{known.walter.id}/reading/"))


def test_a_care_worker_gives_nothing_and_a_form_sent_twice_is_one_leave(known: Both) -> None:
    with as_owner():
        carer = known.house.worker("care_worker", "Ben Stone")
    assert browser(carer).get(f"/people/{known.walter.id}/reading/").status_code == 404
    assert browser(carer).post(f"/people/{known.walter.id}/reading/", {}).status_code == 404
    margaret, form = browser(known.manager), "01890000-0000-7000-8000-000000000002"
    assert "First password" in given_by(margaret, known, form=form)
    again = given_by(margaret, known, form=form)
    assert "This was sent before." in again
    assert again.count("Take it back from Karen Green") == 1


def test_the_person_reads_their_day_and_says_no_by_themselves(known: Both) -> None:
    drank(known.manager, known.walter.id)
    account, _ = give(known.manager, known.house, known.walter)
    walter = at_home(account)
    assert "Your day" in text(walter.get(f"/mine/{known.walter.id}/"))
    shown = text(walter.get(f"/mine/{known.walter.id}/sharing/"))
    assert "What you can stop" in shown
    assert "For staff" not in shown
    sent = {"kind": "objection", "of": "anybody", "to": "anybody", "words": "My business is mine"}
    after = text(walter.post(f"/mine/{known.walter.id}/choose", sent, follow=True))
    assert "My business is mine" in after
    assert "It is followed from now on." in after
    looked = text(walter.get(f"/mine/{known.walter.id}/looks/"))
    assert "<strong>You</strong>" in looked
    assert "Margaret Hill" in looked


def test_who_reads_for_the_person_chooses_nothing_and_is_kept_to_their_own_pages(known: Both) -> None:
    account, _ = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    karen, margaret = at_home(account), browser(known.manager)
    assert karen.get(f"/mine/{known.walter.id}/choose").status_code == 404
    for address in (f"/people/{known.walter.id}/", "/", "/handover/", "/find/", "/staff/", "/agreements/"):
        assert karen.get(address)["Location"] == "/mine/"
    assert karen.post(f"/people/{known.walter.id}/record/", {}).status_code == 404
    assert karen.get("/live").status_code == 404
    for address in ("/mine/", f"/mine/{known.walter.id}/"):
        assert margaret.get(address).status_code == 404
    assert karen.get(f"/mine/{known.on_list.id}/").status_code == 404
    assert "Karen Green" in text(margaret.get(f"/people/{known.walter.id}/looks/"))


def test_a_safeguarding_session_is_chosen_and_its_looks_are_decided_about(known: Both) -> None:
    with as_owner():
        social_worker, _ = council_for(known)
    hannah, margaret = browser(social_worker), browser(known.manager)
    assert browser(known.doctor).get("/purpose").status_code == 404
    assert "Choose what you look for." in text(hannah.post("/purpose", {"purpose": "research"}))
    hannah.post("/purpose", {"purpose": "safeguarding"})
    assert "You look for: <strong>keeping people safe from harm</strong>" in text(hannah.get("/"))
    look_into(social_worker, known.walter.id)
    page = text(hannah.get("/looks/withheld/"))
    assert "To be asked again by" in page
    number = re.search(r"withheld/(\d+)/decide", page)
    assert number
    where = f"/looks/withheld/{number[1]}/decide"
    assert "Nothing is withheld" in text(margaret.get("/looks/withheld/"))
    assert margaret.post(where, {"act": "tell", "why": "I want to know"}).status_code == 404
    assert browser(known.doctor).get("/looks/withheld/").status_code == 404
    assert "Write in a few words why." in text(hannah.post(where, {"act": "tell", "why": ""}))
    assert "Hannah Cole" not in text(margaret.get(f"/people/{known.walter.id}/sharing/"))
    assert "It is told now." in text(
        hannah.post(where, {"act": "tell", "why": "The enquiry is closed"}, follow=True)
    )
    assert "Hannah Cole" in text(margaret.get(f"/people/{known.walter.id}/sharing/"))


def test_whoever_oversees_finds_what_a_reader_looked_at_by_name(known: Both) -> None:
    account, _ = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    at_home(account).get(f"/mine/{known.walter.id}/")
    assert "Karen Green" in text(browser(known.manager).get("/looks/search/?kind=opening"))
