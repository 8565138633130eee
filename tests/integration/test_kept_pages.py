"""The pages on which an entry is kept from somebody, and what those see from whom it is kept."""

import re
from uuid import UUID

import pytest
from django.utils import timezone

from kith.access import gate
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.own_access import Right
from kith.directory.models import Account, KeptFrom
from kith.record.connection import cursor
from kith.record.reading import read
from tests.integration.test_own_access import kept, note
from tests.integration.test_own_pages import at_home
from tests.integration.test_pages import browser, text
from tests.integration.test_pages import record_drink as drank
from tests.support.homes import as_owner, signed_in
from tests.support.own_access import DAY, give
from tests.support.sharing import Both, both

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]
SENT = {"reason": "3", "why": "Her brother hurts her", "again": "month"}
ALIKE = "Some things are not shown here."


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


@pytest.fixture
def readers(known: Both) -> tuple[Account, Account]:
    walter, _ = give(known.manager, known.house, known.walter)
    karen, _ = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    return walter, karen


def labels(entry: UUID) -> tuple[int, int]:
    with as_owner():
        stored = read(cursor(), "Observation", entry)
        assert stored
        return stored.category, stored.tier


def test_an_entry_is_kept_on_its_page_asked_again_and_given_back(
    known: Both, readers: tuple[Account, Account]
) -> None:
    tea = drank(known.manager, known.walter.id)
    walter, karen = (at_home(each) for each in readers)
    margaret, day = browser(known.manager), f"/mine/{known.walter.id}/"
    page = f"/people/{known.walter.id}/entries/{tea}/"
    before = {name: text(each.get(day)) for name, each in (("walter", walter), ("karen", karen))}
    assert all("you drank about one cup" in each and ALIKE in each for each in before.values())
    assert "Keep it from somebody" in text(margaret.get(page))
    missing = text(margaret.post(f"{page}keep/", {}))
    for said in ("Choose from whom.", "Choose why.", "Choose when it is asked again."):
        assert said in missing
    harm = text(margaret.post(f"{page}keep/", SENT | {"whom": str(known.walter.id), "reason": "1"}))
    assert "Write which health professional thinks so" in harm
    shown = text(margaret.post(f"{page}keep/", SENT | {"whom": str(known.walter.id)}, follow=True))
    assert "Kept from Walter, and from everybody who reads for Walter" in shown
    assert "Staff only" in text(margaret.get(page))
    assert "Staff only" in text(margaret.get(f"/people/{known.walter.id}/"))
    assert "you drank about one cup" not in text(
        margaret.get(f"/people/{known.walter.id}/own-day/")
    )  # read to him, or handed over
    for each in (walter, karen):
        seen = text(each.get(day))
        assert "you drank about one cup" not in seen
        assert ALIKE in seen
        for told in ("Kept", "Staff only", "brother"):
            assert told not in seen
        looked = text(each.get(f"{day}looks/"))
        assert not re.search("kept|keep|withh", looked, re.I)
    number = number_of(tea)
    where = f"{page}keep/{number}/decide"
    assert "Write in a few words why." in text(margaret.post(where, {"act": "back", "why": ""}))
    assert "Asked again by" in text(margaret.post(where, {"act": "half", "why": "Still so"}, follow=True))
    assert margaret.post(where, {"act": "nonsense", "why": "x"}).status_code == 404
    back = text(margaret.post(where, {"act": "back", "why": "He moved away"}, follow=True))
    assert "Given back by Margaret Hill" in back
    for name, each in (("walter", walter), ("karen", karen)):
        assert ("you drank about one cup" in text(each.get(day))) == ("drank" in before[name])
    assert "you drank about one cup" in text(margaret.get(f"/people/{known.walter.id}/own-day/"))


def number_of(entry: UUID) -> int:
    with as_owner():
        return KeptFrom.objects.get(entry=entry, over=None).number


def test_a_care_worker_and_a_reader_have_no_such_page(known: Both, readers: tuple[Account, Account]) -> None:
    tea = drank(known.manager, known.walter.id)
    with as_owner():
        carer = browser(known.house.worker("care_worker", "Ben Stone"))
    page = f"/people/{known.walter.id}/entries/{tea}/"
    assert "Keep it from somebody" not in text(carer.get(page))
    assert carer.get(f"{page}keep/").status_code == 404
    assert carer.post(f"{page}keep/", SENT | {"whom": str(known.walter.id)}).status_code == 404
    assert carer.get("/kept/").status_code == 404
    karen = at_home(readers[1])
    assert karen.get(f"{page}keep/").status_code in (302, 404)
    assert karen.post(f"{page}keep/", SENT | {"whom": str(readers[0].reader)}).status_code == 404
    margaret = browser(known.manager)
    margaret.post(f"{page}keep/", SENT | {"whom": str(readers[1].reader)})
    number = number_of(tea)
    assert carer.post(f"{page}keep/{number}/decide", {"act": "back", "why": "x"}).status_code == 404
    assert "Not for Karen Green" in text(carer.get(page))
    assert "you drank about one cup" in text(at_home(readers[0]).get(f"/mine/{known.walter.id}/"))
    assert "you drank about one cup" not in text(karen.get(f"/mine/{known.walter.id}/"))


def test_whoever_oversees_sees_what_is_kept_and_what_is_due_and_a_nurse_does_not(known: Both) -> None:
    tea = drank(known.manager, known.walter.id)
    with as_owner():
        nurse = browser(known.house.worker("nurse", "Eva Reed"))
    margaret = browser(known.manager)
    assert "Nothing is kept" in text(margaret.get("/kept/"))
    nurse.post(f"/people/{known.walter.id}/entries/{tea}/keep/", SENT | {"whom": str(known.walter.id)})
    assert nurse.get("/kept/").status_code == 404
    shown = text(margaret.get("/kept/"))
    assert "Walter Green" in shown
    assert "Asked again by" in shown
    with as_owner():
        KeptFrom.objects.filter(entry=tea).update(review=timezone.now())
    assert "To be asked again since" in text(margaret.get("/kept/"))
    assert "/kept/" in text(margaret.get("/staff/"))


def test_its_author_says_that_it_tells_of_somebody_else_and_a_manager_puts_it_back(
    known: Both, readers: tuple[Account, Account]
) -> None:
    with as_owner():
        carer, other = (known.house.worker("care_worker", name) for name in ("Ben Stone", "Cass Reed"))
    with signed_in(carer) as me:
        entry = note(known.walter.id, me.practitioner, "His neighbour told me of her debts")
        gate.open_to_write(me, known.walter.id).add(entry)
    page = f"/people/{known.walter.id}/entries/{entry.id}/"
    ben, cass, margaret = browser(carer), browser(other), browser(known.manager)
    before = labels(entry.id)
    assert cass.post(f"{page}keep/others", {"act": "others"}).status_code == 404  # not the author
    shown = text(ben.get(f"{page}keep/"))
    assert "It tells of somebody else" in shown
    assert "You cannot read it again yourself." in shown
    assert "From whom?" not in shown
    assert ben.post(f"{page}keep/others", {"act": "others"}).status_code == 302
    assert labels(entry.id) == (Category.THIRD_PARTY, Tier.DETAIL)
    for account in (carer, other):
        assert browser(account).get(page).status_code == 404
    with signed_in(known.manager) as me:
        assert gate.open(me, known.walter.id, face="test", asked="x").read("Observation", entry.id)
    assert margaret.get(page).status_code == 200
    margaret.post(f"{page}keep/others", {"act": "usual"})
    assert labels(entry.id) == before
    assert cass.get(page).status_code == 200


def test_what_is_kept_from_somebody_stays_kept_when_it_goes_back_to_its_kind(known: Both) -> None:
    entry = kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL)
    page, margaret = f"/people/{known.walter.id}/entries/{entry}/", browser(known.manager)
    margaret.post(f"{page}keep/", SENT | {"whom": str(known.walter.id)})
    for act in ("others", "usual"):
        assert margaret.post(f"{page}keep/others", {"act": act}).status_code == 302
    assert "Staff only" in text(margaret.get(page))
