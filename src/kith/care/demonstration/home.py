"""Sets the demonstration's organisations, services, staff and residents up, through the directory's own actions."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from uuid import UUID

from kith.care.days import LONDON, ServiceDay
from kith.care.demonstration import cast, residents
from kith.care.demonstration.book import Book
from kith.care.demonstration.days import DAYS
from kith.care.demonstration.residents import RESIDENTS, Resident
from kith.care.demonstration.staff import ORGANISATIONS, STAFF, WILLOWS, AlderRota, WillowsRota, Worker, posts
from kith.care.generation.drawing import nhs_number
from kith.care.generation.lives import facts
from kith.care.generation.lives.rota import Shifts
from kith.catalogue import instants
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.alert import Alert
from kith.catalogue.components.allergy import Allergy
from kith.catalogue.components.patient import NhsNumber, Patient
from kith.catalogue.components.registration import Registration
from kith.catalogue.systems import ROOM
from kith.directory import actions
from kith.directory.models import Account, KnownPatient, Organization, Post, Service
from kith.record.ids import new_id
from kith.record.labels import Labels

RULE = ServiceDay()
NEW = next(worker.key for worker in STAFF if worker.new)
FIRST_DAY_AT = timedelta(minutes=30)
"""The agency worker's post begins so long before the service's day."""
LEAVE = timedelta(days=7)
LONG_THERE = date(2022, 4, 4)
TRACED = "01"
"""NHS number present and verified."""


@dataclass
class Home:
    """One service with its people, by their keys in the demonstration."""

    organization: Organization
    service: Service
    today: date
    rule: ServiceDay = RULE
    staff: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    patients: dict[str, UUID] = field(default_factory=dict)

    @property
    def custodian(self) -> int:
        """The organisation's number in the record."""
        assert self.organization.custodian is not None  # it was just given one
        return self.organization.custodian

    @property
    def rota(self) -> WillowsRota | AlderRota:
        """Who is on duty."""
        if self.service.name == WILLOWS:
            return WillowsRota(self.staff, self.today)
        return AlderRota(self.staff)

    def book(self, now: datetime) -> Book:
        """What this home's days are written from, as far as they have gone `now`."""
        scripts = {key: patient for key, patient in self.patients.items() if key in DAYS}
        if self.service.name != WILLOWS:
            return Book(self.custodian, self.today, now, self.rule, scripts, self.rota)
        shifts = Shifts(self.staff, posts(self.today), cast.SEED)
        lives, outages = cast.lives(self.patients, self.today), cast.outages(self.today)
        return Book(self.custodian, self.today, now, self.rule, scripts, self.rota, lives, shifts, outages)


def set_up(now: datetime, password: str) -> dict[str, Home]:
    """Everybody and everything that the days need, by the name of the home. Runs as the store's owner."""
    homes = {name: _home(name, RULE.of(now)) for name in ORGANISATIONS}
    coded = Account()
    coded.set_password(password)  # once: it is slow on purpose, and every account here has the same
    for worker in STAFF:
        _employ(homes[worker.home], worker, now, coded.password)
    for place, resident in enumerate(RESIDENTS):
        _welcome(homes[resident.home], resident, place)
    for place, part in enumerate(cast.CAST, len(RESIDENTS)):
        _welcome_part(homes[WILLOWS], part, place)
    return homes


def find() -> list[Home]:
    """The homes of a demonstration that was set up before, as they were on its day."""
    services = Service.objects.select_related("organization").filter(name__in=ORGANISATIONS)
    return [_found(service) for service in services]


def _found(service: Service) -> Home:
    """The day on which it was set up is told by the agency worker, whose post began with it."""
    began = Post.objects.get(staff__accounts__username=NEW).since
    home = Home(service.organization, service, RULE.of(began + FIRST_DAY_AT))
    names = {(each.given, each.family): each.key for each in (*RESIDENTS, *cast.CAST)}
    for known in KnownPatient.objects.filter(custodian=home.custodian):
        if key := names.get((known.given, known.family)):
            home.patients[key] = known.id
    accounts = Account.objects.filter(staff__posts__service=service)
    home.staff.update((account.username, account.staff_id) for account in accounts if account.staff_id)
    return home


def _home(name: str, today: date) -> Home:
    organization = actions.add_organization(name=ORGANISATIONS[name])
    service = actions.add_service(organization=organization, name=name, day_start=RULE.starts)
    return Home(organization, service, today)


def _employ(home: Home, worker: Worker, now: datetime, coded: str) -> None:
    began = min(now, RULE.start(RULE.of(now)) - FIRST_DAY_AT) if worker.new else _midday(LONG_THERE)
    employ(home, worker, worker.role, coded, since=began, until=now + LEAVE if worker.new else None)


def employ(
    home: Home,
    worker: Worker,
    role: str,
    coded: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> None:
    """A post in this role, and an account. `coded` is the hash of everybody's password."""
    staff = actions.add_staff(organization=home.organization, name=worker.name)
    actions.add_post(
        staff=staff,
        service=home.service,
        role=role,
        words=worker.post,
        since=since or _midday(LONG_THERE),
        until=until,
    )
    account = Account(username=worker.key, staff=staff, password=coded)
    account.save()
    home.staff[worker.key], home.accounts[worker.key] = staff.id, account


def _welcome(home: Home, resident: Resident, place: int) -> None:
    patient = new_id()
    home.patients[resident.key] = patient
    moment, recorder = _midday(resident.since), home.staff["eva" if "eva" in home.staff else "nadia"]
    put = partial(actions.put, recorded=moment)
    put(_person(patient, resident, place, home), labels=actions.about_person(home.custodian))
    put(_stay(patient, resident, home), labels=actions.about_person(home.custodian))
    summary = Labels(home.custodian, Category.SUMMARY, Tier.HEADLINE)
    for allergy in _allergies(patient, resident, moment, recorder):
        put(allergy.to_fhir(), labels=summary, author=recorder)
    for place_in_list, (words, category) in enumerate(resident.alerts):
        start = moment - timedelta(minutes=place_in_list)  # pages show the newest of equal weight first
        alert = Alert(new_id(), patient, words, category=category, start=start, author=recorder)
        put(alert.to_fhir(), labels=facts.labels(alert, home.custodian), author=recorder)


def _welcome_part(home: Home, part: cast.Part, place: int) -> None:
    """Somebody whose life is drawn by lot; where two share a name, both are marked."""
    patient, who = new_id(), cast.character(part, home.today)
    home.patients[part.key] = patient
    lot = Random(f"{part.key} told")  # noqa: S311 - invented data, no secret
    since = cast.came(part, home.today)
    resident = Resident(
        part.key, part.given, part.family, part.gender, cast.born(part), f"Room {part.room}", since
    )
    moment, recorder = _midday(since), home.staff["eva"]
    put = partial(actions.put, recorded=moment)
    put(_person(patient, resident, place, home), labels=actions.about_person(home.custodian))
    stay = _stay(patient, resident, home)
    put(_ended(stay, part, home), labels=actions.about_person(home.custodian))
    told = facts.told(who, patient, moment, recorder, lot)
    if sum(other.family == part.family for other in cast.CAST) > 1:
        words = f"Two people here are called {part.family}: check first name and room"
        told.append(Alert(new_id(), patient, words, category="admin", start=moment, author=recorder))
    for fact in told:
        put(fact.to_fhir(), labels=facts.labels(fact, home.custodian), author=recorder)


def _ended(stay: dict[str, object], part: cast.Part, home: Home) -> dict[str, object]:
    """The stay as it is now: over, where somebody died some days ago."""
    if (left := cast.left(part, home.today)) is None:
        return stay
    period = stay["period"]
    assert isinstance(period, dict)
    return {**stay, "status": "finished", "period": {**period, "end": instants.write(left)}}


def _person(patient: UUID, resident: Resident, place: int, home: Home) -> dict[str, object]:
    number = next(
        found for step in range(9) if (found := nhs_number(residents.FIRST_NUMBER + place * 10 + step))
    )
    return Patient(
        patient,
        resident.family,
        (resident.given,),
        birth_date=resident.born,
        gender=resident.gender,
        nhs_number=NhsNumber(number, TRACED),
        room=resident.room,
        organisation=home.organization.id,
    ).to_fhir()


def _stay(patient: UUID, resident: Resident, home: Home) -> dict[str, object]:
    stay = Registration(
        new_id(), patient, home.organization.id, _midday(resident.since), home.service.id
    ).to_fhir()
    stay["extension"] = [*stay.get("extension", []), {"url": ROOM, "valueString": resident.room}]
    return stay


def _allergies(patient: UUID, resident: Resident, moment: datetime, recorder: UUID) -> list[Allergy]:
    if not resident.allergies:
        return [Allergy.none_known(new_id(), patient, moment, recorder)]
    return [
        Allergy(
            new_id(), patient, each.to, kind="allergy", danger=each.danger, reactions=(each.reaction,),
            certainty="confirmed", recorded=moment, recorder=recorder,
        )
        for each in resident.allergies
    ]  # fmt: skip


def _midday(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON).astimezone(UTC)
