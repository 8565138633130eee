"""Invented people: their resources, and the directory's rows of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import yaml

from kith.care.generation.drawing import id_at, nhs_numbers
from kith.care.generation.lives import facts
from kith.care.generation.lives.facts import Fact
from kith.care.generation.place import Place
from kith.catalogue import exact
from kith.catalogue.components.alert import Alert
from kith.catalogue.components.allergy import Allergy
from kith.catalogue.components.patient import NhsNumber, Patient
from kith.catalogue.components.registration import Registration as Stay
from kith.directory import actions, names
from kith.directory.finding import room_key
from kith.directory.models import KnownPatient, PersonName, Registration
from kith.record.labels import Labels
from kith.record.loading import New

NAMES = yaml.safe_load(Path(__file__).with_name("names.yaml").read_text("utf-8"))
GIVEN = {"female": NAMES["women"], "male": NAMES["men"]}
TRACED = "01"
"""NHS number present and verified."""
ALERTS = ("Falls", "Hears little on the left", "Food level 6 Soft and bite-sized", "Diabetes")


@dataclass(frozen=True)
class Person:
    """Somebody invented, registered in one place."""

    patient: Patient
    stay: Stay
    place: Place
    since: datetime
    facts: tuple[Fact, ...] = ()
    """What was told of them when they came; a benchmark's people have an allergy answer and an alert by lot."""


def draw(count: int, places: list[Place], before: datetime, lot: Random) -> list[Person]:
    """So many people, spread evenly over the places, who came before this moment."""
    numbers = nhs_numbers(lot, count)
    return [_person(numbers[each], places[each % len(places)], before, lot) for each in range(count)]


def _person(number: str, place: Place, before: datetime, lot: Random) -> Person:
    since = before - timedelta(days=lot.randint(1, 900), seconds=lot.randint(0, 80_000))
    gender = lot.choice(("female", "female", "male"))
    patient = Patient(
        id_at(since, lot),
        lot.choice(NAMES["families"]),
        (lot.choice(GIVEN[gender]),),
        gender=gender,
        birth_date=date(1926, 1, 1) + timedelta(days=lot.randint(0, 13_000)),
        nhs_number=NhsNumber(number, TRACED),
        room=f"Room {lot.randint(1, 60)}",
        organisation=place.organization,
    )
    return Person(
        patient, Stay(id_at(since, lot), patient.id, place.organization, since, place.service), place, since
    )


def news(people: list[Person], lot: Random) -> Iterator[New]:
    """Everybody's resources beside their entries."""
    for person in people:
        who, custodian, since = person.patient, person.place.custodian, person.since
        recorder = lot.choice(person.place.staff)
        about = actions.about_person(custodian)
        told: list[tuple[Patient | Stay | Fact, Labels]] = [(who, about), (person.stay, about)]
        for fact in person.facts or _by_lot(person, recorder, lot):
            told.append((fact, facts.labels(fact, custodian)))
        for each, labels in told:
            text = exact.dumps(each.to_fhir())
            yield New(each.id, text, labels, recorder, since.astimezone(UTC))


def _by_lot(person: Person, recorder: UUID, lot: Random) -> tuple[Fact, ...]:
    who, since = person.patient.id, person.since
    allergy = Allergy.none_known(id_at(since, lot), who, since, recorder)
    return allergy, Alert(id_at(since, lot), who, lot.choice(ALERTS), start=since, author=recorder)


def derive(people: list[Person]) -> None:
    """The directory's rows of these people, as deriving them one by one would make them (`kith rebuild` agrees)."""
    KnownPatient.objects.bulk_create([_known(person) for person in people], batch_size=1000)
    PersonName.objects.bulk_create(
        [
            PersonName(patient=person.patient.id, custodian=person.place.custodian, word=word)
            for person in people
            for word in sorted(names.words(person.patient.to_fhir()["name"]))
        ],
        batch_size=2000,
    )
    Registration.objects.bulk_create([_registration(person) for person in people], batch_size=1000)


def _known(person: Person) -> KnownPatient:
    who = person.patient
    return KnownPatient(
        id=who.id, custodian=person.place.custodian, name=who.full_name, family=who.family, given=" ".join(who.given),
        gender=who.gender, birth_date=who.birth_date, nhs_number=who.nhs_number.value if who.nhs_number else None,
        room=room_key(who.room),
    )  # fmt: skip


def _registration(person: Person) -> Registration:
    stay = person.stay
    return Registration(
        id=stay.id, patient=stay.patient, custodian=person.place.custodian, service_id=person.place.service,
        open=stay.status == "active", since=stay.since.replace(microsecond=stay.since.microsecond // 1000 * 1000),
        until=stay.until,
    )  # fmt: skip
