"""Before something is opened to somebody: what they would see, with possible names marked, and nothing else."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from kith.access import gate, giving
from kith.access.sharing import Consent
from kith.access.would_see import Opening, by_leave, by_yes, unseen, would_see
from kith.catalogue.categories import Category
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.choice import ChoiceKind
from kith.catalogue.components.own_access import OwnAccess, Right
from kith.catalogue.loader import catalogue
from kith.directory.models import Account
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.labels import Labels
from kith.record.relabelling import relabel
from tests.integration.test_pages import browser, text
from tests.integration.test_sharing import no
from tests.support.homes import as_owner, signed_in
from tests.support.own_access import DAY, give, reading
from tests.support.sharing import Both, agree, both

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

HOSTILE = '<script>alert(1)</script> Karen\'s "purse" & {{ 7*7 }}'


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def wrote(
    known: Both, words: str, *, who: Account | None = None, patient: UUID | None = None, **more: Any
) -> UUID:
    """A note about Walter, by the manager unless told otherwise."""
    kind, now, about = catalogue().kind("note"), timezone.now(), patient or known.walter.id
    with signed_in(who or known.manager) as me:
        entry = DailyEntry(
            id=new_id(), kind="note", definition=kind.canonical, patient=about, occurred=now,
            author=me.practitioner, made=now, answers={"text": words}, **more,
        )  # fmt: skip
        gate.open_to_write(me, about).add(entry)
        return entry.id


def relabelled(known: Both, id: UUID, **more: Any) -> None:
    with signed_in(known.manager) as me:
        gate.open(me, known.walter.id, face="test", asked="day")
        labels = Labels(known.house.organization.custodian, **more)
        relabel(cursor(), id, labels, reason="a test")


def leave(
    known: Both, right: Right = Right.CHOSEN, categories: Any = DAY, who: UUID | None = None
) -> OwnAccess:
    return OwnAccess(
        id=new_id(), patient=known.walter.id, organisation=known.house.organization.id, who=who or new_id(),
        name="Karen Green", right=right, since=timezone.now(), categories=frozenset(categories),
    )  # fmt: skip


def shown_to(who: Account, known: Both, opening: Opening) -> set[UUID]:
    with signed_in(who) as me:
        return {
            each.id for each in would_see(gate.open(me, known.walter.id, face="test", asked="look"), opening)
        }


def test_what_is_looked_through_is_what_the_reader_then_reads(known: Both) -> None:
    usual = wrote(known, "Karen visited")
    low = wrote(known, "He feels low", private=Category.MENTAL_HEALTH)
    told = wrote(known, "Ahmed told me of his debts", private=Category.THIRD_PARTY)
    barred, kept = wrote(known, "Not for Walter"), wrote(known, "For a team")
    relabelled(known, barred, barred=(known.walter.id,))
    relabelled(known, kept, team=7)
    account, access = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    before = shown_to(known.manager, known, by_leave(access))
    with reading(account) as karen:
        found = gate.open(karen, known.walter.id, face="test", asked="day").find()
        assert {each.id for each in found} == before == {usual}
    own = by_leave(leave(known, Right.PERSON, Category, known.walter.id))
    assert shown_to(known.manager, known, own) == {usual, low}
    with signed_in(known.manager) as me:  # who may read more than they would see
        mine = {each.id for each in gate.open(me, known.walter.id, face="test", asked="day").find()}
        assert {usual, low, told, barred} <= mine


def test_who_looks_sees_nothing_that_they_may_not_read_and_is_told_of_which_parts_it_is_so(
    known: Both,
) -> None:
    with as_owner():
        nurse = known.house.worker("nurse", "Sam Field")
    usual = wrote(known, "Karen visited")
    money = wrote(known, "Karen has his card", private=Category.FINANCE)
    opening = by_leave(leave(known, categories=(*DAY, Category.FINANCE)))
    assert shown_to(known.manager, known, opening) == {usual, money}
    assert shown_to(nurse, known, opening) == {usual}
    with signed_in(nurse) as me:
        assert unseen(gate.open(me, known.walter.id, face="test", asked="look"), opening) == {
            Category.FINANCE
        }
    with signed_in(known.manager) as me:
        assert unseen(gate.open(me, known.walter.id, face="test", asked="look"), opening) == frozenset()


def test_nobody_elses_record_and_no_other_organisations_is_in_it(known: Both) -> None:
    with as_owner():
        joan = known.house.person("Price", "Joan")
        agree(known.surgery, known.house)
    here = wrote(known, "Karen visited")
    wrote(known, "About Joan", patient=joan.id)
    wrote(known, "At the surgery", who=known.doctor, patient=known.on_list.id) if _adds(known) else None
    assert shown_to(known.manager, known, by_leave(leave(known))) == {here}


def _adds(known: Both) -> bool:
    with signed_in(known.doctor) as me:
        return gate.open(me, known.on_list.id, face="test", asked="look").may_add(Category.DAILY_LIFE, 2)  # type: ignore[arg-type]


def look(at: Client, known: Both, **more: Any) -> str:
    sent = {"right": "chosen", "name": "Karen Green", "relation": "Daughter", "seen": "Walter told me so alone",
            "parts": ["daily-life", "demographics"], "lasts": "open", "form": "01890000-0000-7000-8000-000000000003",
            "act": "look"} | more  # fmt: skip
    return text(at.post(f"/people/{known.walter.id}/reading/", sent))


def test_the_page_marks_names_says_that_it_is_only_a_help_and_gives_nothing_yet(known: Both) -> None:
    with as_owner():
        known.house.person("Khan", "Ahmed")
        carer = known.house.worker("care_worker", "Ben Stone")
    wrote(known, "Walter argued with Ahmed. His daughter and Xanthe laughed")
    wrote(known, HOSTILE)
    margaret = browser(known.manager)
    shown = look(margaret, known)
    assert "A help, not a guarantee. Read it yourself too." in shown
    assert '<mark class="kith-named kith-named--known">Ahmed</mark>' in shown
    assert '<mark class="kith-named kith-named--name">Xanthe</mark>' in shown
    assert '<mark class="kith-named kith-named--close">His daughter</mark>' in shown
    assert "<mark" not in "".join(re.findall(r"Walter argued with", shown))
    assert "It goes by the names known here" in shown
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "49" not in re.findall(r"purse.*?</p>", shown, re.S)[0]
    assert "First password" not in shown
    with signed_in(known.manager) as me:
        assert giving.given(gate.open(me, known.walter.id, face="test", asked="who reads")) == []
    assert browser(carer).post(f"/people/{known.walter.id}/reading/", {"act": "look"}).status_code == 404
    given = look(margaret, known, act="give")
    assert "First password" in given


def test_a_look_is_kept_and_what_was_typed_comes_back(known: Both) -> None:
    wrote(known, "Karen visited")
    margaret = browser(known.manager)
    shown = look(margaret, known)
    for name, value in (
        ("name", "Karen Green"),
        ("seen", "Walter told me so alone"),
        ("parts", "demographics"),
    ):
        assert f'<input type="hidden" name="{name}" value="{value}">' in shown
    back = look(margaret, known, act="back")
    assert 'value="Karen Green"' in back
    assert "Somebody new" in back
    with signed_in(known.manager) as me:
        record = gate.open(me, known.walter.id, face="test", asked="looks")
        asked = [each.asked for each in record.looks(since=timezone.now() - timedelta(hours=1))]
    assert "what they would see by a leave to read" in asked


def test_what_was_written_long_ago_is_on_an_older_page(known: Both) -> None:
    for number in range(23):
        wrote(known, f"Note number {number} of Xanthe")
    margaret = browser(known.manager)
    first, second = look(margaret, known), look(margaret, known, act="", page="2")
    assert "23 entries in words" in first
    assert "Xanthe (23)" in first
    assert (first.count("Note number"), second.count("Note number")) == (20, 3)
    assert "page 2 of 2" in second
    assert "page 2 of 2" in look(margaret, known, act="", page="999")


def test_an_entry_that_should_not_be_seen_is_one_tap_from_where_it_is_kept_back(known: Both) -> None:
    told = wrote(known, "Ahmed told me of his debts")
    shown = look(browser(known.manager), known)
    assert f"/people/{known.walter.id}/entries/{told}/keep/" in shown


def test_a_yes_to_giving_is_looked_through_where_it_opens_something_more(known: Both) -> None:
    with as_owner():
        agree(known.house, known.surgery, consent=Consent.EXPLICIT)
    wrote(known, "Ahmed told him a joke")
    margaret, where = browser(known.manager), f"/people/{known.walter.id}/sharing/choose"
    yes = {
        "kind": "share-out",
        "how": "in-person",
        "decided": "person",
        "category": ["daily-life"],
        "form": str(new_id()),
    }
    shown = text(margaret.post(where, yes))
    assert "What others will see by this yes" in shown
    assert "Mill Lane Surgery Ltd will see it" in shown
    assert "Ahmed told him a joke" in re.sub("<[^>]*>", "", shown)
    assert "Keep this choice" in text(margaret.post(where, yes | {"act": "back"}))
    assert margaret.post(where, yes | {"act": "keep"}).status_code == 302
    with signed_in(known.manager) as me:  # nothing more is opened by saying it again, nor by a no
        record = gate.open(me, known.walter.id, face="test", asked="look")
        assert by_yes(record, [Category.SEXUAL_HEALTH]).organisations == ()
        assert by_yes(record, [Category.DAILY_LIFE]).organisations
    no(known, kind=ChoiceKind.OBJECTION, categories=frozenset({Category.DAILY_LIFE}))
    with signed_in(known.manager) as me:
        record = gate.open(me, known.walter.id, face="test", asked="look")
        assert by_yes(record, [Category.DAILY_LIFE]).organisations == ()
    assert margaret.post(where, yes | {"form": str(new_id())}).status_code == 302


def test_the_sheet_is_sent_no_name_of_others_that_it_did_not_hold_before(known: Both) -> None:
    with as_owner():
        known.house.person("Brzozowska", "Zdzislawa")
        known.house.worker("nurse", "Okoro Lund")
        carer = known.house.worker("care_worker", "Ben Stone")
    at = browser(carer)
    page = text(at.get(f"/people/{known.walter.id}/record/"))
    assert 'data-own="Walter Green"' in page
    assert "Okoro Lund" in page  # a colleague, to be named as a helper
    words = at.get("/pocket/naming.json")
    for told in (page, words.content.decode()):
        assert "brzozowska" not in told.lower()
    assert words["Cache-Control"].startswith("public")
    assert at.get("/pocket/naming.json", headers={"If-None-Match": words["ETag"]}).status_code == 304
