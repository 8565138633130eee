"""Those who know some residents too: two surgeries, a pharmacy and the council, and what they have agreed with the home."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kith.access import agreements
from kith.access.agreements import PartyTerms, Terms
from kith.access.purposes import Purpose
from kith.access.sharing import Consent
from kith.care.days import LONDON
from kith.care.demonstration import helping
from kith.care.demonstration.home import Home
from kith.care.demonstration.staff import WILLOWS, Worker
from kith.directory import actions, people
from kith.directory.models import Account, Agreement, KnownPatient, Organization, Service, Staff

SURGERY, OTHER_SURGERY = "Mill Lane Surgery", "Park Street Surgery"
PHARMACY, COUNCIL = "Corner Pharmacy", "Northmoor Council, adult social care"
PARTNERS = (SURGERY, OTHER_SURGERY, PHARMACY, COUNCIL)
PARTNER_STAFF = (
    Worker("ola", "Dr Ola Reed", "general_practitioner", "General practitioner", SURGERY),
    Worker("sunita", "Sunita Rao", "manager", "Practice manager", SURGERY),
    Worker("iain", "Dr Iain Moss", "general_practitioner", "General practitioner", OTHER_SURGERY),
    Worker("sam", "Sam Lee", "pharmacist", "Pharmacist", PHARMACY),
    Worker("hannah", "Hannah Cole", "social_worker", "Social worker", COUNCIL),
)
LISTS = {SURGERY: ("walter", "harold", "room-1"), OTHER_SURGERY: ("joyce",)}
"""Whom each partner has on a list of its own, by the demonstration's keys."""
CASELOADS = {"hannah": ("walter", "joyce")}
"""Whom a worker of a partner has on their own caseload; nobody else there has them."""
FRAMEWORK = "Northmoor shared care record"
AGREED = date(2026, 4, 1)
REVIEW = timedelta(days=340)
BASIS = (
    "Public task and the provision of health or social care (UK GDPR articles 6(1)(e) and 9(2)(h)), and the duty to share "
    "for direct care (Health and Social Care Act 2012, section 251B)."
)
MUST_KNOW = {"demographics": "detail", "communication": "deepest", "summary": "deepest", "legal": "summary"}
DAY = {"plan": "detail", "daily-life": "detail"}


@dataclass(frozen=True)
class Schedule:
    """One flow out of the home."""

    title: str
    why: str
    to: tuple[str, ...]
    depths: dict[str, str]
    consent: Consent = Consent.IMPLIED
    roles: tuple[str, ...] = ()
    purpose: Purpose = Purpose.DIRECT_CARE


SCHEDULES = (
    Schedule(
        "Care homes and surgeries",
        "So that your doctor and nurses know how you are and what the home has noticed.",
        (SURGERY, OTHER_SURGERY),
        MUST_KNOW | DAY | {"medicines": "deepest", "observations": "deepest", "mental-health": "summary"},
    ),
    Schedule(
        "Care homes and pharmacies",
        "So that a pharmacist can check medicines against what you can and cannot have.",
        (PHARMACY,),
        {"demographics": "summary", "communication": "deepest", "summary": "deepest", "medicines": "deepest"},
        roles=("pharmacist",),
    ),
    Schedule(
        "Care homes and the council",
        "So that your social worker can plan with you, without asking you everything again.",
        (COUNCIL,),
        MUST_KNOW | {"plan": "detail", "daily-life": "summary"},
        Consent.ASKED,
    ),
    Schedule(
        "Care homes and those who keep people safe",
        "So that the council can find out quickly whether somebody is being harmed.",
        (COUNCIL,),
        MUST_KNOW | DAY,
        roles=("social_worker",),
        purpose=Purpose.SAFEGUARDING,
    ),
)  # fmt: skip


def invite(homes: dict[str, Home], now: datetime, coded: str) -> None:
    """Set them up, with their staff and lists, and what was agreed. `coded` is the hash of everybody's password."""
    home, began = homes[WILLOWS], datetime.combine(AGREED, time(12), LONDON).astimezone(UTC)
    services = {name: _place(name) for name in PARTNERS}
    for worker in PARTNER_STAFF:
        _employ(services[worker.home], worker, began, coded)
    for name, keys in LISTS.items():
        for key in keys:
            actions.register(patient=_known(services[name], home, key), service=services[name], since=began)
    for username, keys in CASELOADS.items():
        for key in keys:
            helping.on_caseload(username, services[COUNCIL], _known(services[COUNCIL], home, key), now)
    _agree(home, services, began, now)
    helping.refer(home, services, now)


def _place(name: str) -> Service:
    return actions.add_service(organization=actions.add_organization(name=name), name=name)


def _employ(service: Service, worker: Worker, began: datetime, coded: str) -> None:
    staff = actions.add_staff(organization=service.organization, name=worker.name)
    actions.add_post(staff=staff, service=service, role=worker.role, words=worker.post, since=began)
    Account(username=worker.key, staff=staff, password=coded).save()


def _known(service: Service, home: Home, key: str) -> KnownPatient:
    """Somebody as the partner holds them, under a Patient of its own."""
    known = KnownPatient.objects.get(id=home.patients[key])
    assert known.birth_date is not None
    own = actions.add_patient(
        organization=service.organization, family=known.family, given=known.given, birth_date=known.birth_date,
        nhs_number=known.nhs_number, gender=known.gender,
    )  # fmt: skip
    people.merge(patient=own.id, same_as=known.id, by=None, why="The same NHS number, birth date and name")
    return own


def _agree(home: Home, services: dict[str, Service], began: datetime, now: datetime) -> None:
    """Everybody has signed but the second surgery."""
    partners = {name: service.organization for name, service in services.items()}
    framework = agreements.make(
        Terms(
            FRAMEWORK,
            "Everyone around a person, on one record.",
            BASIS,
            {},
            review=now + REVIEW,
            stops_after=60,
        ),
        [PartyTerms(home.organization), *(PartyTerms(each) for each in partners.values())],
        starts=began,
    )
    made = [framework]
    for each in SCHEDULES:
        terms = Terms(
            each.title, each.why, BASIS, each.depths, (each.purpose,), each.roles, each.consent,
            now + REVIEW, 60,
        )  # fmt: skip
        parties = [
            PartyTerms(home.organization, receives=False),
            *(PartyTerms(partners[name], gives=False) for name in each.to),
        ]
        made.append(agreements.make(terms, parties, starts=began, framework=framework))
    signed = [home.organization, *(partners[name] for name in PARTNERS if name != OTHER_SURGERY)]
    for agreement in made:
        _sign(agreement, signed, home, began)


def _sign(agreement: Agreement, organisations: list[Organization], home: Home, at: datetime) -> None:
    numbers = [each.custodian for each in organisations if each.custodian is not None]
    agreement.parties.filter(custodian__in=numbers).update(signed=at)
    manager = Staff.objects.get(id=home.staff["margaret"])
    agreement.parties.filter(custodian=home.custodian).update(signed_by=manager)
