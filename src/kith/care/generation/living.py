"""Makes people with lives in an empty store, at any size: homes of forty, whose days several processes write."""

import secrets
import time
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.db import connection, transaction

from kith.care.days import ServiceDay
from kith.care.generation import making, people, places, working, writing
from kith.care.generation.drawing import id_at, nhs_numbers
from kith.care.generation.lives import Character, Life, draw, facts
from kith.care.generation.lives.homes import ROLES, Homes
from kith.care.generation.lives.page import lot_for
from kith.care.generation.lives.plot import plot
from kith.care.generation.lives.recorded import recorded
from kith.care.generation.lives.stories.leaving import LastDays
from kith.care.generation.lives.truth import Episode
from kith.care.generation.people import NAMES, TRACED, Person
from kith.care.generation.place import Place
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.patient import NhsNumber, Patient
from kith.catalogue.components.registration import Registration
from kith.record import loading

IN_A_HOME = 40
OF_A_HOME = 2 + 2 * len(ROLES)
"""Resources of a home beside its people: an organisation, a service, and two of each member of staff."""


def make(
    count: int, days: int, *, seed: int = 1, last: date | None = None, processes: int | None = None,
    say: making.Say = print,
) -> tuple[making.Made, list[Episode]]:  # fmt: skip
    """Fill an empty store, as its owner, with so many people and days up to `last` (the last whole one).

    Answers what was made, and what was planted in it. The same seed and day make the same texts. Raises `InUse`.
    """
    begun, password = time.monotonic(), secrets.token_hex(6)
    last = last or ServiceDay().of(datetime.now(UTC)) - timedelta(days=1)
    with transaction.atomic():
        making.refuse_in_use()
        homes, beside = _welcome(count, days, seed, last, password)
    say(f"{count} people are there; their days follow")
    return making.finish(homes, beside, password, begun, processes, say), homes.truth()


def _welcome(count: int, days: int, seed: int, last: date, password: str) -> tuple[Homes, int]:
    first, lot = last - timedelta(days=days - 1), lot_for(seed, "people")
    since = ServiceDay().start(first) - timedelta(days=1000)
    made = places.make(-(-count // IN_A_HOME), ROLES, since, password, lot)
    numbers = nhs_numbers(lot, count)
    everybody = [
        somebody(each, number, made[each // IN_A_HOME], first, days, seed)
        for each, number in enumerate(numbers)
    ]
    beside = loading.load(
        connection.connection, people.news([person for person, _ in everybody], lot), at_once=working.AT_ONCE
    )
    beside += _known(everybody)
    people.derive([person for person, _ in everybody])
    lives = [life for _, life in everybody]
    shared = tuple(tuple(lives[at : at + IN_A_HOME]) for at in range(0, count, IN_A_HOME))
    return Homes(seed, last, days, tuple(made), shared), beside + len(made) * OF_A_HOME


def _known(everybody: list[tuple[Person, Life]]) -> int:
    """Load what is lastingly known of everybody, as their home's nurses wrote it down. Answers how many facts."""
    facts_of = (
        fact
        for person, life in everybody
        for fact in writing.news(_facts(person, life), person.place.custodian)
    )
    return loading.load(connection.connection, facts_of, at_once=working.AT_ONCE)


def _facts(person: Person, life: Life) -> list[DailyEntry]:
    place = person.place
    nurses = [who for who, role in zip(place.staff, place.roles, strict=True) if role == "nurse"]
    return recorded(life.person, person.patient.id, person.since, nurses)


def somebody(
    number: int, nhs_number: str, place: Place, first: date, days: int, seed: int
) -> tuple[Person, Life]:
    """The n-th person of a seed, and their life from `first` on."""
    lot = lot_for(seed, "person", number)
    since = ServiceDay().start(first) - timedelta(days=lot.randint(1, 900), seconds=lot.randint(0, 80_000))
    who = _character(number, lot)
    born = date(first.year - who.age, 1, 1) + timedelta(days=lot.randrange(365))
    patient = Patient(
        id_at(since, lot), who.family, (who.given,), gender=who.gender, birth_date=born,
        nhs_number=NhsNumber(nhs_number, TRACED), room=f"Room {number % IN_A_HOME + 1}", organisation=place.organization,
    )  # fmt: skip
    life = Life(patient.id, who, plot(who, first, days, lot), str(seed))
    told = tuple(facts.told(who, patient.id, since, lot.choice(place.staff), lot))
    return Person(
        patient, _stay(life, place, since, first + timedelta(days=days), lot), place, since, told
    ), life


def _character(number: int, lot: Random) -> Character:
    gender = lot.choice(("female", "female", "male"))
    given = lot.choice(NAMES["women" if gender == "female" else "men"])
    family, age = lot.choice(NAMES["families"]), lot.randint(67, 101)
    return draw(
        f"{number}",
        lot,
        given=given,
        family=family,
        gender=gender,
        age=age,
        corridor=number % IN_A_HOME // 20,
    )


def _stay(life: Life, place: Place, since: datetime, now: date, lot: Random) -> Registration:
    """The stay with the home: over, where they have died by then."""
    ended = [story.died_at for story in life.stories if isinstance(story, LastDays) and story.ends < now]
    return Registration(
        id_at(since, lot), life.patient, place.organization, since, place.service,
        until=ended[0] if ended else None, status="finished" if ended else "active",
    )  # fmt: skip
