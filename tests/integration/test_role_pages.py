"""The pages of roles: who reaches them, what a form from elsewhere gets, and that a change counts at once."""

import pytest
from django.test import Client

from kith.directory.models import Account, MadeRole
from tests.integration.test_made_roles import hired, make
from tests.integration.test_pages import browser, text
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]


@pytest.fixture
def place(store_url: str) -> Home:
    with as_owner():
        return home()


@pytest.fixture
def manager(place: Home) -> Account:
    with as_owner():
        return place.worker("manager", "Margaret Hill")


def key_of(manager: Account, words: str) -> str:
    with signed_in(manager):
        return MadeRole.objects.get(words=words).key


def version_of(manager: Account, key: str) -> int:
    with signed_in(manager):
        return MadeRole.objects.get(key=key).version


def at(who: Account) -> Client:
    return browser(who)


def test_a_role_is_made_from_another_and_is_offered_where_somebody_is_taken_on(manager: Account) -> None:
    margaret = at(manager)
    assert "None yet." in text(margaret.get("/roles/"))
    assert "Which role is nearest?" in text(margaret.get("/roles/new/"))
    sent = {"words": "Night helper", "read-finance": "summary", "read-medicines": "nothing"}
    where = "/roles/new/?from=care_worker"
    shown = text(margaret.post(where, sent | {"act": "check"}))
    for words in (
        "More than Care worker", "See “Money”: in short (as Care worker: nothing)",
        "Less than Care worker", "Change “Medicines”: nothing (as Care worker: in detail)",
    ):  # fmt: skip
        assert words in shown, words
    assert "None yet." in text(margaret.get("/roles/"))
    made = margaret.post(where, sent | {"act": "save"}, follow=True)
    assert "Made on" in text(made)
    assert "Started from Care worker" in text(margaret.get("/roles/"))
    assert "Night helper" in text(margaret.get("/staff/set-up"))
    again = text(margaret.post(where, sent | {"act": "save"}))
    assert "There is a role called that already." in again


def test_only_those_who_lead_see_roles_and_only_who_signs_makes_them(place: Home, manager: Account) -> None:
    key = make(manager)
    with as_owner():
        nurse, worker = place.worker("nurse"), place.worker("care_worker")
    helper = hired(place, key)
    for who in (worker, helper):
        for page in ("/roles/", f"/roles/{key}/", "/roles/new/", f"/roles/{key}/change", "/roles/nurse/"):
            assert at(who).get(page).status_code == 404
            assert at(who).post(page, {"act": "end"}).status_code in (404, 405)
    assert at(nurse).get("/roles/").status_code == at(nurse).get(f"/roles/{key}/").status_code == 200
    assert "Make a role" not in text(at(nurse).get("/roles/"))
    for page in ("/roles/new/", f"/roles/{key}/change"):
        assert at(nurse).get(page).status_code == 404
    assert at(nurse).post(f"/roles/{key}/", {"act": "end"}).status_code == 404
    assert at(manager).get(f"/roles/{key}/change").status_code == 200


def test_another_organisations_manager_meets_what_is_not_there(manager: Account) -> None:
    key = make(manager)
    with as_owner():
        other = at(home("Mill House").worker("manager"))
    assert "Night helper" not in text(other.get("/roles/"))
    for page in (f"/roles/{key}/", f"/roles/{key}/change"):
        assert other.get(page).status_code == other.get(page.replace(key, "9-nobody")).status_code == 404
        assert other.post(page, {"act": "end"}).status_code == 404
    assert "Change this role" in text(at(manager).get(f"/roles/{key}/"))


def test_a_form_from_elsewhere_gives_no_more_than_the_makers_own_role(manager: Account) -> None:
    margaret, where = at(manager), "/roles/new/?from=care_worker"
    sent = {
        "words": "Everything",
        "act": "save",
        "read-sexual-health": "deepest",
        "add-safeguarding": "nothing",
    }
    assert "your own role does not go so far" in text(margaret.post(where, sent))
    margaret.post(where, sent | {"read-sexual-health": "bottomless", "declares": "emergency"})
    with signed_in(manager):
        row = MadeRole.objects.get(words="Everything")
        assert "sexual-health" not in row.depths["read"]
        assert row.depths["add"]["safeguarding"] == "deepest"
        assert row.declares == []
    for base in ("general_practitioner", "agency_nurse", "wall_board", row.key, "nobody"):
        assert "Which role is nearest?" in text(margaret.post(f"/roles/new/?from={base}", sent))


def test_a_change_is_told_counted_from_the_version_that_was_looked_at_and_kept(
    place: Home, manager: Account
) -> None:
    key = make(manager)
    hired(place, key)
    margaret, where = at(manager), f"/roles/{key}/change"
    sent = {"words": "Night helper", "version": "1", "read-plan": "summary"}
    shown = text(margaret.post(where, sent | {"act": "check"}))
    assert "One person works in it now." in shown
    assert "See “Needs, plans and reviews”: in short (before: in detail)" in shown
    margaret.post(where, sent | {"act": "save"})
    assert version_of(manager, key) == 2
    late = text(margaret.post(where, sent | {"act": "save", "read-plan": "nothing"}))
    assert "It was changed meanwhile" in late
    assert version_of(manager, key) == 2
    shown = text(margaret.get(f"/roles/{key}/"))
    assert "What was changed, and when" in shown
    assert "this is version 2" in shown


def test_a_role_that_was_ended_signs_its_people_out_and_is_changed_no_more(
    place: Home, manager: Account
) -> None:
    key = make(manager)
    helper, margaret = at(hired(place, key)), at(manager)
    assert helper.get("/").status_code == 200
    assert margaret.post(f"/roles/{key}/", {"act": "nonsense"}).status_code == 404
    assert "it opens nothing" in text(margaret.post(f"/roles/{key}/", {"act": "end"}, follow=True))
    assert helper.get("/").status_code == 302
    assert margaret.get(f"/roles/{key}/change").status_code == 404
    assert margaret.post(f"/roles/{key}/", {"act": "end"}).status_code == 404
    assert "ended" in text(margaret.get("/roles/"))
    assert key_of(manager, "Night helper") == key
    assert f'value="{key}"' not in margaret.get("/staff/set-up").content.decode()
