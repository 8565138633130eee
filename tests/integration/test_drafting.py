"""Agreements that are written on a screen, below the pages: who may, what is published, and what takes whose place."""

import datetime
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kith.access import agreement_files, agreements, drafting
from kith.access.agreement_terms import NotAnAgreement
from kith.directory.models import Account, Agreement, AgreementDraft, AgreementParty
from kith.record.connection import cursor
from tests.integration.test_sharing import drank, sees
from tests.support.homes import as_owner, home, signed_in
from tests.support.sharing import Both, agree, both, sign

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

DEPTHS = {"demographics": "detail", "daily-life": "detail"}


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def told(known: Both, **more: Any) -> dict[str, Any]:
    """A whole draft: the house gives, the surgery receives."""
    return {
        "title": "Homes and surgeries", "why": "So that your doctor knows how you are.", "basis": "Public task.",
        "parties": [party(known.house, receives=False), party(known.surgery, gives=False)],
        "depths": DEPTHS, "purposes": ["direct-care"], "roles": [], "consent": "implied", "starts": "2026-01-10",
    } | more  # fmt: skip


def party(at: Any, **does: bool) -> dict[str, Any]:
    """An organisation by name and number: tests make many of one name."""
    return {"organisation": at.organization.name, "number": at.organization.custodian, **does}


def published(by: Account, what: dict[str, Any]) -> UUID:
    """Drafted and published in one request."""
    with signed_in(by) as me:
        id = drafting.begin(what)
        assert id is not None
        draft = drafting.draft(id)
        assert draft is not None
        return drafting.publish(draft, me, revision=draft.revision)


def held(id: UUID) -> Agreement:
    with as_owner():
        return Agreement.objects.get(id=id)


def test_a_draft_lets_nothing_flow_and_what_is_published_flows_once_the_other_has_signed(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    with signed_in(known.manager):
        assert drafting.begin(told(known))
    assert not sees(known.doctor, known.on_list.id, drink)
    made = published(known.manager, told(known))
    assert not sees(known.doctor, known.on_list.id, drink)
    agreement = held(made)
    assert (agreement.proposer, agreement.version) == (known.house.organization.custodian, 1)
    assert sign(agreement, known.partner)
    assert sees(known.doctor, known.on_list.id, drink)


def test_a_draft_is_its_own_organisations_and_theirs_alone_who_sign_for_it(known: Both) -> None:
    with as_owner():
        nurse = known.house.worker("nurse", "Ben Stone")
    with signed_in(known.manager):
        id = drafting.begin(told(known))
        assert id is not None
        assert [each.id for each in drafting.drafts()] == [id]
    for nobody in (known.partner, known.doctor, nurse):
        with signed_in(nobody) as me:
            assert drafting.draft(id) is None
            assert drafting.drafts() == []
            assert not drafting.keep(id, {"title": "Everything"})
            assert not drafting.drop(id)
            assert (drafting.begin(told(known)) is not None) == (nobody is known.partner)
            with pytest.raises(NotAnAgreement):
                drafting.publish(
                    AgreementDraft(id=id, custodian=me.custodian, told=told(known), revision=1),
                    me,
                    revision=1,
                )
    with signed_in(known.manager):
        kept = drafting.draft(id)
        assert kept is not None
        assert kept.told["title"] == "Homes and surgeries"
        assert drafting.drop(id)
        assert drafting.draft(id) is None


@pytest.mark.parametrize(
    "table", ["directory_agreementdraft", "directory_agreement", "directory_agreementparty"]
)
def test_the_application_writes_none_of_it_past_the_functions(known: Both, table: str) -> None:
    from django.db import transaction
    from django.db.utils import ProgrammingError
    from psycopg.errors import InsufficientPrivilege

    for asked in (f"update {table} set id = id", f"delete from {table}"):
        with (
            signed_in(known.manager),
            pytest.raises((InsufficientPrivilege, ProgrammingError)),
            transaction.atomic(),
        ):
            cursor().execute(asked)
    with signed_in(known.manager), pytest.raises(InsufficientPrivilege), transaction.atomic():
        cursor().execute("select kith_take_place(%s)", (known.walter.id,))


def test_what_is_published_is_what_was_read_and_once_only(known: Both) -> None:
    with signed_in(known.manager) as me:
        id = drafting.begin(told(known))
        assert id is not None
        draft = drafting.draft(id)
        assert draft is not None
        assert drafting.keep(id, {"depths": DEPTHS | {"finance": "deepest"}})
        with pytest.raises(NotAnAgreement, match="changed it meanwhile"):
            drafting.publish(draft, me, revision=draft.revision)
        again = drafting.draft(id)
        assert again is not None
        assert drafting.publish(again, me, revision=again.revision)
        with pytest.raises(NotAnAgreement, match="changed it meanwhile"):
            drafting.publish(again, me, revision=again.revision)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"title": None}, "title"),
        ({"parties": []}, "parties"),
        ({"basis": ""}, "basis"),
        ({"starts": "soon"}, "starts"),
        ({"review": "2026-01-10"}, "review"),
        ({"depths": {"everything": "deepest"}}, "depths"),
        ({"roles": ["board"]}, "roles"),
        ({"framework": "Nothing of the kind"}, "framework"),
        ({"stops-after-days": -1}, "stops-after-days"),
        ({"purposes": []}, "purposes"),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_is_not_published(known: Both, change: Any, part: str) -> None:
    with signed_in(known.manager) as me:
        wrong = drafting.problems(told(known) | change, me)
        assert list(wrong) == [part]
        draft = AgreementDraft(told=told(known) | change, revision=1)
        with pytest.raises(NotAnAgreement):
            drafting.publish(draft, me, revision=1)


def test_nobody_proposes_for_others_or_from_one_to_itself_or_with_a_word_that_is_misspelt(
    known: Both,
) -> None:
    with as_owner():
        outsider = home("Elm House").worker("manager", "Nora Quill")
    with signed_in(outsider) as me:
        assert "takes no part" in drafting.problems(told(known), me)["parties"]
    with signed_in(known.manager) as me:
        alone = [party(known.house), party(known.surgery, gives=False, receives=False)]
        assert "Nobody receives" in drafting.problems(told(known, parties=alone), me)["parties"]
        misspelt = [party(known.house), {**party(known.surgery), "receive": False}]
        assert "Nobody knows" in drafting.problems(told(known, parties=misspelt), me)["parties"]


def test_two_of_one_name_are_told_apart_by_number(known: Both) -> None:
    with as_owner():
        home("Mill Lane Surgery")
    with signed_in(known.manager) as me:
        parties = [party(known.house), {"organisation": known.surgery.organization.name}]
        assert "by its number" in drafting.problems(told(known, parties=parties), me)["parties"]
        assert drafting.problems(told(known), me) == {}


# --- versions ---


def test_a_next_version_takes_the_place_of_the_one_before_at_its_start(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    first = held(published(known.manager, told(known)))
    sign(first, known.partner)
    later = (timezone.now() + datetime.timedelta(days=30)).date()
    second = held(
        published(known.manager, told(known, starts=str(later), depths={"demographics": "headline"}))
    )
    assert (second.line, second.version) == (first.line, 2)
    assert held(first.id).ended is None, "proposing ends nothing"
    sign(second, known.partner)
    assert held(first.id).ended == second.starts, "nothing is closed between the two"
    assert sees(known.doctor, known.on_list.id, drink)
    with as_owner():
        now = timezone.now()
        Agreement.objects.filter(id=second.id).update(starts=now)
        Agreement.objects.filter(id=first.id).update(ended=now)
    assert not sees(known.doctor, known.on_list.id, drink), "the narrower one counts alone"


def test_a_no_to_the_next_version_leaves_two_as_they_were(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    first = held(published(known.manager, told(known)))
    sign(first, known.partner)
    second = published(known.manager, told(known, depths={"demographics": "headline"}))
    with signed_in(known.partner):
        assert agreements.leave(second)
    assert held(first.id).ended is None
    assert sees(known.doctor, known.on_list.id, drink)


def test_nobody_ends_what_others_agreed_by_a_next_version_among_themselves(known: Both) -> None:
    """A former party and one accomplice publish a next version: what the rest have agreed goes on."""
    with as_owner():
        pharmacy, gone = home("Corner Pharmacy"), home("Elm House")
        pharmacist, leaver = pharmacy.worker("manager", "Sam Lee"), gone.worker("manager", "Nora Quill")
    drink = drank(known.manager, known.walter.id)
    everybody = [party(known.house), party(known.surgery), party(pharmacy), party(gone)]
    first = held(published(known.manager, told(known, parties=everybody)))
    for each in (known.partner, pharmacist, leaver):
        assert sign(first, each)
    with signed_in(leaver):
        assert agreements.leave(first.id)
    second = held(published(leaver, told(known, parties=[party(gone), party(pharmacy)])))
    assert second.line == first.line
    assert sign(second, pharmacist)
    assert held(first.id).ended is None
    assert sees(known.doctor, known.on_list.id, drink), "the house and the surgery are bound as before"
    with as_owner():
        stays = {each.custodian: each.left is None for each in AgreementParty.objects.filter(agreement=first)}
    assert not stays[pharmacy.organization.custodian or 0], "whoever signed the new one is bound by it alone"


def test_a_frameworks_next_version_does_not_stop_its_schedules(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    framework = told(known, title="Shared record", depths={})
    first = held(published(known.manager, framework))
    schedule = held(published(known.manager, told(known, framework="Shared record")))
    assert sign(schedule, known.partner)
    assert not sees(known.doctor, known.on_list.id, drink), "not before both have signed the framework"
    assert sign(first, known.partner)
    assert sees(known.doctor, known.on_list.id, drink)
    second = held(published(known.manager, framework | {"why": "Everyone around you, on one record."}))
    assert sign(second, known.partner)
    assert held(first.id).ended is not None
    assert sees(known.doctor, known.on_list.id, drink)
    with signed_in(known.manager):
        assert agreements.end(second.id)
    assert not sees(known.doctor, known.on_list.id, drink), "a schedule falls with its framework"


# --- ending and reviewing ---


def test_who_proposed_it_ends_it_for_everybody_with_the_next_request_and_nobody_else_does(
    known: Both,
) -> None:
    drink = drank(known.manager, known.walter.id)
    made = held(published(known.manager, told(known)))
    sign(made, known.partner)
    with as_owner():
        nurse = known.house.worker("nurse")
        from_a_file = agree(known.house, known.surgery, depths={})
    for nobody in (known.partner, known.doctor, nurse):
        with signed_in(nobody):
            assert not agreements.end(made.id)
    assert sees(known.doctor, known.on_list.id, drink)
    with signed_in(known.manager):
        assert not agreements.end(from_a_file.id), "an operator ends what was made from a file"
        assert agreements.end(made.id)
        assert not agreements.end(made.id)
    assert not sees(known.doctor, known.on_list.id, drink)


def test_a_review_in_time_carries_it_on_and_one_that_stopped_it_takes_a_new_version(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    past = str((timezone.now() - datetime.timedelta(days=20)).date())
    made = held(published(known.manager, told(known, review=past) | {"stops-after-days": 30}))
    sign(made, known.partner)
    ahead = timezone.now() + datetime.timedelta(days=365)
    for nobody, why in ((known.partner, "they only receive"), (known.doctor, "they do not sign")):
        with signed_in(nobody):
            assert not agreements.review(made.id, ahead), why
    with signed_in(known.manager):
        assert not agreements.review(made.id, timezone.now() - datetime.timedelta(days=1))
        assert not agreements.review(made.id, timezone.now() + datetime.timedelta(days=1000))
        assert agreements.review(made.id, ahead)
    (kept,) = held(made.id).reviews
    assert kept["custodian"] == known.house.organization.custodian
    with as_owner():
        Agreement.objects.filter(id=made.id).update(review=timezone.now() - datetime.timedelta(days=31))
    assert not sees(known.doctor, known.on_list.id, drink)
    with signed_in(known.manager):
        assert not agreements.review(made.id, ahead), "one of them alone does not start it again"
    assert not sees(known.doctor, known.on_list.id, drink)
    again = held(published(known.manager, told(known, review=str(ahead.date()))))
    assert sign(again, known.partner)
    assert sees(known.doctor, known.on_list.id, drink)


# --- file, screen, file ---


def test_a_file_becomes_a_draft_is_published_and_is_written_out_as_the_same_file(known: Both) -> None:
    with as_owner():
        framework = agree(known.house, known.surgery, depths={})
    what = told(
        known, framework=framework.title, consent="asked", roles=["general_practitioner"], review="2027-01-10",
        purposes=["direct-care", "safeguarding"],
    ) | {"stops-after-days": 60}  # fmt: skip
    text = agreement_files.as_text(what)
    assert "starts: 2026-01-10\n" in text
    again = agreement_files.from_text(text)
    assert again == what
    made = published(known.manager, again)
    with as_owner():
        assert agreement_files.from_text(agreement_files.export("Homes and surgeries")) is not None
        agreement = Agreement.objects.get(id=made)
        parties = agreement.parties.order_by("custodian")
        out = agreement_files.tell(agreement, parties)
    with_numbers = {
        **what,
        "parties": [{"gives": True, "receives": True, **each} for each in what["parties"]],
    }
    assert {**out, "parties": [without_number(each) for each in out["parties"]]} == {
        **with_numbers, "parties": [without_number(each) for each in with_numbers["parties"]],
    }  # fmt: skip


def without_number(party: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in party.items() if key != "number"}


@pytest.mark.parametrize("text", ["", "- a", "a: &x [1]\nb: *x", "a: [", "x" * 60_000, "2026-13-45: a"])
def test_what_is_no_agreement_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(NotAnAgreement):
        agreement_files.add(text)
