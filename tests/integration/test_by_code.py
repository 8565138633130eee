"""Emergency facts shown to an ambulance crew by a code: who shows, what opens, for how long, and that nothing else does."""

import base64
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from PIL import Image

from kith.access import by_code, gate, sessions, showing
from kith.access.agency import Checked, admit
from kith.access.declaring import declare
from kith.access.emergency import EMERGENCY_FACTS
from kith.access.factors.sealed import fingerprint
from kith.access.purposes import Purpose
from kith.access.refused import Refused
from kith.access.roles import role, usual
from kith.access.sharing import Declared
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier
from kith.directory import actions, people
from kith.directory.models import Account, KnownPatient, Post, Registration, Showing
from kith.record.connection import cursor
from kith.record.errors import NotAllowed
from kith.record.ids import new_id
from kith.web.views.looks import names_of_lookers
from tests.integration.test_pages import browser, text
from tests.integration.test_photo import picture
from tests.support.api import Program, in_process, token
from tests.support.crews import CREW, OVER, SHOWN_CODE, code_from, crew_with, phone, time_passes, types
from tests.support.doors import submit
from tests.support.facts import fact
from tests.support.homes import Home, as_owner, home, signed_in
from tests.support.lived_in import JEAN, know_allergy, person
from tests.support.own_access import give
from tests.support.own_access import reading as in_their_own_right
from tests.support.sharing import agree

pytestmark = [pytest.mark.store, pytest.mark.usefixtures("store_url")]

CPR: dict[str, Any] = {
    "decision": "do-not-attempt", "made-by": "Dr A. Okonjo", "made-on": date(2026, 2, 11), "original": "Red folder",
    "source": "document",
}  # fmt: skip
USUAL = {"known": "known", "mind": "Awake and clear", "source": "staff"}
MEDICINE = {"seen": "taken", "which": "Apixaban"}
LOOKERS_ONLY = ("inspector", "visiting_inspector")


@dataclass
class House:
    """A home in which two people live, with what a crew asks and what is none of their business."""

    home: Home
    walter: KnownPatient
    ivy: KnownPatient
    sam: Account
    eva: Account
    manager: Account


@pytest.fixture
def house(store_url: str) -> House:
    with as_owner():
        place = home()
        walter, ivy = (
            person(place, "Green", "Walter", "Room 12"),
            person(place, "Brown", "Ivy", "Room 9"),
        )
        know_allergy(place, walter.id, "Penicillin")
        know_allergy(place, ivy.id, "Latex")
        staff = [
            place.worker(key, name)
            for key, name in (
                ("care_worker", "Sam Okoro"),
                ("nurse", "Eva Lindholm"),
                ("manager", "Margaret Hill"),
            )
        ]
    sam, eva, manager = staff
    with signed_in(eva) as viewer:
        record, by = gate.open_to_write(viewer, walter.id), viewer.practitioner
        for kind, answers in (
            ("cpr", CPR), ("risk", None), ("calms", None), ("usual", USUAL), ("contact", JEAN), ("texture", None),
            ("must-do", {"known": "none", "source": "staff"}), ("medicine", MEDICINE),
        ):  # fmt: skip
            record.add(fact(kind, answers, by=by, patient=walter.id, at=timezone.now(), id=new_id()))
        mood = fact("mood", {"mood": ["content"]}, by=by, patient=walter.id, at=timezone.now(), note="Secret")
        record.add(mood)
    return House(place, walter, ivy, sam, eva, manager)


def shown_to(house: House, by: Account | None = None) -> Client:
    """A crew that has used a code which a worker made for Walter."""
    return crew_with(code_from(browser(by or house.sam), house.walter.id))


def is_over(answer: Any) -> bool:
    """Whether this is the plain page for whatever is not open."""
    said = answer.content.decode()
    assert (OVER in said) == (answer.status_code == 403)
    return OVER in said and "Walter" not in said and "Penicillin" not in said


# --- what it shows ---


def test_a_crew_types_the_code_and_reads_one_screen(house: House) -> None:
    crew = shown_to(house)
    answer = crew.get("/crew/")
    shown = text(answer)
    for said in ("Walter Green", "88 years", "Room 12", "Rosewood House", "Do not attempt CPR", "Dr A. Okonjo", "Penicillin",
                 "Trips", "Singing", "Awake and clear", "Apixaban", "Jean Oakden", "01632 960 001", "Pureed"):  # fmt: skip
        assert said in shown, said
    for kept in ("Secret", "Content", "Ivy", "Latex", "/people/", str(house.walter.id)):
        assert kept not in shown, kept
    places = [
        shown.index(words)
        for words in ("Walter Green", "Do not attempt CPR", "Penicillin", "Trips", "Singing")
    ]
    assert places == sorted(places), "who, then CPR, allergies and risks"
    assert answer["Cache-Control"] == "no-store"
    assert len(answer.content) < 20_000, "one small page"


def test_the_code_is_in_no_address_and_only_as_a_hash_in_the_store(house: House) -> None:
    code = code_from(browser(house.sam), house.walter.id)
    with as_owner():
        (row,) = Showing.objects.filter(patient=house.walter.id)
    assert row.code_hash == fingerprint(code.replace("-", ""))
    assert code.replace("-", "") not in str(vars(row))
    crew = crew_with(code)
    cookie = crew.cookies["kith_crew"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/crew/", True, "Lax")
    with as_owner():
        (row,) = Showing.objects.filter(patient=house.walter.id)
    assert row.code_hash is None
    assert cookie.value.partition(".")[2] not in str(vars(row))


def test_who_they_are_is_asked_and_nothing_is_used_up_before(house: House) -> None:
    code, crew = code_from(browser(house.sam), house.walter.id), phone()
    for missing in ("service", "sign", "name", "code"):
        answer = types(crew, **{"code": code, missing: "  "})
        assert "Please check this" in text(answer)
        assert f'href="#{missing}"' in text(answer)
        assert "Walter" not in text(answer)
    assert types(crew, code.lower().replace("-", " ")).status_code == 302
    with as_owner():
        (row,) = Showing.objects.filter(patient=house.walter.id)
    assert (row.crew_service, row.crew_sign, row.crew_name) == tuple(CREW.values())


def test_what_changes_is_there_when_they_look_again_and_each_fact_says_since_when(house: House) -> None:
    crew = shown_to(house)
    first = text(crew.get("/crew/"))
    assert "known since" in first
    assert "Recorded" in first or "Day not recorded" in first
    assert "Made " in first
    assert "not yet seen by a second person" in first
    with as_owner():
        know_allergy(house.home, house.walter.id, "Wasp stings")
    assert "Wasp stings" not in first
    assert "Wasp stings" in text(crew.get("/crew/"))


def test_what_nobody_recorded_is_said_to_be_so_and_never_no(house: House) -> None:
    shown = text(crew_with(code_from(browser(house.sam), house.ivy.id)).get("/crew/"))
    assert "No decision recorded: attempt CPR" in shown
    assert shown.count("Not recorded") >= 5
    assert "Nothing recorded" in shown
    assert "never mean “no”" in shown


def test_a_photo_comes_within_the_page_and_small(house: House) -> None:
    sent = SimpleUploadedFile("walter.jpg", picture(), content_type="image/jpeg")
    answer = browser(house.manager).post(
        f"/people/{house.walter.id}/photo/add", {"photo": sent, "agreed": "agreed", "version": "1"}
    )
    assert answer.status_code == 302
    shown = text(shown_to(house).get("/crew/"))
    (found,) = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', shown)
    assert max(Image.open(io.BytesIO(base64.b64decode(found))).size) == 144
    assert len(shown) < 30_000


# --- who shows ---


@pytest.mark.parametrize("key", sorted(usual()))
def test_whoever_works_there_shows_and_whoever_only_looks_does_not(house: House, key: str) -> None:
    with as_owner():
        worker = browser(house.home.worker(key, "Some Body"))
    offered = "Show to the ambulance crew" in text(worker.get(f"/people/{house.walter.id}/emergency/"))
    answer = worker.post(f"/people/{house.walter.id}/emergency/show")
    assert (offered, answer.status_code) == ((False, 404) if key in LOOKERS_ONLY else (True, 200))
    if key in LOOKERS_ONLY:
        return
    found = SHOWN_CODE.search(answer.content.decode())
    assert found is not None
    shown = text(crew_with(found.group(1)).get("/crew/"))
    for said in ("Walter Green", "Do not attempt CPR", "Penicillin", "Trips"):
        assert said in shown, said


def test_nobody_shows_somebody_of_another_service_nor_in_their_own_right(house: House) -> None:
    with as_owner():
        next_door = home("Elm House")
        agree(house.home, next_door)
        nurse = next_door.worker("nurse", "Nan Other")
        branch = Home(house.home.organization, _second_service(house.home))
        colleague = branch.worker("nurse", "Cora Branch")
    own, _ = give(house.manager, house.home, house.walter)
    address = f"/people/{house.walter.id}/emergency/show"
    for other in (nurse, colleague):
        assert browser(other).post(address).status_code == 404
        with signed_in(other), pytest.raises(showing.NotPossible):
            _made_in_the_database(house.walter.id)
    client = Client()
    client.force_login(own, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(address).status_code in (302, 404)
    assert Client().post(address).status_code == 302
    with as_owner():
        assert not Showing.objects.filter(patient=house.walter.id).exists()
    assert browser(house.sam).post(address).status_code == 200


def test_the_database_makes_a_code_only_while_the_emergency_facts_are_open(house: House) -> None:
    with as_owner():
        office, inspector = (
            house.home.worker("administrator", "Ada Office"),
            house.home.worker("inspector", "Ines Pectora"),
        )
    with signed_in(office) as viewer:
        with pytest.raises(showing.NotPossible):
            _made_in_the_database(house.walter.id)
        with gate.open_emergency(viewer, house.walter.id, face="test") as record:
            assert showing.make(record).code
            with pytest.raises(showing.NotPossible):
                _made_in_the_database(house.ivy.id)
    with (
        signed_in(inspector) as viewer,
        gate.open_emergency(viewer, house.walter.id, face="test") as record,
        pytest.raises(showing.NotPossible),
    ):
        showing.make(record)


def test_nobody_shows_more_than_they_see(house: House) -> None:
    with as_owner():
        cook = house.home.worker("kitchen", "Kit Chen")
    shown = text(shown_to(house, cook).get("/crew/"))
    for said in ("Do not attempt CPR", "Penicillin", "Trips", "Singing"):
        assert said in shown, said
    for kept in ("Apixaban", "Jean Oakden", "01632 960 001"):
        assert kept not in shown, kept
    with as_owner():
        office = house.home.worker("administrator", "Ada Office")
    shown = text(shown_to(house, office).get("/crew/"))
    assert "Penicillin" in shown
    for kept in ("Singing", "Apixaban", "Pureed"):
        assert kept not in shown, kept


def test_a_login_for_chosen_people_shows_of_anybody_else_the_emergency_facts_alone(house: House) -> None:
    until = timezone.now() + timedelta(hours=8)
    with signed_in(house.eva) as lead:
        agency = admit(
            lead, name="Ann Agency", role_key="agency_care_worker", until=until,
            checked=Checked("Bright Staff", "Passport", "DBS", "Training"), chosen=[house.ivy.id],
        ).account  # fmt: skip
    shown = text(shown_to(house, agency).get("/crew/"))
    for said in ("Walter Green", "Do not attempt CPR", "Penicillin", "Trips"):
        assert said in shown, said
    for kept in ("Singing", "Apixaban", "Jean Oakden", "Pureed"):
        assert kept not in shown, kept


def test_a_reason_that_was_declared_is_not_enough_to_show(house: House) -> None:
    with as_owner():
        branch = Home(house.home.organization, _second_service(house.home))
        nurse = branch.worker("nurse", "Cora Branch")
    with signed_in(nurse) as viewer:
        declare(viewer, house.walter.id, Declared.EMERGENCY)
        with gate.open_emergency(viewer, house.walter.id, face="test") as record:
            assert not showing.may_show(record)
            with pytest.raises(showing.NotPossible):
                showing.make(record)


def test_what_the_worker_is_barred_from_the_crew_is_too(house: House) -> None:
    with signed_in(house.eva) as viewer:
        said = {
            "known": "known",
            "about": "falls",
            "what": "Careless lifting",
            "helps": "Two",
            "source": "staff",
        }
        entry = fact("risk", said, by=viewer.practitioner, patient=house.walter.id, at=timezone.now())
        gate.open_to_write(viewer, house.walter.id).add(entry)
    with as_owner():
        cursor().execute("update current set barred = %s where id = %s", ([house.sam.staff_id], entry.id))
    assert "Careless lifting" not in text(shown_to(house, house.sam).get("/crew/"))
    assert "Careless lifting" in text(shown_to(house, house.eva).get("/crew/"))


# --- how long ---


def test_a_code_that_is_wrong_used_ended_or_over_gets_the_same_plain_page(house: House) -> None:
    worker = browser(house.sam)
    used, answers = code_from(worker, house.walter.id), []
    crew_with(used)
    answers += [types(phone(), used), types(phone(), "AAAA-AAAA"), types(phone(), "A" * 79)]
    ended = code_from(worker, house.walter.id)
    with as_owner():
        (row,) = Showing.objects.filter(patient=house.walter.id, used=None)
    assert worker.post(f"/people/{house.walter.id}/emergency/{row.id}/end").status_code == 302
    answers.append(types(phone(), ended))
    late = code_from(worker, house.walter.id)
    time_passes(house.walter.id, showing.USE_WITHIN)
    answers.append(types(phone(), late))
    assert all(is_over(answer) for answer in answers)
    assert len({answer.content for answer in answers}) == 1


def test_a_new_code_takes_the_place_of_the_one_before(house: House) -> None:
    worker = browser(house.sam)
    first, second = code_from(worker, house.walter.id), code_from(worker, house.walter.id)
    others = code_from(browser(house.eva), house.walter.id)
    assert is_over(types(phone(), first))
    for code in (second, others):
        assert types(phone(), code).status_code == 302


def test_after_four_hours_it_says_so_and_shows_nothing(house: House) -> None:
    crew = shown_to(house)
    time_passes(house.walter.id, showing.LASTS - timedelta(minutes=1))
    assert "Penicillin" in text(crew.get("/crew/"))
    time_passes(house.walter.id, timedelta(minutes=1))
    assert is_over(crew.get("/crew/"))
    assert "Code from the care worker" in text(crew.get("/crew/")), (
        "the cookie is gone, a new code can be typed"
    )


def test_the_worker_and_those_who_lead_or_oversee_end_it_with_the_next_request(house: House) -> None:
    with as_owner():
        colleague = house.home.worker("care_worker", "Cara Colleague")
        stranger = home("Elm House").worker("manager", "Colin Reed")
    for ender in (house.sam, house.eva, house.manager):
        crew = shown_to(house)
        with as_owner():
            (row,) = Showing.objects.filter(patient=house.walter.id, ended=None)
        address = f"/people/{house.walter.id}/emergency/{row.id}/end"
        for other in (colleague, stranger):
            browser(other).post(address)
            assert "Penicillin" in text(crew.get("/crew/"))
        assert "Jo Smith, East Midlands Ambulance Service, Call sign 7123" in text(
            browser(ender).get(f"/people/{house.walter.id}/emergency/")
        )
        assert browser(ender).post(address).status_code == 302
        assert is_over(crew.get("/crew/"))
        with as_owner():
            row.refresh_from_db()
            assert row.ended_by == ender.staff_id


def test_the_crew_closes_it_when_they_are_done(house: House) -> None:
    crew, twin = shown_to(house), phone()
    twin.cookies["kith_crew"] = crew.cookies["kith_crew"].value
    assert "It is closed" in text(submit(crew, "/crew/close", _at="/crew/"))
    assert is_over(twin.get("/crew/"))


def test_it_is_over_when_they_are_not_looked_after_there_any_more(house: House) -> None:
    crew = shown_to(house)
    assert "Penicillin" in text(crew.get("/crew/"))
    with as_owner():
        Registration.objects.filter(patient=house.walter.id).update(until=timezone.now())
    assert is_over(crew.get("/crew/"))


def test_a_shift_that_ends_does_not_end_the_journey(house: House) -> None:
    crew = shown_to(house)
    with as_owner():
        Post.objects.filter(staff=house.sam.staff_id).update(until=timezone.now())
    assert "Penicillin" in text(crew.get("/crew/"))


def test_wrong_codes_from_one_place_are_slowed_and_other_places_are_not(house: House) -> None:
    code, crew = code_from(browser(house.sam), house.walter.id), phone()
    crew.get("/crew/")
    sent = {"csrfmiddlewaretoken": crew.cookies["csrftoken"].value, **CREW}
    here, elsewhere = {"REMOTE_ADDR": "2001:db8:1:2::5"}, {"REMOTE_ADDR": "198.51.100.7"}
    for _ in range(10):
        assert is_over(crew.post("/crew/", {**sent, "code": "BBBB-BBBB"}, **here))
    neighbour = {"REMOTE_ADDR": "2001:db8:1:2::99"}
    for place in (here, neighbour):
        answer = crew.post("/crew/", {**sent, "code": code}, **place)
        assert answer.status_code == 429
        assert "Too many codes were wrong" in answer.content.decode()
    assert crew.post("/crew/", {**sent, "code": code}, **elsewhere).status_code == 302


# --- nothing else ---


def addresses(patterns: Any = None, before: str = "/") -> Iterator[str]:
    """Every address of the pages, with something in each gap."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        here = before + re.sub(r"<(?:(\w+):)?\w+>", _something, str(each.pattern))
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, here)
        elif isinstance(each, URLPattern):
            yield here


def _something(gap: re.Match[str]) -> str:
    return {"uuid": "WALTER", "int": "1"}.get(gap.group(1) or "str", "drink")


def test_its_cookie_opens_no_other_address(house: House) -> None:
    crew, stranger = shown_to(house), Client()
    crew.handler.enforce_csrf_checks = False
    tried = [each.replace("WALTER", str(house.walter.id)) for each in addresses()]
    assert len(tried) > 100
    for address in tried:
        if address.startswith("/crew/"):
            continue
        for method in ("get", "post"):
            answer = getattr(crew, method)(address)
            assert answer.status_code == getattr(stranger, method)(address).status_code, (method, address)
            assert answer.status_code in (302, 401, 404, 405) or str(house.walter.id) not in address, (
                method,
                address,
            )
            assert b"Green" not in answer.content, address
    assert "Penicillin" in text(crew.get("/crew/"))


def test_its_secret_is_no_sign_in_anywhere_else(house: House) -> None:
    crew = shown_to(house)
    secret = crew.cookies["kith_crew"].value
    with transaction.atomic():
        assert by_code.enter(secret) is not None
    for key in (secret, secret.partition(".")[2]):
        with transaction.atomic():
            assert sessions.enter_by_token(key) is None
    with as_owner():
        (row,) = Showing.objects.filter(patient=house.walter.id)
    assert row.session is not None
    for account in (house.sam.pk, 0):
        with transaction.atomic():
            assert sessions.enter(row.session, account) is None
    for bad in ("", ".", "nonsense", f"{new_id()}.{secret.partition('.')[2]}", f"{row.id}.wrong"):
        with transaction.atomic():
            assert by_code.enter(bad) is None


def entered(crew: Client) -> tuple[Viewer, UUID]:
    shown = by_code.enter(crew.cookies["kith_crew"].value)
    assert shown is not None
    return shown.viewer, shown.patient


def test_row_security_shows_one_person_inside_the_gate_and_nothing_outside(house: House) -> None:
    crew = shown_to(house)
    with transaction.atomic():
        viewer, patient = entered(crew)
        assert patient == house.walter.id
        assert (viewer.purpose, viewer.role.key) == (Purpose.DIRECT_CARE, showing.CREW)
        assert _seen() == set()
        with gate.open_emergency(viewer, patient, face="test") as record:
            assert _seen() == {patient}
            assert record.find("usual")
            assert not record.find("mood")
            assert not record.may_add(Category.DAILY_LIFE, Tier.DETAIL)
            with pytest.raises(NotAllowed), transaction.atomic():
                record.add(fact("drink", {"what": "tea"}, by=viewer.practitioner, patient=patient))
        assert _seen() == set()
        for other in (house.ivy.id, new_id()):
            with pytest.raises(Refused), gate.open_emergency(viewer, other, face="test"):
                pass
        for opening in (gate.open, gate.open_to_write):
            more = {"face": "test", "asked": "x"} if opening is gate.open else {}
            with pytest.raises(Refused):
                opening(viewer, patient, **more)  # type: ignore[operator]
        assert not gate.list_people(viewer, face="test", asked="x")
        assert [each.id for each in gate.anyone_here(viewer, face="test")] == [patient]
        assert _seen() == set()


def test_the_database_holds_it_to_its_person_and_to_reading(house: House) -> None:
    """Whatever the process that decides believes: asked to open everything, it opens what the code does."""
    crew = shown_to(house)
    custodian = house.home.organization.custodian
    with transaction.atomic():
        viewer, patient = entered(crew)
        for whom, holder in ((patient, custodian), (house.ivy.id, custodian), (patient, 32_000)):
            cursor().execute(
                "select kith_decide(%s, array[%s::uuid], array[%s::smallint], array[-1::bigint], array[-1::bigint],"
                " array[-1::bigint], array[-1::bigint], array[-1::bigint], array[-1::bigint], '{}', %s, 'x')",
                (viewer.session, whom, holder, viewer.until),
            )
        (row,) = cursor().execute("select * from decision where session = %s", (viewer.session,)).fetchall()
        most = role(showing.CREW).read
        assert (row.patient, row.custodian) == (patient, custodian)
        assert (row.read_low | most.low, row.read_high | most.high) == (most.low, most.high)
        assert row.read_low & EMERGENCY_FACTS.low == EMERGENCY_FACTS.low
        assert (row.add_low, row.add_high, row.change_low, row.change_high) == (0, 0, 0, 0)


def test_a_crews_session_that_no_code_made_reads_nothing(house: House) -> None:
    custodian = house.home.organization.custodian
    with transaction.atomic():
        row = cursor().execute(
            "select kith_open_session(%s, %s, %s, %s, %s::smallint, 1::smallint, '{}', now() + interval '1 hour')",
            (house.sam.pk, house.sam.staff_id, showing.CREW, house.home.service.id, custodian),
        ).fetchone()  # fmt: skip
        assert row is not None
        session = sessions.enter(row[0], house.sam.pk)
        assert session is not None
        with pytest.raises(Refused), gate.open_emergency(Viewer.staff(session), house.walter.id, face="test"):
            pass
        assert _seen() == set()


def test_of_the_same_person_what_the_home_holds_and_nothing_of_another_organisation(house: House) -> None:
    with as_owner():
        surgery = home("Mill Lane Surgery")
        again, listed = house.home.person("Green", "Wally"), surgery.person("Green", "Walter")
        know_allergy(house.home, again.id, "Eggs")
        know_allergy(surgery, listed.id, "Nuts")
        for other in (again, listed):
            people.merge(patient=other.id, same_as=house.walter.id, by=None, why="the same NHS number")
        agree(surgery, house.home)
    shown = text(shown_to(house).get("/crew/"))
    assert "Penicillin" in shown
    assert "Eggs" in shown
    assert "Nuts" not in shown
    assert "Nuts" in text(browser(house.sam).get(f"/people/{house.walter.id}/emergency/"))


def test_a_duplicate_that_is_withdrawn_meanwhile_does_not_stop_the_crew(house: House) -> None:
    with as_owner():
        again = house.home.person("Green", "Wally")
        know_allergy(house.home, again.id, "Eggs")
        people.merge(patient=again.id, same_as=house.walter.id, by=None, why="the same NHS number")
    crew = shown_to(house)
    assert "Penicillin" in text(crew.get("/crew/"))
    with as_owner():
        KnownPatient.objects.filter(id=house.walter.id).update(removed=timezone.now())
    shown = text(crew.get("/crew/"))
    assert "Eggs" in shown
    assert "Penicillin" not in shown
    with as_owner():
        KnownPatient.objects.filter(id=again.id).update(removed=timezone.now())
    assert is_over(crew.get("/crew/"))


# --- who looked ---


def test_the_person_and_those_with_them_read_that_a_crew_looked_and_who_showed_it(house: House) -> None:
    shown_to(house).get("/crew/")
    own, _ = give(house.manager, house.home, house.walter)
    said = "“Jo Smith, East Midlands Ambulance Service, Call sign 7123”, shown by Sam Okoro"
    for page in ("looks/", "looks/year/"):
        shown = text(browser(house.eva).get(f"/people/{house.walter.id}/{page}"))
        assert said in shown
        assert "Ambulance crew" in shown
    assert said not in text(browser(house.eva).get(f"/people/{house.ivy.id}/looks/"))
    with in_their_own_right(own) as me:
        record = gate.open(me, house.walter.id, face="test", asked="who looked")
        staff = {each.staff for each in record.looks(since=datetime(2026, 1, 1, tzinfo=UTC)) if each.staff}
        assert said in names_of_lookers(staff, me).values()
    with as_owner():
        stranger = home("Elm House").worker("nurse", "Nan Other")
        row = Showing.objects.get(patient=house.walter.id)
    with signed_in(stranger):
        assert showing.crews([row.id]) == {}


def test_a_program_reads_it_as_an_audit_event(house: House) -> None:
    shown_to(house).get("/crew/")
    with as_owner():
        row = Showing.objects.get(patient=house.walter.id)
    program = Program(token(house.home), in_process())
    answer = program.get(f"AuditEvent?patient={house.walter.id}")
    agents = [each["resource"]["agent"][0] for each in answer.json()["entry"]]
    (crew,) = [each for each in agents if each["role"] == [{"text": "Ambulance crew"}]]
    assert crew["who"]["identifier"]["value"] == str(row.id)
    assert "reference" not in crew["who"]
    assert "Jo Smith" in crew["who"]["display"]


def _seen() -> set[UUID]:
    """Of which Patients row security shows anything at all."""
    found = cursor().execute("select distinct patient from current where patient is not null").fetchall()
    known = cursor().execute("select id from directory_knownpatient").fetchall()
    return {row[0] for row in (*found, *known)}


def _made_in_the_database(patient: UUID) -> None:
    """As `showing.make` does, without the gate."""
    row = cursor().execute("select kith_show(%s, %s, 'x', -1, -1)", (new_id(), patient)).fetchone()
    if row is None or row[0] is None:
        raise showing.NotPossible


def _second_service(place: Home) -> Any:
    return actions.add_service(organization=place.organization, name="Elm Wing")
