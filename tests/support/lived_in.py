"""A home that has been lived in for a fortnight, recorded through the gate. Everybody in it is invented."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from kith.access import choosing, drafting, gate, making_roles, referring, sessions
from kith.access.agreement_reach import PRESETS
from kith.access.agreement_terms import told_party
from kith.access.middleware import KEY
from kith.access.open_record import OpenRecord
from kith.access.role_limits import start
from kith.access.roles import shipped
from kith.care import keepsakes
from kith.care.days import LONDON, ServiceDay
from kith.care.demonstration.keepsakes import garden, tune
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.alert import Alert
from kith.catalogue.components.allergy import Allergy
from kith.catalogue.components.choice import Choice, ChoiceKind
from kith.catalogue.components.patient import Patient
from kith.catalogue.components.referral import Referral
from kith.catalogue.loader import catalogue
from kith.directory import actions
from kith.directory.models import Account, KnownPatient, MadeRole
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.support.facts import fact
from tests.support.homes import LONG_AGO, Home, as_owner, home, post_of, signed_in
from tests.support.sharing import agree

DAYS = 14
KNOWN: dict[str, dict[str, Any]] = {
    "cpr": {
        "decision": "do-not-attempt", "made-by": "Dr A. Okonjo", "made-on": date(2026, 2, 11), "original": "Red folder",
        "source": "document",
    },
    "texture": {"known": "known", "food": "6", "drink": "2", "diet": "Few sweet things", "source": "professional"},
    "moving": {"known": "known", "people": "one", "with": ["frame"], "how": "Stand on his left.", "source": "staff"},
    "calms": {"known": "not-asked"},
    "talking": {"known": "known", "how": "Face him, one thing at a time", "language": "English", "source": "family"},
    "check-answers": {
        "known": "known", "subjects": ["moving", "toilet"], "facts": "He needs somebody near him when he walks.",
        "confirmed-by": "Eva Lindholm, nurse", "confirmed-on": date(2026, 10, 26), "source": "staff",
    },
    "must-do": {
        "known": "known", "what": "Turn him, and look at his heels", "harm": True, "timing": "every", "every": Decimal(3),
        "between": "always", "record": "turning", "source": "staff",
    },  # fmt: skip
    "risk": {"known": "known", "about": "falls", "what": "Turns too fast", "helps": "Somebody near", "source": "staff"},
    "about-me": {"known": "known", "most": "Company, and the choir.", "people": "My daughter Helen.", "source": "person"},
}  # fmt: skip
JEAN: dict[str, Any] = {
    "known": "known", "name": "Jean Oakden", "relation": "child", "tell": "everything", "phone": "01632 960 001",
    "when": "any-hour", "order": 1, "source": "person",
}  # fmt: skip
RULE = ServiceDay()
Told = tuple[str, str, dict[str, Any], str, str]


@dataclass(frozen=True)
class LivedIn:
    """The home: its people, who works there, and an entry that was changed. One more is in hospital, and one has died.

    It shares with a surgery, by one agreement.
    """

    green: KnownPatient
    others: tuple[KnownPatient, ...]
    worker: Account
    lead: Account
    changed: UUID
    until: datetime
    away: KnownPatient
    died: KnownPatient
    manager: Account
    agreement: UUID
    role: str
    """The key of a role that the manager made."""
    draft: UUID
    """An agreement that the manager is writing."""
    doctor: Account
    """At the surgery, which is asked to help two people; one of them said no to sharing."""


def lived_in(now: datetime | None = None) -> LivedIn:
    """Makes the home up to `now`: its days run from 07:00, and today is recorded as far as it has gone."""
    until = now or datetime.now(UTC)
    with as_owner():
        house = home("Willow House")
        green = person(house, "Green", "Walter", "Room 4", ("Choking risk", "Thick drinks: level 2", "Falls"))
        others = (person(house, "Greene", "Wilfred", "Room 5"), person(house, "Okafor", "Winifred", "Room 2"))
        away, died = person(house, "Slater", "Vera", "Room 6"), person(house, "Oakden", "Edwin", "Room 7")
        know_allergy(house, green.id, "Penicillin")
        eliza, sam = house.worker("care_worker", "Eliza Marsh"), house.worker("care_worker", "Sam Okoro")
        lead, manager = house.worker("nurse", "Nora Quill"), house.worker("manager", "Margaret Boateng")
        surgery = home("Mill Lane Surgery")
        agreement, doctor = agree(house, surgery), surgery.worker("general_practitioner", "Dr Ola Reed")
    changed = fill(green.id, (sam, eliza), until)
    know(green.id, sam)
    tell_who_is_gone(away.id, died.id, lead, until)
    keep_garden_and_tune(green.id, eliza, until)
    ask_for_help(lead, surgery, green.id, others[0].id)
    role, draft = night_helper(manager), night_doctors(manager, house, surgery)
    return LivedIn(
        green, others, eliza, lead, changed, until, away, died, manager, agreement.id, role, draft, doctor
    )


def night_doctors(manager: Account, house: Home, surgery: Home) -> UUID:
    """An agreement that the manager is drafting: finished, with one part that is worth a second look."""
    told = {
        "title": "Night doctors", "why": "So that a doctor who comes at night knows what matters to you.",
        "basis": "It is a public task (UK GDPR article 6(1)(e)). It is for health or social care (UK GDPR article 9(2)(h)).",
        "parties": [
            told_party(at.organization.custodian or 0, gives=at is house, receives=at is surgery) for at in (house, surgery)
        ],
        "depths": {**PRESETS["planned"], "mental-health": "summary"}, "purposes": ["direct-care"], "roles": [],
        "consent": "implied", "starts": "2026-12-01", "review": "2027-12-01", "stops-after-days": 60,
    }  # fmt: skip
    with signed_in(manager):
        begun = drafting.begin(told)
    assert begun is not None
    return begun


def ask_for_help(lead: Account, surgery: Home, patient: UUID, unknown: UUID) -> None:
    """The surgery is asked to help two people, of whom one said no to sharing; the first is on the nurse's caseload too."""
    for each in (patient, unknown):
        with signed_in(lead) as me:
            record = gate.open_to_write(me, each)
            asked = Referral(
                new_id(), each, timezone.now(), surgery.service.id, "His legs are swollen. Please see him."
            )
            referring.refer(record, asked)
    with signed_in(lead) as me:
        referring.take_on(gate.open_to_write(me, patient), new_id(), me.practitioner)
    with signed_in(lead) as me:
        record, own = gate.open_to_write(me, unknown), post_of(lead).service.organization_id
        no = Choice(new_id(), unknown, own, ChoiceKind.OBJECTION, timezone.now())
        choosing.choose(record, no)


def night_helper(manager: Account) -> str:
    """A role made by the manager: a care worker who sees no medicines, and the plan in short. It was changed once."""
    base = shipped()["care_worker"]
    with signed_in(manager) as me:
        first = start(me, base)
        read = {part: depth for part, depth in first.read.items() if part is not Category.MEDICINES}
        key = making_roles.make(me, base, replace(first, words="Night helper", read=read))
        row = MadeRole.objects.get(key=key)
        less = replace(making_roles.held(row), read=read | {Category.PLAN: Tier.SUMMARY})
        making_roles.change(me, row, less, version=1)
    return key


def person(house: Home, family: str, given: str, room: str, alerts: tuple[str, ...] = ()) -> KnownPatient:
    """Somebody who lives here, with a room and alerts."""
    custodian = house.organization.custodian
    assert custodian is not None
    who = Patient(new_id(), family, (given,), birth_date=date(1938, 3, 9), gender="male", room=room)
    actions.put(who.to_fhir(), labels=actions.about_person(custodian))
    known = KnownPatient.objects.get(id=who.id)
    actions.register(patient=known, service=house.service, since=LONG_AGO)
    for words in alerts:
        category = "diet" if "drinks" in words else "safety"
        alert = Alert(new_id(), who.id, words, category=category)
        actions.put(alert.to_fhir(), labels=Labels(custodian, Category.SUMMARY, Tier.HEADLINE))
    return known


def know_allergy(house: Home, patient: UUID, substance: str) -> None:
    """An allergy that was confirmed."""
    assert house.organization.custodian is not None
    allergy = Allergy(new_id(), patient, substance, danger="high", certainty="confirmed")
    labels = Labels(house.organization.custodian, Category.SUMMARY, Tier.HEADLINE)
    actions.put(allergy.to_fhir(), labels=labels)


def know(patient: UUID, account: Account) -> None:
    """Facts about somebody as a care worker may record them: full in part, with gaps, and a decision not seen twice."""
    with signed_in(account) as viewer:
        record = gate.open_to_write(viewer, patient)
        for kind, answers in KNOWN.items():
            record.add(fact(kind, answers, by=viewer.practitioner, patient=patient))


def tell_who_is_gone(away: UUID, died: UUID, account: Account, until: datetime) -> None:
    """One went to hospital four hours ago, one died in the night before, and some of what is due then was done."""
    with signed_in(account) as viewer:
        for patient, kind, hours, answers in (
            (away, "away", 4, {"where": "hospital", "why": "Chest pain", "reach": "Ward 4", "with": "crew"}),
            (died, "death", 26, {"how": "with-them", "expected": True}),
            (died, "after-death", 25, {"done": "verified", "whom": "Nurse on duty"}),
            (died, "contact", 30, JEAN),
        ):
            at = until - timedelta(hours=hours)
            record = gate.open_to_write(viewer, patient)
            record.add(fact(kind, answers, by=viewer.practitioner, patient=patient, at=at))


def keep_garden_and_tune(patient: UUID, account: Account, now: datetime) -> None:
    """What he wants others to see and hear."""
    with signed_in(account) as viewer:
        record = gate.open_to_write(viewer, patient)
        for content, words in (
            (garden(), "My garden in June, and the bench that I made."),
            (tune(), "Our song."),
        ):
            keepsakes.add(
                record,
                content,
                id=new_id(),
                heading="most",
                words=words,
                helped="His daughter",
                now=now,
                agreed="Yes",
            )


def fill(patient: UUID, workers: tuple[Account, ...], until: datetime) -> UUID:
    """Two weeks of one person's days, the last drink of all put right afterwards. Answers its id."""
    last: UUID | None = None
    for back in reversed(range(DAYS)):
        day = RULE.of(until) - timedelta(days=back)
        with signed_in(workers[back % len(workers)]) as viewer:
            record = gate.open(viewer, patient, face="test", asked="to record")
            for entry in whole_day(day, patient, viewer.practitioner, until):
                record.add(entry)
                last = entry.id if entry.kind == "drink" else last
    assert last is not None
    with signed_in(workers[0]) as viewer:
        put_right(gate.open(viewer, patient, face="test", asked="to change"), last)
    return last


def put_right(record: OpenRecord, id: UUID) -> None:
    """Half of what was said to be drunk."""
    (entry,) = [each for each in record.entries("drink") if each.id == id]
    record.amend(
        entry.amended(answers={**entry.answers, "taken": Decimal(60)}),
        expected=1,
        reason="He left most of it: the cup was still there at tea time.",
    )


def whole_day(day: date, patient: UUID, author: UUID, until: datetime) -> Iterator[DailyEntry]:
    """One day as staff would tell it, as far as it has gone; the fourth day back has a silent afternoon."""
    for clock, kind, answers, note, end in told(day.day):
        occurred = moment(day, clock)
        if occurred > until or (day.day % 10 == 9 and "12:00" < clock < "18:00"):
            continue
        yield DailyEntry(
            id=new_id(),
            kind=kind,
            definition=catalogue().current[kind].canonical,
            patient=patient,
            occurred=occurred,
            until=moment(day, end) if end else None,
            author=author,
            made=occurred + timedelta(minutes=75 if kind == "mood" else 4),
            answers=answers,
            note=note,
        )


def moment(day: date, clock: str) -> datetime:
    """A wall-clock time of the service's day; before 07:00 it is the next morning's."""
    hour, minute = (int(piece) for piece in clock.split(":"))
    on = day if hour >= 7 else day + timedelta(days=1)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def told(turn: int) -> list[Told]:
    """What a day holds; `turn` makes days differ."""
    less = Decimal(turn % 4 * 25)
    return [
        ("07:05", "waking", {"how": "by-self", "slept": "well" if turn % 3 else "fairly"}, "", ""),
        ("07:20", "washing", {"what": "shower", "help": "some-help"}, "", ""),
        ("07:55", "drink", _drink("tea", 200, 200 - less), "", ""),
        ("08:10", "food", _food("breakfast", "1", "0.75"), "Porridge with honey.", ""),
        ("10:30", "drink", _drink("coffee", 200, 150), "", ""),
        ("10:45", "activity", {"what": "newspaper"}, "Read the cricket out to Winifred.", "11:30"),
        ("12:40", "food", _food("lunch", "1", "1" if turn % 2 else "0.5"), "", ""),
        ("12:45", "drink", _drink("water", 200, 175 - less), "", ""),
        ("14:10", "mood", {"mood": ["content"]}, "Asked after his brother.", ""),
        ("15:05", "drink", _drink("tea", 200, 200), "", ""),
        ("17:30", "food", _food("evening-meal", "1", "0.75"), "", ""),
        ("17:35", "drink", _drink("squash", 250, 200 - less), "", ""),
        ("19:30", "weight", {"weight": Decimal("71.2") - Decimal(turn % 5) / 10}, "", ""),
        ("22:15", "sleep", {"kind": "night", "slept": "well"}, "", "06:30"),
    ]


def _drink(what: str, offered: int, taken: int | Decimal) -> dict[str, Any]:
    return {"what": what, "offered": Decimal(offered), "taken": Decimal(taken)}


def _food(meal: str, offered: str, taken: str) -> dict[str, Any]:
    return {"meal": meal, "offered": Decimal(offered), "taken": Decimal(taken)}


def session_cookie(account: Account, *, board: bool = False) -> str:
    """The value of the cookie of a browser in which this account has just signed in, or put a wall board up."""
    with transaction.atomic():
        number = sessions.open_session(account, post_of(account), board=board)
    kept = SessionStore()
    kept["_auth_user_id"] = str(account.pk)
    kept["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    kept["_auth_user_hash"] = account.get_session_auth_hash()
    kept[KEY] = number
    kept.save()
    assert kept.session_key is not None
    return kept.session_key
