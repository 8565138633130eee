"""Who else helps: a service is asked and sees what is agreed, and nothing once it is taken back; caseloads; what is told."""

import datetime
import re
from typing import Any

import orjson
import pytest
from django.test import Client
from django.utils import timezone

from kith.access import gate
from kith.access.asked import Hidden, asked_to_help
from kith.access.sharing import Consent
from kith.catalogue.components.choice import ChoiceKind
from kith.directory import actions
from kith.directory.models import Account, Service, Tie
from kith.record.ids import new_id
from tests.integration.test_own_pages import at_home
from tests.integration.test_pages import browser, text
from tests.integration.test_sharing import no
from tests.integration.test_ties import keep, ref
from tests.support.homes import Home, as_owner, home, signed_in
from tests.support.own_access import give
from tests.support.sharing import Both, agree, both

pytestmark = [pytest.mark.usefixtures("store_url")]

WHY = "He would like to walk to the shop again."


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


@pytest.fixture
def council(known: Both) -> Home:
    """A service that has never heard of Walter."""
    with as_owner():
        return home("Northmoor Council")


def worker(at: Home, role: str = "social_worker", name: str = "Hannah Cole") -> Account:
    with as_owner():
        return at.worker(role, name)


def sent(asked: Service, **more: str) -> dict[str, str]:
    return {"form": str(new_id()), "service": str(asked.id), "why": WHY, "step": "ask"} | more


def ask(at: Client, known: Both, asked: Service, **more: str) -> Any:
    return at.post(f"/people/{known.walter.id}/helping/ask", sent(asked, **more), follow=True)


def take_back(at: Client, known: Both, act: str = "back", **more: str) -> Any:
    page = text(at.get(f"/people/{known.walter.id}/helping/"))
    [address] = set(re.findall(r'action="(/people/[^"]+/end)"', page))
    [version] = set(re.findall(r'name="version" value="(\d+)"', page))
    return at.post(address, {"version": version, "act": act} | more, follow=True)


def opens(at: Client, known: Both) -> bool:
    return at.get(f"/people/{known.walter.id}/summary/").status_code == 200


def test_a_service_that_is_asked_reads_what_is_agreed_until_it_is_taken_back(
    known: Both, council: Home
) -> None:
    hannah, nurse = browser(worker(council)), browser(worker(known.house, "nurse", "Eva Ash"))
    with as_owner():
        agree(known.house, council)
    assert not opens(hannah, known)
    assert "Walter" not in text(hannah.get("/asked/"))
    assert 'href="/asked/"' not in text(hannah.get("/"))
    assert "They are asked to help." in text(ask(nurse, known, council.service))
    assert opens(hannah, known)
    shown = text(hannah.get("/asked/"))
    for words in ("Walter Green", WHY, "Rosewood House Ltd", "Eva Ash"):
        assert words in shown, words
    assert 'href="/asked/"' in text(hannah.get("/"))
    assert "They no longer help." in text(take_back(nurse, known))
    assert not opens(hannah, known)
    assert "Walter" not in text(hannah.get("/asked/"))
    assert opens(nurse, known)


def test_it_is_kept_as_a_referral_that_others_can_read(known: Both, council: Home) -> None:
    eva = worker(known.house, "nurse", "Eva Ash")
    last = timezone.localdate() + datetime.timedelta(days=30)
    ask(browser(eva), known, council.service, until=f"{last:%d/%m/%Y}")
    with signed_in(eva) as me:
        [stored] = gate.open(me, known.walter.id, face="test", asked="test").find(type="ServiceRequest")
        held = orjson.loads(stored.body)
    assert (held["status"], held["intent"]) == ("active", "order")
    assert held["category"][0]["coding"][0] | {"display": ""} == {
        "system": "http://snomed.info/sct", "code": "3457005", "display": "",
    }  # fmt: skip
    assert held["subject"]["reference"] == f"Patient/{known.walter.id}"
    assert held["requester"]["reference"] == f"Practitioner/{eva.staff_id}"
    assert held["performer"][0]["reference"] == f"HealthcareService/{council.service.id}"
    assert held["reasonCode"] == [{"text": WHY}]
    assert held["occurrencePeriod"] == {"end": last.isoformat()}
    with as_owner():
        tie = Tie.objects.get(resource=stored.id)
        assert tie.until is not None
        assert timezone.localtime(tie.until).date() == last + datetime.timedelta(days=1)


@pytest.mark.parametrize(("act", "status"), [("done", "completed"), ("back", "revoked")])
def test_done_and_taken_back_are_told_apart_and_both_close(
    known: Both, council: Home, act: str, status: str
) -> None:
    eva = worker(known.house, "nurse", "Eva Ash")
    nurse = browser(eva)
    ask(nurse, known, council.service)
    shown = text(take_back(nurse, known, act))
    assert "Asked before" in shown
    with signed_in(eva) as me:
        [stored] = gate.open(me, known.walter.id, face="test", asked="test").find(type="ServiceRequest")
        assert orjson.loads(stored.body)["status"] == status


def test_a_second_tap_asks_once_and_an_older_page_changes_nothing(known: Both, council: Home) -> None:
    nurse = browser(worker(known.house, "nurse", "Eva Ash"))
    form = str(new_id())
    ask(nurse, known, council.service, form=form)
    assert "They are asked to help." in text(ask(nurse, known, council.service, form=form))
    with as_owner():
        assert Tie.objects.filter(patient=known.walter.id, kind=Tie.Kind.REFERRED).count() == 1
    assert "was asked already" in text(ask(nurse, known, council.service))
    assert "Somebody changed this meanwhile" in text(take_back(nurse, known, version="7"))
    take_back(nurse, known)
    with as_owner():
        assert not Tie.objects.filter(patient=known.walter.id, kind=Tie.Kind.REFERRED, open=True).exists()


@pytest.mark.parametrize(
    ("role", "asks", "ends"),
    [
        ("nurse", True, True), ("manager", True, True), ("district_nurse", True, True), ("social_worker", True, True),
        ("care_broker", True, True), ("general_practitioner", True, True), ("hospital_clinician", True, True),
        ("care_worker", False, False), ("kitchen", False, False), ("administrator", False, False),
    ],
)  # fmt: skip
def test_only_roles_that_refer_ask_and_whoever_asks_can_take_back(
    known: Both, council: Home, role: str, asks: bool, ends: bool
) -> None:
    client = browser(worker(known.house, role, "Ben Stone"))
    before = client.get(f"/people/{known.walter.id}/helping/").content.decode()
    assert ("Ask another service to help" in before) == asks
    assert client.get(f"/people/{known.walter.id}/helping/ask").status_code == (200 if asks else 404)
    answer = ask(client, known, council.service)
    assert answer.status_code == (200 if asks else 404)
    with as_owner():
        assert Tie.objects.filter(patient=known.walter.id, kind=Tie.Kind.REFERRED).exists() == asks
    if asks:
        assert ("They no longer help" in text(client.get(f"/people/{known.walter.id}/helping/"))) == ends
    staff = {"form": str(new_id()), "staff": str(new_id())}
    put = client.post(f"/people/{known.walter.id}/helping/caseload", staff)
    assert put.status_code == (200 if asks else 404)


def test_nobody_asks_about_somebody_whom_another_organisation_holds(known: Both, council: Home) -> None:
    with as_owner():
        agree(known.house, known.surgery)
    doctor = browser(known.doctor)
    assert "Ask another service" not in text(doctor.get(f"/people/{known.walter.id}/helping/"))
    assert ask(doctor, known, council.service).status_code == 404
    with as_owner():
        assert not Tie.objects.filter(patient=known.walter.id, kind=Tie.Kind.REFERRED).exists()


def test_before_it_is_asked_it_says_what_they_would_see(known: Both, council: Home) -> None:
    nurse = browser(worker(known.house, "nurse", "Eva Ash"))
    place = council.service

    def said() -> str:
        return text(ask(nurse, known, place, step="check"))

    assert f"Nobody works at {place.name} in Kith yet" in said()
    worker(council)
    assert (
        f"There is no agreement with {place.name} yet: they see nothing until both have signed one." in said()
    )
    with as_owner():
        asked = agree(known.house, council, consent=Consent.ASKED)
    assert f"Once they have asked Walter, {place.name} will see:" in said()
    with as_owner():
        asked.parties.update(signed=None)
        agree(known.house, council, depths={"demographics": "detail", "medicines": "deepest"})
    shown = said()
    for words in (
        f"{place.name} will see:",
        "Care of people in care homes",
        "Their medicines",
        "They do not see why",
    ):
        assert words in shown, words
    assert "Their needs and plans" not in shown
    no(known, kind=ChoiceKind.OBJECTION)
    assert "they see nothing of Walter" in said()
    with as_owner():
        assert not Tie.objects.filter(patient=known.walter.id, kind=Tie.Kind.REFERRED).exists()


def test_what_was_said_they_would_see_is_what_they_see(known: Both, council: Home) -> None:
    """A role of theirs for which nothing is agreed makes nobody see more, and the page says nothing of it."""
    nurse = browser(worker(known.house, "nurse", "Eva Ash"))
    broker = worker(council, "care_broker", "Lee Poole")
    with as_owner():
        agree(known.house, council, roles=("social_worker",))
    assert "There is no agreement" in text(ask(nurse, known, council.service, step="check"))
    ask(nurse, known, council.service)
    assert not opens(browser(broker), known)
    hannah = worker(council)
    assert "will see:" in text(nurse.get(f"/people/{known.walter.id}/helping/"))
    assert opens(browser(hannah), known)
    assert not opens(browser(broker), known)


def test_something_is_missing_and_it_says_what(known: Both, council: Home) -> None:
    nurse = browser(worker(known.house, "nurse", "Eva Ash"))
    shown = text(ask(nurse, known, council.service, service="", why=" ", until="1/1/2020", step="check"))
    for words in ("Choose who is asked to help.", "Say in a sentence why.", "Write the last day"):
        assert words in shown, words
    assert "Choose who is asked" in text(ask(nurse, known, known.house.service))


def test_how_many_more_there_are_and_whom_to_ask_and_nothing_of_who_they_are(
    known: Both, council: Home
) -> None:
    eva, hannah = worker(known.house, "nurse", "Eva Ash"), worker(council)
    with as_owner():
        ada = known.house.person("Bell", "Ada")
    nurse = browser(eva)
    ask(nurse, known, council.service)
    nurse.post(f"/people/{ada.id}/helping/ask", sent(council.service))
    shown = text(browser(hannah).get("/asked/"))
    assert "2 people from Rosewood House Ltd" in shown
    assert "No agreement lets you see who they are" in shown
    for told in ("Walter", "Green", "Bell", str(known.walter.id), WHY):
        assert told not in shown
    with as_owner():
        agree(known.house, council, consent=Consent.ASKED)
    assert "once you have asked each of them" in text(browser(hannah).get("/asked/"))
    with as_owner():
        agree(known.house, council)
    no(known, kind=ChoiceKind.OBJECTION)
    after = text(browser(hannah).get("/asked/"))
    assert "Ada Bell" in after
    assert "1 more from Rosewood House Ltd" in after
    assert "Walter" not in after
    with signed_in(hannah) as me:
        found = asked_to_help(me, face="test")
        assert [why for _, why in found.hidden] == [Hidden.NOT_SHARED]


def test_it_is_a_look_at_those_whom_it_names_and_at_nobody_else(known: Both, council: Home) -> None:
    nurse = browser(worker(known.house, "nurse", "Eva Ash"))
    with as_owner():
        ada = known.house.person("Bell", "Ada")
        agree(known.house, council)
    ask(nurse, known, council.service)
    nurse.post(f"/people/{ada.id}/helping/ask", sent(council.service))
    no(known, kind=ChoiceKind.OBJECTION)
    browser(worker(council)).get("/asked/")
    assert "Hannah Cole" in text(nurse.get(f"/people/{ada.id}/looks/"))
    assert "Hannah Cole" not in text(nurse.get(f"/people/{known.walter.id}/looks/"))


def test_whoever_helped_is_told_kindly_and_nobody_else_is_told_anything(known: Both, council: Home) -> None:
    nurse = browser(worker(known.house, "nurse", "Eva Ash"))
    hannah, lee = browser(worker(council)), browser(worker(council, name="Lee Poole"))
    with as_owner():
        agree(known.house, council)
    ask(nurse, known, council.service)
    assert opens(hannah, known)
    take_back(nurse, known)
    address = f"/people/{known.walter.id}/summary/"
    after = hannah.get(address)
    assert after.status_code == 404
    assert "You no longer help this person" in after.content.decode()
    assert "Rosewood House Ltd" in after.content.decode()
    assert "Walter" not in after.content.decode()
    hidden, absent = lee.get(address), lee.get(f"/people/{new_id()}/summary/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert "no longer" not in hidden.content.decode()


def test_a_caseload_is_one_persons_and_ends(known: Both) -> None:
    """Whoever is not on it sees no more by it; put on twice is once."""
    doctor, manager = browser(known.doctor), browser(known.manager)
    ola = str(known.doctor.staff_id)
    with as_owner():
        known.surgery.registration(known.on_list)
        other = known.surgery.worker("general_practitioner", "Dr Iain Moss")
    page = f"/people/{known.on_list.id}/helping/"
    for _ in range(2):
        shown = text(doctor.post(f"{page}caseload", {"form": str(new_id()), "staff": ola}, follow=True))
    assert shown.count("Take off<") == 1
    with as_owner():
        stay = known.surgery.registration(known.on_list)
        actions.end_registration(registration=stay, at=timezone.now(), reason="moved away")
        tie = Tie.objects.get(kind=Tie.Kind.CASELOAD)
        assert (tie.staff, tie.open) == (known.doctor.staff_id, True)
    summary = f"/people/{known.on_list.id}/summary/"
    assert doctor.get(summary).status_code == 200
    assert browser(other).get(summary).status_code == 404
    assert "People you help" in text(doctor.get("/"))
    [address] = re.findall(r'action="([^"]+/off)"', text(doctor.get(page)))
    [version] = set(re.findall(r'name="version" value="(\d+)"', text(doctor.get(page))))
    gone = doctor.post(address, {"staff": ola, "version": version})
    assert (gone.status_code, gone["Location"]) == (302, "/")
    assert doctor.get(summary).status_code == 404
    stranger = {"form": str(new_id()), "staff": str(new_id())}
    assert "Choose somebody who works here" in text(
        manager.post(f"/people/{known.walter.id}/helping/caseload", stranger)
    )
    with as_owner():
        held = Tie.objects.get(kind=Tie.Kind.CASELOAD)
        assert not held.open


def test_several_who_were_asked_in_one_paper_all_lose_it(known: Both, council: Home) -> None:
    """As another program writes it: one ServiceRequest, two services. Taking it back closes both."""
    eva = worker(known.house, "nurse", "Eva Ash")
    nurse = browser(eva)
    hannah = browser(worker(council))
    with as_owner():
        third = home("Corner Pharmacy")
        agree(known.house, council)
        agree(known.house, third)
        keep(known.house, {
            "resourceType": "ServiceRequest", "id": str(new_id()), "status": "active", "intent": "order",
            "subject": ref("Patient", known.walter.id), "authoredOn": timezone.now().isoformat(),
            "performer": [ref("HealthcareService", each.service.id) for each in (council, third)],
        })  # fmt: skip
    helper = browser(worker(third, "hospice_nurse", "May Low"))
    assert opens(hannah, known)
    assert opens(helper, known)
    take_back(nurse, known)
    assert not opens(hannah, known)
    assert not opens(helper, known)


def test_the_person_is_told_who_was_asked_and_why(known: Both, council: Home) -> None:
    nurse = browser(worker(known.house, "nurse", "Eva Ash"))
    with as_owner():
        agree(known.house, council)
    ask(nurse, known, council.service)
    shown = text(nurse.get(f"/people/{known.walter.id}/sharing/"))
    told = shown.split("Others who help you")[1]
    for words in ("Northmoor Council", "Eva Ash asked them to help you", "Eva Ash", WHY):
        assert words in told, words
    take_back(nurse, known)
    assert WHY not in text(nurse.get(f"/people/{known.walter.id}/sharing/"))


def test_the_persons_own_page_tells_it_too(known: Both, council: Home) -> None:
    account, _ = give(known.manager, known.house, known.walter)
    walter = at_home(account)
    nurse = browser(worker(known.house, "nurse", "Eva Ash"))
    ask(nurse, known, council.service)
    told = text(walter.get(f"/mine/{known.walter.id}/sharing/"))
    assert WHY in told
    assert "Northmoor Council" in told


def test_whoever_lives_elsewhere_is_on_no_round_and_no_paper_of_the_house(known: Both) -> None:
    with as_owner():
        annexe = actions.add_service(organization=known.house.organization, name="Rosewood Annexe")
        Home(known.house.organization, annexe).person("Bell", "Ada")
        nurse = Home(known.house.organization, annexe).worker("nurse", "May Low")
    asks, there = browser(known.manager), browser(nurse)
    assert "They are asked to help." in text(ask(asks, known, annexe))
    here = text(there.get("/"))
    assert "You help them elsewhere" in here
    assert here.index("Ada Bell") < here.index("You help them elsewhere") < here.index("Walter Green")
    assert "You were asked to help on" in here
    for address in ("/round/drink/", "/packs/emergency/", "/now/"):
        shown = text(there.get(address))
        assert "Walter Green" not in shown, address
        assert "Ada" in shown, address
    assert "Walter Green" in text(there.get("/asked/"))


def test_an_inspector_has_no_such_list(known: Both) -> None:
    assert browser(worker(known.house, "inspector", "Ann Orr")).get("/asked/").status_code == 404
