"""Referrals, admissions, caseloads and rotas: each opens a record and closes it by itself, and for nobody else."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
import psycopg
import pytest
from django.db import transaction
from django.utils import timezone

from kith.access import gate, sessions
from kith.access.declaring import declare
from kith.access.refused import Refused
from kith.access.sharing import Declared
from kith.access.viewer import Viewer
from kith.care.relations import inside
from kith.catalogue.categories import Category, Tier
from kith.directory import actions, people
from kith.directory.models import Account, KnownPatient, Service, Tie
from kith.directory.rebuilding import rebuild
from kith.directory.systems import REGISTERED_SERVICE
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.support.homes import Home, as_owner, home, signed_in
from tests.support.sharing import agree

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

DAY = datetime.timedelta(days=1)
Resource = dict[str, Any]


@dataclass
class Council:
    """A council with a service where Ada is known and has no stay, and a home that could be asked to help."""

    here: Home
    house: Home
    ada: KnownPatient
    worker: Account
    colleague: Account
    nurse: Account


@pytest.fixture
def council(store_url: str) -> Council:
    with as_owner():
        here, house = home("Riverside Council"), home("Rosewood House")
        ada = actions.add_patient(
            organization=here.organization, family="Bell", given="Ada",
            birth_date=datetime.date(1941, 2, 3), nhs_number=None,
        )  # fmt: skip
        return Council(
            here, house, ada, here.worker("social_worker", "Sam Cole"), here.worker("social_worker", "Jo Hart"),
            house.worker("nurse", "Eva Ash"),
        )  # fmt: skip


def keep(at: Home, resource: Resource, expected: int | None = None) -> None:
    custodian = at.organization.custodian
    assert custodian is not None
    actions.put(resource, labels=Labels(custodian, Category.PLAN, Tier.SUMMARY), expected=expected)


def ref(kind: str, id: object) -> Resource:
    return {"reference": f"{kind}/{id}"}


def at_service(service: Service) -> list[Resource]:
    return [{"url": REGISTERED_SERVICE, "valueReference": ref("HealthcareService", service.id)}]


def referral(known: Council, **more: Any) -> Resource:
    return {
        "resourceType": "ServiceRequest", "id": str(new_id()), "status": "active", "intent": "order",
        "subject": ref("Patient", known.ada.id), "authoredOn": timezone.now().isoformat(),
        "performer": [ref("HealthcareService", known.here.service.id)],
    } | more  # fmt: skip


def admission(known: Council, **more: Any) -> Resource:
    return {
        "resourceType": "Encounter", "id": str(new_id()), "status": "in-progress",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP"},
        "extension": at_service(known.here.service), "subject": ref("Patient", known.ada.id),
        "period": {"start": timezone.now().isoformat()},
    } | more  # fmt: skip


def caseload(known: Council, **more: Any) -> Resource:
    return {
        "resourceType": "CareTeam", "id": str(new_id()), "status": "active", "extension": at_service(known.here.service),
        "subject": ref("Patient", known.ada.id), "period": {"start": timezone.now().isoformat()},
        "participant": [{"member": ref("Practitioner", known.worker.staff_id)}],
    } | more  # fmt: skip


def rota(known: Council, **more: Any) -> Resource:
    actors = [
        ref("Patient", known.ada.id), ref("Practitioner", known.worker.staff_id),
        ref("HealthcareService", known.here.service.id),
    ]  # fmt: skip
    start = timezone.now() + datetime.timedelta(minutes=1)
    return {
        "resourceType": "Appointment", "id": str(new_id()), "status": "booked", "start": start.isoformat(),
        "end": (start + datetime.timedelta(minutes=30)).isoformat(),
        "participant": [{"actor": each, "status": "accepted"} for each in actors],
    } | more  # fmt: skip


def opens(who: Account, patient: KnownPatient) -> bool:
    with signed_in(who) as me:
        try:
            gate.open(me, patient.id, face="test", asked="day")
        except Refused:
            return False
        return True


def listed(who: Account) -> list[str]:
    with signed_in(who) as me:
        return [person.family for person in gate.list_people(me, face="test", asked="who is here")]


Make = Callable[..., Resource]
ENDED = {referral: "completed", admission: "finished", caseload: "inactive", rota: "cancelled"}
OURS = [caseload, rota]
"""Those of one member of staff alone."""


@pytest.mark.parametrize("make", ENDED)
def test_it_opens_and_closes_with_the_record(council: Council, make: Make) -> None:
    assert not opens(council.worker, council.ada)
    resource = make(council)
    with as_owner():
        keep(council.here, resource)
    assert opens(council.worker, council.ada)
    assert listed(council.worker) == ["Bell"]
    assert opens(council.colleague, council.ada) == (make not in OURS)
    assert (listed(council.colleague) == []) == (make in OURS)
    assert not opens(council.nurse, council.ada)
    with as_owner():
        keep(council.here, resource | {"status": ENDED[make]}, expected=1)
    assert not opens(council.worker, council.ada)
    assert not opens(council.colleague, council.ada)
    assert listed(council.worker) == []


@pytest.mark.parametrize("make", ENDED)
def test_it_counts_within_its_days_and_when_it_was_right(council: Council, make: Make) -> None:
    now = timezone.now()
    later, over = now + 3 * DAY, now - 3 * DAY
    spans: dict[Make, tuple[Resource, Resource]] = {
        referral: (
            {"authoredOn": later.isoformat()},
            {"authoredOn": over.isoformat(), "occurrencePeriod": {"end": (now - DAY).isoformat()}},
        ),
        rota: (
            {"start": later.isoformat(), "end": later.isoformat()},
            {"start": over.isoformat(), "end": over.isoformat()},
        ),
    }
    period = {"start": over.isoformat(), "end": (now - DAY).isoformat()}
    usual = ({"period": {"start": later.isoformat()}}, {"period": period})
    for span in spans.get(make, usual):
        with as_owner():
            keep(council.here, make(council, **span))
        assert not opens(council.worker, council.ada)
    wrong = make(council)
    with as_owner():
        keep(council.here, wrong)
        keep(council.here, wrong | {"status": "entered-in-error"}, expected=1)
    assert not opens(council.worker, council.ada)


def test_what_runs_out_is_decided_until_then_and_no_longer(council: Council) -> None:
    ends = timezone.now().replace(microsecond=0) + datetime.timedelta(hours=1)
    with as_owner():
        keep(council.here, referral(council, occurrencePeriod={"end": ends.isoformat()}))
    with signed_in(council.worker) as me:
        record = gate.open(me, council.ada.id, face="test", asked="day")
        assert [grant.until for grant in record.decision.grants] == [ends]


def test_somebody_who_leaves_the_team_no_longer_has_the_caseload(council: Council) -> None:
    team = caseload(council)
    with as_owner():
        keep(council.here, team)
        keep(
            council.here,
            team | {"participant": [{"member": ref("Practitioner", council.colleague.staff_id)}]},
            1,
        )
    assert not opens(council.worker, council.ada)
    assert opens(council.colleague, council.ada)
    ended = {"start": (timezone.now() - 2 * DAY).isoformat(), "end": (timezone.now() - DAY).isoformat()}
    both = [{"member": ref("Practitioner", council.colleague.staff_id), "period": ended},
            {"member": ref("Practitioner", council.worker.staff_id)}]  # fmt: skip
    with as_owner():
        keep(council.here, team | {"participant": both}, expected=2)
    assert opens(council.worker, council.ada)
    assert not opens(council.colleague, council.ada), "their own part is over, the team's is not"


@pytest.mark.parametrize("make", [admission, caseload, rota])
def test_nobody_makes_a_relationship_for_somebody_elses_service(council: Council, make: Make) -> None:
    """The house writes that Ada is the council's: only the council says who is theirs."""
    with as_owner():
        theirs = council.house.person("Bell", "Ada")
        resource = make(council)
        words = orjson.dumps(resource).decode().replace(str(council.ada.id), str(theirs.id))
        assert str(theirs.id) in words
        keep(council.house, orjson.loads(words))
    assert not Tie.objects.filter(patient=theirs.id).exists()
    assert not opens(council.worker, theirs)


def test_a_referral_to_another_organisation_opens_what_is_agreed_and_nothing_without(
    council: Council,
) -> None:
    asked = referral(council, performer=[ref("HealthcareService", council.house.service.id)])
    with as_owner():
        keep(council.here, asked)
    assert not opens(council.nurse, council.ada)
    with as_owner():
        agree(council.here, council.house)
    assert opens(council.nurse, council.ada)
    assert not opens(council.worker, council.ada), "whoever refers has a relationship of their own or none"
    with as_owner():
        keep(council.here, asked | {"status": "revoked"}, expected=1)
    assert not opens(council.nurse, council.ada)


@pytest.mark.parametrize("ends", ["agreement", "party"])
def test_what_was_decided_of_whom_only_another_organisation_holds_is_over_with_the_agreement(
    council: Council, ends: str
) -> None:
    with as_owner():
        keep(council.here, referral(council, performer=[ref("HealthcareService", council.house.service.id)]))
        agreement = agree(council.here, council.house)
    with signed_in(council.nurse) as me:
        gate.open(me, council.ada.id, face="test", asked="day")
        assert decided(me, council.ada)
    with as_owner():
        if ends == "agreement":
            agreement.ended = timezone.now()
            agreement.save()
        else:
            agreement.parties.filter(custodian=council.here.organization.custodian).update(
                left=timezone.now()
            )
    with transaction.atomic():
        session = sessions.enter(me.session, council.nurse.pk)
        assert session is not None
        assert not decided(me, council.ada), "before anybody decides anew"


def decided(me: Viewer, patient: KnownPatient) -> bool:
    """Whether a decision stands that the store goes by."""
    asked = "select 1 from decision where session = %s and patient = %s and until > now()"
    return cursor().execute(asked, (me.session, patient.id)).fetchone() is not None


def test_emergency_facts_are_for_those_in_the_building(council: Council) -> None:
    with as_owner():
        kitchen = council.here.worker("administrator", "Al Ray")
        keep(council.here, referral(council))
    assert not reaches_emergency(kitchen, council.ada)
    with as_owner():
        keep(council.here, admission(council))
    assert reaches_emergency(kitchen, council.ada)


def test_whoever_somebody_is_only_referred_to_reads_no_emergency_facts_beside_their_role(
    council: Council,
) -> None:
    """The person is not in their building, so that page shows what the role reads and no more."""
    with as_owner():
        clerk = council.here.worker("administrator", "Al Ray")
        keep(council.here, referral(council))
    assert emergency_reads(clerk, council.ada) == {Category.DEMOGRAPHICS}
    with as_owner():
        keep(council.here, admission(council))
    assert emergency_reads(clerk, council.ada) >= {Category.DEMOGRAPHICS, Category.LEGAL, Category.SUMMARY}


def emergency_reads(who: Account, patient: KnownPatient) -> set[Category]:
    """Of which categories that page shows the headlines to somebody."""
    with signed_in(who) as me, gate.open_emergency(me, patient.id, face="test") as record:
        return {each for each in Category if record.may_read(each, Tier.HEADLINE)} - {Category.WORKER}


def reaches_emergency(who: Account, patient: KnownPatient) -> bool:
    """Whether the building's list for emergencies has them."""
    with signed_in(who) as me:
        return patient.id in {person.id for person in gate.anyone_here(me, face="test")}


@pytest.mark.parametrize(
    ("role", "may"), [("manager", True), ("nurse", True), ("care_worker", False), ("kitchen", False)]
)
def test_who_says_who_else_may_see_somebody(council: Council, role: str, may: bool) -> None:
    with as_owner():
        walter = council.house.person("Green", "Walter")
        account = council.house.worker(role)
    with signed_in(account) as me:
        gate.open(me, walter.id, face="test", asked="day")
        tie = {
            "resource": new_id(), "kind": Tie.Kind.REFERRED, "patient": walter.id, "custodian": me.custodian,
            "service": council.here.service, "since": timezone.now(),
        }  # fmt: skip
        if may:
            Tie.objects.create(**tie)
        else:
            with pytest.raises(Exception, match="row-level security") as refused:
                Tie.objects.create(**tie)
            assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_a_reason_of_tonight_opens_no_record_for_good(council: Council) -> None:
    with signed_in(council.worker) as me:
        declare(me, council.ada.id, Declared.EMERGENCY, "at the door")
        gate.open(me, council.ada.id, face="test", asked="day")
        with pytest.raises(Exception, match="row-level security"):
            Tie.objects.create(
                resource=new_id(), kind=Tie.Kind.CASELOAD, patient=council.ada.id, custodian=me.custodian,
                service=council.here.service, staff=me.practitioner, since=timezone.now(),
            )  # fmt: skip


def test_a_stay_that_another_organisation_wrote_down_counts_for_who_is_in_the_building(
    council: Council,
) -> None:
    with as_owner():
        keep(council.here, referral(council))
    assert not staying(council.worker, council.ada)
    with as_owner():
        theirs = actions.add_patient(
            organization=council.house.organization, family="Bell", given="Ada", birth_date=datetime.date(1941, 2, 3)
        )  # fmt: skip
        actions.register(patient=theirs, service=council.here.service, since=timezone.now() - DAY)
    assert not staying(council.worker, council.ada), "they may be two"
    with as_owner():
        people.merge(patient=theirs.id, same_as=council.ada.id, by=None, why="the same NHS number")
    assert not opens(council.worker, theirs)
    assert staying(council.worker, council.ada)


def staying(who: Account, patient: KnownPatient) -> bool:
    """Whether somebody on a worker's list is in the building, and not only to be helped."""
    with signed_in(who) as me:
        known = gate.list_people(me, face="test", asked="who is here")
        assert patient in known
        return patient in inside(me, known, timezone.now())


def test_they_are_derived_again_from_the_record(council: Council) -> None:
    with as_owner():
        for make in ENDED:
            keep(council.here, make(council))
        before = list(
            Tie.objects.filter(patient=council.ada.id)
            .order_by("kind")
            .values("kind", "resource", "staff", "service_id", "since", "until", "open")
        )
        Tie.objects.filter(kind=Tie.Kind.ROTA).delete()
        Tie.objects.filter(kind=Tie.Kind.CASELOAD).update(open=False)
        Tie.objects.create(
            resource=new_id(), kind=Tie.Kind.REFERRED, patient=council.ada.id, custodian=1, service=council.here.service,
            since=timezone.now(),
        )  # fmt: skip
        assert rebuild().orphans >= 1
        after = (
            Tie.objects.filter(patient=council.ada.id)
            .order_by("kind")
            .values("kind", "resource", "staff", "service_id", "since", "until", "open")
        )
        assert list(after) == before
        assert len(before) == 4
