"""A role is given to somebody who works there already: it counts at once, never goes past the giver, and is kept."""

import pytest
from django.db import transaction
from django.test import Client

from kith.access import gate, giving_roles, sessions, taking_on, work
from kith.access.giving_roles import NotPossible
from kith.access.refused import Refused
from kith.catalogue.categories import Category, Tier
from kith.directory.models import Account, Post
from kith.directory.rebuilding import rebuild
from kith.directory.systems import ROLE
from kith.record import reading
from kith.record.connection import cursor
from kith.record.errors import RecordError
from tests.integration.test_made_roles import make, sees, session_of
from tests.integration.test_pages import browser, text
from tests.integration.test_sharing import drank
from tests.support.api import Program, in_process
from tests.support.homes import as_owner, home, post_of, signed_in, viewer
from tests.support.sharing import Both, both

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

DAILY = Category.DAILY_LIFE


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def give(by: Account, to: Account, key: str) -> None:
    with signed_in(by) as me:
        post = post_of(to)
        giving_roles.give(me, post, key, knowing=post.role)


def carer(known: Both, key: str = "care_worker", name: str = "Ben Stone") -> Account:
    with as_owner():
        return known.house.worker(key, name)


def test_it_counts_with_the_next_request_and_goes_back_the_same_way(known: Both) -> None:
    drink, ben = drank(known.manager, known.walter.id), carer(known)
    key = make(known.manager, words="Sees no days", read={DAILY: Tier.SUMMARY})
    number = session_of(ben)
    assert sees(number, ben, known.walter.id, drink)
    give(known.manager, ben, key)
    with transaction.atomic():
        assert sessions.enter(number, ben.pk) is None  # signed out; a decision of that session opens nothing
    assert post_of(ben).role == key
    assert not sees(session_of(ben), ben, known.walter.id, drink)
    give(known.manager, ben, "care_worker")
    assert sees(session_of(ben), ben, known.walter.id, drink)
    with signed_in(known.manager) as me:
        past = giving_roles.held_before(me, post_of(ben))
    assert [each.words for each in past] == ["Care worker", "Sees no days", "Care worker"]
    assert [each.by for each in past[:2]] == [known.manager.staff_id] * 2


def test_a_program_in_the_old_role_is_shut_out(known: Both) -> None:
    from datetime import timedelta

    from kith.access import accounts

    drink, ben = drank(known.manager, known.walter.id), carer(known)
    with as_owner():
        program = Program(accounts.token(ben.username, "a test", lasts=timedelta(days=1)), in_process())
    assert program.get(f"Observation/{drink}").status_code == 200
    give(known.manager, ben, make(known.manager, words="Sees no days", read={DAILY: Tier.SUMMARY}))
    assert program.get(f"Observation/{drink}").status_code == 401


def test_nobody_gives_what_they_may_not_and_the_database_refuses_it_too(known: Both) -> None:
    with as_owner():
        next_door = home("Elm House")
        other = next_door.worker("manager", "Lee Marsh")
        stranger = next_door.worker("care_worker", "Cass Reed")
    ben, nurse, agency = (
        carer(known),
        carer(known, "nurse", "Eva Reed"),
        carer(known, "agency_care_worker", "Al Day"),
    )
    theirs, ours = make(other, words="Theirs"), make(known.manager, words="Ours")
    for by, to, key in (
        (nurse, ben, ours),  # does not oversee
        (ben, nurse, "care_worker"),
        (known.manager, known.manager, ours),  # oneself
        (known.manager, stranger, ours),  # works elsewhere
        (known.manager, ben, theirs),  # another organisation's
        (known.manager, ben, "agency_nurse"),
        (known.manager, ben, "general_practitioner"),  # a role that sees more than a manager helps
        (known.manager, ben, "nonsense"),
        (known.manager, agency, ours),  # whose login ends by itself
    ):
        before = post_of(to).role
        with pytest.raises(NotPossible):
            give(by, to, key)
        assert post_of(to).role == before
        assert not _by_force(by, to, key)
        assert post_of(to).role == before
    assert _by_force(known.manager, ben, ours)  # what is allowed goes the same way
    assert post_of(ben).role == ours


def _by_force(by: Account, to: Account, key: str) -> bool:
    """Past the checks of Python: the version is written as the application would, and the two calls made."""
    post = post_of(to)
    with as_owner():
        stored = reading.read(cursor(), "PractitionerRole", post.id)
        assert stored
    resource = stored.resource | {"code": [{"coding": [{"system": ROLE, "code": key}]}]}
    with signed_in(by) as me:
        try:
            work.put(me, resource, reason="by force", expected=stored.version)
        except RecordError:
            return False
        row = cursor().execute("select kith_give_role(%s, %s)", (post.id, key)).fetchone()
        if not (row and row[0]):
            transaction.set_rollback(True)
        return bool(row and row[0])


def test_a_role_that_was_ended_or_a_form_that_is_old_gives_nothing(known: Both) -> None:
    from kith.access import making_roles

    ben, key = carer(known), make(known.manager)
    with signed_in(known.manager) as me:
        post = post_of(ben)
        with pytest.raises(NotPossible):
            giving_roles.give(me, post, key, knowing="nurse")
    with signed_in(known.manager):
        assert making_roles.end(key)
    with pytest.raises(NotPossible):
        give(known.manager, ben, key)
    assert post_of(ben).role == "care_worker"


def test_whoever_was_left_in_an_ended_role_is_given_another(known: Both) -> None:
    from kith.access import making_roles

    ben, key = carer(known), make(known.manager)
    give(known.manager, ben, key)
    with signed_in(known.manager):
        assert making_roles.end(key)
    give(known.manager, ben, "care_worker")
    with signed_in(ben) as me:
        assert gate.open(me, known.walter.id, face="test", asked="day")


def test_the_directory_is_rebuilt_with_the_role_that_was_given(known: Both) -> None:
    ben, key = carer(known), make(known.manager)
    give(known.manager, ben, key)
    with as_owner():
        rebuild()
        assert Post.objects.get(staff=ben.staff_id).role == key


def test_a_manager_gives_it_on_the_pages_and_a_nurse_has_no_such_page(known: Both) -> None:
    ben, nurse = carer(known), carer(known, "nurse", "Eva Reed")
    key, where = (
        make(known.manager, words="Night helper", read={Category.MEDICINES: None}),
        f"/staff/{ben.pk}/role",
    )
    margaret: Client = browser(known.manager)
    assert "Another role" in text(margaret.get("/staff/"))
    assert "Another role" not in text(browser(nurse).get("/staff/"))
    for method in ("get", "post"):
        assert getattr(browser(nurse), method)(where).status_code == 404
        assert getattr(browser(ben), method)(where).status_code == 404
    assert "Night helper" in text(margaret.get(where))
    assert "Choose what they are here as" in text(margaret.post(where, {"act": "check"}))
    shown = text(margaret.post(where, {"act": "check", "role": key}))
    assert "Less than Care worker" in shown
    assert "See “Medicines”: nothing" in shown
    assert "It was changed meanwhile" in text(
        margaret.post(where, {"act": "give", "role": key, "was": "nurse"})
    )
    assert margaret.post(where, {"act": "give", "role": key, "was": "care_worker"}).status_code == 302
    again = text(margaret.get(where))
    assert "Given" in again
    assert "by Margaret Hill" in again
    assert margaret.get(f"/staff/{known.manager.pk}/role").status_code == 404


def test_what_is_offered_is_what_somebody_could_be_taken_on_in(known: Both) -> None:
    ben = carer(known)
    with signed_in(known.manager) as me:
        keys = [key for key, _ in giving_roles.offered(me, post_of(ben))]
        assert keys == [key for key, _ in taking_on.offered(me) if key != "care_worker"]
    with signed_in(ben) as me:
        assert giving_roles.offered(me, post_of(known.manager)) == []
        with pytest.raises(Refused):
            gate.open(viewer(me.session, ben), known.on_list.id, face="test", asked="day")
