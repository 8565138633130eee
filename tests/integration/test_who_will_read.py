"""Before something is written the sheet says who will be able to read it: by roles, agreements, choices and leaves."""

import json
from typing import Any

import pytest
from django.utils import timezone

from kith.access import gate
from kith.access.who_reads import who_reads
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.choice import ChoiceKind
from kith.catalogue.components.own_access import Right
from kith.catalogue.loader import catalogue
from tests.integration.test_pages import browser
from tests.integration.test_sharing import no
from tests.support.homes import as_owner, signed_in
from tests.support.own_access import DAY, give
from tests.support.sharing import Both, agree, both

pytestmark = [pytest.mark.usefixtures("store_url")]

NOTE = (Category.DAILY_LIFE, Tier.DETAIL)
MOOD = (Category.MENTAL_HEALTH, Tier.DETAIL)
INTIMATE = (Category.SEXUAL_HEALTH, Tier.DETAIL)
GATES = (NOTE, MOOD, INTIMATE)


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def reads(known: Both, role: str = "care_worker") -> dict[Any, Any]:
    with as_owner():
        account = known.house.worker(role, "Ben Stone")
    with signed_in(account) as me:
        record = gate.open(me, known.walter.id, face="test", asked="the recording sheet")
        return dict(who_reads(record, GATES, timezone.now()))


def test_those_who_work_here_by_their_roles_and_whether_the_author_is_one_of_them(known: Both) -> None:
    found = reads(known)
    assert found[NOTE].everybody
    assert found[NOTE].you
    assert not found[MOOD].everybody
    assert not found[MOOD].you
    assert "Manager" in found[MOOD].roles
    assert "Care worker" not in found[MOOD].roles
    assert reads(known, "nurse")[INTIMATE].you


def test_those_to_whom_it_flows_until_the_person_says_no(known: Both) -> None:
    assert reads(known)[NOTE].organisations == ()
    with as_owner():
        agree(known.house, known.surgery)
    surgery = known.surgery.organization.custodian
    found = reads(known)
    assert found[NOTE].organisations == (surgery,)
    assert found[INTIMATE].organisations == ()
    no(known, kind=ChoiceKind.OBJECTION, categories=frozenset({Category.DAILY_LIFE}))
    after = reads(known)
    assert after[NOTE].organisations == ()
    assert after[MOOD].organisations == (surgery,)


def test_those_who_read_in_their_own_right_as_far_as_was_granted(known: Both) -> None:
    give(known.manager, known.house, known.walter)
    give(known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY)
    found = reads(known)
    assert (found[NOTE].person, found[NOTE].people) == (True, ("Karen Green",))
    assert (found[MOOD].person, found[MOOD].people) == (True, ())


def test_the_sheet_is_told_a_sentence_for_each_kind_and_each_private_matter(known: Both) -> None:
    with as_owner():
        agree(known.house, known.surgery)
        carer = known.house.worker("care_worker", "Ben Stone")
    page = browser(carer).get(f"/people/{known.walter.id}/record/").content.decode()
    raw = page.split('data-readers="')[1].split('"')[0].replace("&#34;", '"').replace("&#39;", "'")
    told = json.loads(raw)
    words = {kind: [told["words"][at] for at in several] for kind, several in told["kinds"].items()}
    assert (
        words["note"][0]
        == "Everybody who cares for Walter at Rosewood House. As agreed: Mill Lane Surgery Ltd."
    )
    private = dict(zip((each["value"] for each in told["private"]), words["note"][1:], strict=True))
    assert private["sexual-health"].endswith("You cannot read it again yourself.")
    assert "Care worker" not in private["mental-health"]
    kinds = catalogue().current.values()
    for never in (Category.COMMUNICATION, Category.SEXUAL_HEALTH, Category.MENTAL_HEALTH):
        assert all(len(words[kind.key]) == 1 for kind in kinds if kind.category is never)
