"""The pages of sharing: who can see, choices, agreements, saying why, and the week of reasons."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kith.access import agreements, gate
from kith.access.sharing import Consent
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.allergy import Allergy
from kith.directory.models import Agreement, AgreementParty
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.integration.test_pages import browser, text
from tests.integration.test_sharing import drank
from tests.support.homes import as_owner, home, signed_in
from tests.support.sharing import Both, agree, both

pytestmark = [pytest.mark.usefixtures("store_url")]


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def plain(answer: Any) -> str:
    """A page without the address that was asked for and the token of its forms."""
    return re.sub(r'/people/[0-9a-f-]{36}/|name="csrfmiddlewaretoken" value="[^"]*"', "", text(answer))


def chose(at: Client, known: Both, **more: Any) -> str:
    """Somebody says no to sharing everything, in person; what the page answers."""
    sent = {
        "kind": "objection",
        "of": "anybody",
        "to": "anybody",
        "how": "in-person",
        "decided": "person",
    } | more
    return text(at.post(f"/people/{known.walter.id}/sharing/choose", sent, follow=True))


def test_who_can_see_is_said_to_the_person_with_what_they_can_stop_and_how_to_complain(known: Both) -> None:
    margaret = browser(known.manager)
    alone = text(margaret.get(f"/people/{known.walter.id}/sharing/"))
    assert "it shares with no other organisation yet" in alone
    with as_owner():
        agree(known.house, known.surgery)
    shown = text(margaret.get(f"/people/{known.walter.id}/sharing/"))
    for words in (
        "Mill Lane Surgery", "So that the surgery knows how somebody is.", "You can say no to this.", "Manager",
        "What you can stop", "You have not said no to anything", "What you cannot stop, and why", "Information Commissioner",
        "within 30 days",
    ):  # fmt: skip
        assert words in shown, words
    assert "Who can see, and what" in text(margaret.get(f"/people/{known.walter.id}/looks/"))


def test_an_agreement_about_workers_too_is_told_with_the_rest(known: Both) -> None:
    with as_owner():
        agree(known.house, known.surgery, depths={"daily-life": "detail", "worker": "headline"})
    shown = text(browser(known.manager).get(f"/people/{known.walter.id}/sharing/"))
    assert "Your day: food, drink, sleep and care; about workers" in shown


def test_a_no_is_written_down_answered_and_taken_back(known: Both) -> None:
    with as_owner():
        agree(known.house, known.surgery)
    margaret, doctor = browser(known.manager), browser(known.doctor)
    address = f"/people/{known.walter.id}"
    assert doctor.get(f"{address}/summary/").status_code == 200
    assert "Choose one." in chose(margaret, known, to="")
    shown = chose(margaret, known, words="My business is mine")
    assert "You have stopped this." in shown
    assert "It is followed from now on." in shown
    assert "My business is mine" in shown
    assert doctor.get(f"{address}/summary/").status_code == 404
    [(choice, act)] = {tuple(part.split("/")[4:6]) for part in _actions(margaret.get(f"{address}/sharing/"))}
    assert act == "decide"
    where = f"{address}/sharing/{choice}/decide"
    assert "Write the answer" in text(margaret.post(where, {"act": "refuse"}))
    margaret.post(where, {"act": "refuse", "words": "The doctor needs to know."})
    assert "It could not be followed. The doctor needs to know." in text(margaret.get(f"{address}/sharing/"))
    assert doctor.get(f"{address}/summary/").status_code == 200


def _actions(answer: Any) -> list[str]:
    html = answer.content.decode()
    return [part.split('"')[0] for part in html.split('action="')[1:] if "/sharing/" in part.split('"')[0]]


def test_a_form_that_is_sent_again_is_one_choice(known: Both) -> None:
    margaret = browser(known.manager)
    form = "01890000-0000-7000-8000-000000000001"
    chose(margaret, known, form=form)
    assert chose(margaret, known, form=form).count("You said no to sharing") == 1


def test_only_those_who_may_write_legal_facts_write_down_choices(known: Both) -> None:
    with as_owner():
        carer = known.house.worker("care_worker", "Ben Stone")
    page = text(browser(carer).get(f"/people/{known.walter.id}/sharing/"))
    assert "What you can stop" in page
    assert "Write down a choice" not in page
    sent = {"kind": "objection", "of": "anybody", "to": "anybody", "how": "phone", "decided": "person"}
    assert browser(carer).post(f"/people/{known.walter.id}/sharing/choose", sent).status_code == 404


def test_what_is_not_shared_does_not_look_as_if_nobody_had_asked(known: Both) -> None:
    with as_owner():
        agree(known.house, known.surgery, depths={"demographics": "detail", "daily-life": "detail"})
    drank(known.manager, known.walter.id)
    doctor = browser(known.doctor)
    for part in ("summary/", ""):
        shown = text(doctor.get(f"/people/{known.walter.id}/{part}"))
        assert "You read the record of <strong>Rosewood House Ltd</strong>" in shown
        assert "Allergies: not asked" not in shown
        assert "You cannot write in it" in shown
    assert "Drank a cup of tea" in text(doctor.get(f"/people/{known.walter.id}/"))
    tabs = doctor.get(f"/people/{known.walter.id}/").content.decode()
    assert f'/people/{known.walter.id}/record/"' not in tabs.split("kith-tabs")[1].split("</nav>")[0]


def test_an_agreement_reads_as_what_is_in_force_and_is_signed_and_left_on_its_page(known: Both) -> None:
    with as_owner():
        agreement = agree(known.house, known.surgery, consent=Consent.ASKED, signed=False)
        outsider = home("Elm House").worker("manager", "Nora Quill")
        carer = known.house.worker("care_worker", "Ben Stone")
    margaret, priya = browser(known.manager), browser(known.partner)
    where = f"/agreements/{agreement.id}/"
    assert "Waiting for your organisation to sign" in text(margaret.get("/agreements/"))
    page = text(margaret.get(where))
    for words in (
        "Mill Lane Surgery Ltd",
        "has not signed",
        "Whoever wants to look asks the person first",
        "in detail",
    ):
        assert words in page, words
    assert "signed on" in text(margaret.post(where, {"act": "sign"}, follow=True))
    priya.post(where, {"act": "sign"})
    assert "In force" in text(priya.get("/agreements/"))
    assert "left on" in text(priya.post(where, {"act": "leave"}, follow=True))
    assert (
        AgreementParty.objects.filter(agreement=agreement).count() == 0
    )  # the application sees its own alone
    for nobody in (outsider, carer):
        assert browser(nobody).get(where).status_code == 404
        assert browser(nobody).post(where, {"act": "sign"}).status_code == 404
    with as_owner():
        assert Agreement.objects.filter(id=agreement.id).exists()


def test_saying_why_is_one_page_for_anybody_and_leads_on_as_far_as_is_agreed(known: Both) -> None:
    with as_owner():
        pharmacy = home("Corner Pharmacy")
        pharmacist, kitchen = pharmacy.worker("pharmacist", "Sam Lee"), known.house.worker("kitchen")
        agreement = agree(known.house, known.surgery)
        agreement.parties.create(
            custodian=pharmacy.organization.custodian, gives=False, receives=True, signed=agreement.starts
        )
    sam, walter = browser(pharmacist), f"/people/{known.walter.id}"
    nobody = "/people/01890000-0000-7000-8000-0000000000ff"
    forms = [plain(sam.get(f"{address}/declare/")) for address in (walter, nobody)]
    assert forms[0] == forms[1]
    assert "Say in a few words" in text(sam.post(f"{walter}/declare/", {"reason": "absent"}))
    assert "Nothing of it is open to you here" in text(
        sam.post(f"{nobody}/declare/", {"reason": "emergency"})
    )
    answer = sam.post(f"{walter}/declare/", {"reason": "absent", "why-absent": "dose unclear"}, follow=True)
    assert "Walter Green" in text(answer)
    seen = text(browser(known.manager).get(f"{walter}/sharing/"))
    assert "Sam Lee, Pharmacist, Corner Pharmacy Ltd" in seen
    assert "They wrote: “dose unclear”" in seen
    week = text(browser(known.manager).get("/looks/declared/"))
    assert "Sam Lee, Pharmacist, Corner Pharmacy Ltd</strong>, about" in week
    assert browser(kitchen).get(f"{walter}/declare/").status_code == 404
    assert browser(pharmacist).get("/looks/declared/").status_code == 404


def test_somebody_is_found_by_exact_details_and_nothing_of_them_is_shown(known: Both) -> None:
    with as_owner():
        pharmacist = home("Corner Pharmacy").worker("pharmacist")
        known.walter.nhs_number = "9990003336"
        known.walter.save()
    sam = browser(pharmacist)
    assert "Give the NHS number" in text(sam.post("/find/exactly/", {"born": "9/3/1938"}))
    assert "Nobody has exactly these" in text(
        sam.post("/find/exactly/", {"born": "9/3/1938", "number": "9990003337"})
    )
    answer = sam.post("/find/exactly/", {"born": "9/3/1938", "number": "999 000 3336"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("/declare/")
    assert "Green" not in text(sam.get(answer["Location"]))


def test_an_allergy_that_another_organisation_holds_stands_in_the_list_and_at_the_head(known: Both) -> None:
    with signed_in(known.manager) as me:
        record = gate.open_to_write(me, known.walter.id)
        allergy = Allergy(
            new_id(), known.walter.id, "Penicillin", kind="allergy", danger="high", reactions=("Rash",),
            certainty="confirmed", recorded=timezone.now(), recorder=me.practitioner,
        )  # fmt: skip
        record.keep(allergy.to_fhir(), Labels(me.custodian, Category.SUMMARY, Tier.HEADLINE))
    doctor = browser(known.doctor)
    assert "Allergies: not asked" in text(doctor.get("/"))
    with as_owner():
        agree(known.house, known.surgery)
    for address in ("/", f"/people/{known.on_list.id}/summary/", f"/people/{known.walter.id}/summary/"):
        shown = text(doctor.get(address))
        assert "Allergy: Penicillin" in shown, address
        assert "Allergies: not asked" not in shown, address


def test_the_emergency_page_is_of_the_house_alone(known: Both) -> None:
    """Of what flows it could only say "none recorded" where nothing flows."""
    with as_owner():
        agree(known.house, known.surgery)
    doctor = browser(known.doctor)
    assert doctor.get(f"/people/{known.walter.id}/emergency/").status_code == 404
    assert "Emergency page" not in text(doctor.get(f"/people/{known.walter.id}/summary/"))
    assert doctor.get(f"/people/{known.on_list.id}/emergency/").status_code == 200


def test_a_year_of_looks_names_everybody_once_and_who_works_elsewhere_with_their_place(known: Both) -> None:
    with as_owner():
        agreement = agree(known.house, known.surgery)
        agreement.parties.filter(custodian=known.house.organization.custodian).update(receives=False)
        carer = known.house.worker("care_worker", "Ben Stone")
    for _ in range(3):
        browser(carer).get(f"/people/{known.walter.id}/summary/")
    browser(known.doctor).get(f"/people/{known.walter.id}/summary/")
    browser(carer).get("/")
    year = text(browser(known.manager).get(f"/people/{known.walter.id}/looks/year/"))
    assert "opened the record 3 times" in year
    assert year.count("Ben Stone") == 2, "once for what he opened, once for the list"
    assert "<strong>Dr Ola Reed</strong>, General practitioner, Mill Lane Surgery Ltd" in year
    assert "Margaret Hill</strong>, Manager, Rosewood" not in year
    assert browser(known.doctor).get(f"/people/{known.on_list.id}/looks/year/").status_code == 200
    other = text(browser(known.doctor).get(f"/people/{known.on_list.id}/looks/year/"))
    assert "Ben Stone" not in other, "who works at the other end does not flow"


def test_the_documents_say_what_is_in_force_and_nothing_else(known: Both) -> None:
    with as_owner():
        agreement = agree(
            known.house, known.surgery, depths={"demographics": "detail", "medicines": "deepest"}
        )
    margaret = browser(known.manager)
    told = text(margaret.get("/agreements/documents/"))
    for words in (
        "Notice to the public", "Parts of it go to Mill Lane Surgery Ltd", "Record of processing",
        "To Mill Lane Surgery Ltd", "Care of people in care homes, version 1", "Medicines: all of it", "article 9(2)(h)",
        "People: 1. Members of staff: 1",
    ):  # fmt: skip
        assert words in told, words
    assert "Walter" not in told
    with signed_in(known.partner):
        agreements.leave(agreement.id)
    after = text(margaret.get("/agreements/documents/"))
    assert "Nothing goes to any other organisation" in after
    assert "Mill Lane" not in after
    with as_owner():
        nurse = known.house.worker("nurse")
    assert browser(nurse).get("/agreements/documents/").status_code == 404
