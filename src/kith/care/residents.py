"""Who is who, read from the record: names, rooms and alerts of people whom the session may know of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from kith.access.roles import Role
from kith.care.allergies import ALLERGIES, MISTAKE, answer, standing
from kith.care.cpr import decisions
from kith.care.facts import CPR, CPR_SEEN, Facts, facts_about
from kith.care.people import Alert, Resident, Weight, alike
from kith.care.photo import key_of
from kith.care.presence.presence import TELLING, Presence, presence_of
from kith.care.presenters.allergies import lead
from kith.care.presenters.cpr import cpr_alert
from kith.care.presenters.presence import where
from kith.care.sayings import answer_words
from kith.catalogue.categories import allows
from kith.catalogue.components.alert import Alert as Held
from kith.catalogue.components.allergy import Allergy
from kith.catalogue.components.amending import Resource
from kith.catalogue.components.patient import Patient
from kith.catalogue.loader import catalogue
from kith.directory.models import KnownPatient
from kith.directory.people import others_of
from kith.record import reading
from kith.record.connection import cursor

NOT_ASKED = Alert("Allergies: not asked", "quiet")
GRAVE = {"safety", "clinical"}
"""Categories of FHIR's flags that are shown as danger; the others as a matter for care."""

TEXTURE, USUAL_FOOD, USUAL_DRINK = "texture", "7", "0"
"""What everybody eats and drinks, by IDDSI number: it needs no alert."""

MOST_COMPARED = 1000
"""Names that begin alike; more than any one service has."""

Component = TypeVar("Component")


def residents(people: Sequence[KnownPatient], now: datetime, role: Role) -> list[Resident]:
    """These people with their rooms and alerts as this role may know them, in five reads whatever their number.

    What another organisation holds of them and shows to this one counts as well: an allergy is an allergy.
    """
    ids = [person.id for person in people]
    whose = others_of(ids)
    everybody = [*ids, *whose]
    patients = _read("Patient", ids, Patient.from_fhir)
    allergies = together(allergies_about(everybody), whose)
    alerts = together(_read("Flag", everybody, Held.from_fhir), whose)
    facts = facts_together(facts_about(everybody, (CPR, CPR_SEEN, TEXTURE, *TELLING)), whose)
    asks = allows(role.read, *ALLERGIES)
    return [
        _resident(
            person,
            patients.get(person.id, []),
            (
                *(allergy_alerts(allergies.get(person.id, [])) if asks else ()),
                *fact_alerts(facts.get(person.id, Facts())),
                *held_alerts(alerts.get(person.id, []), now),
            ),
            presence_of(facts.get(person.id, Facts())),
            now,
        )
        for person in people
    ]


def together(
    found: Mapping[UUID, list[Component]], whose: Mapping[UUID, UUID]
) -> dict[UUID, list[Component]]:
    """What was found by Patient, with what other Patients of the same person hold."""
    by_person: dict[UUID, list[Component]] = {}
    for patient, each in found.items():
        by_person.setdefault(whose.get(patient, patient), []).extend(each)
    return by_person


def facts_together(found: Mapping[UUID, Facts], whose: Mapping[UUID, UUID]) -> dict[UUID, Facts]:
    """The same of facts, the one that reached the record last first."""
    held = together({patient: list(facts.held) for patient, facts in found.items()}, whose)
    return {
        patient: Facts(tuple(sorted(each, key=lambda one: (one.recorded, one.version), reverse=True)))
        for patient, each in held.items()
    }


def allergies_about(patients: list[UUID]) -> dict[UUID, list[Allergy]]:
    """Statements about allergies by person, in one read; those that were entered in error left out."""
    return _read("AllergyIntolerance", patients, Allergy.from_fhir)


def has_similar(person: KnownPatient) -> bool:
    """Whether somebody else whom the session may know of has a name that is easily confused with this one's."""
    first, last = person.given[:1], person.family[:1]
    near = Q(family__istartswith=last) if last else Q()
    near |= Q(given__istartswith=first) if first else Q()
    others = KnownPatient.objects.filter(near, custodian=person.custodian, removed=None).exclude(id=person.id)
    return any(alike(person.name, name) for name in others.values_list("name", flat=True)[:MOST_COMPARED])


def allergy_alerts(allergies: Iterable[Allergy]) -> list[Alert]:
    """Allergies that stand, the dangerous ones as danger. None held is "not asked"; none known is no alert."""
    held = [each for each in allergies if each.certainty != MISTAKE]
    if found := standing(held):
        return [Alert(lead(each), _danger(each)) for each in found]
    answered = answer(held)
    if answered and answered.gap:
        return [Alert(lead(answered), "quiet")]
    return [] if held else [NOT_ASKED]


def fact_alerts(facts: Facts) -> list[Alert]:
    """What facts warn of by themselves: food or drink that is not the usual, then a decision not to attempt CPR.

    What is acted on many times a day stands first: a list shows two alerts.
    """
    return [*texture_alert(facts), *cpr_alert(decisions(facts))]


def texture_alert(facts: Facts) -> list[Alert]:
    """Food and drink by IDDSI number and name, where either is not what everybody has."""
    texture = next((held.entry.answers for held in facts.of(TEXTURE)), {})
    food, drink = texture.get("food", USUAL_FOOD), texture.get("drink", USUAL_DRINK)
    if (food, drink) == (USUAL_FOOD, USUAL_DRINK):
        return []
    parts = catalogue().kind(TEXTURE).by_key
    words = f"Food {answer_words(parts['food'], food)}, drink {answer_words(parts['drink'], drink)}"
    return [Alert(words, "alert" if drink != USUAL_DRINK else "warn")]


def held_alerts(alerts: Iterable[Held], now: datetime) -> list[Alert]:
    """Alerts that hold now."""
    live = [each for each in alerts if each.status == "active" and not (each.end and each.end <= now)]
    return [Alert(each.words, "alert" if each.category in GRAVE else "warn") for each in live]


def _resident(
    person: KnownPatient,
    patients: Sequence[Patient],
    alerts: tuple[Alert, ...],
    presence: Presence,
    now: datetime,
) -> Resident:
    held = patients[0] if patients else None
    first = person.given.split()[0] if person.given else person.name
    return Resident(
        patient=person.id,
        name=person.name,
        called=held.preferred or first if held else first,
        room=held.room if held else "",
        born=person.birth_date,
        alerts=alerts,
        likes=held.preferred if held else "",
        photo=key_of(held) if held else "",
        where=where(presence, now),
        died=presence.died,
    )


def _read(
    type: str, patients: list[UUID], component: Callable[[Resource], Component]
) -> dict[UUID, list[Component]]:
    found: dict[UUID, list[Component]] = {}
    if not patients:
        return found
    query = reading.Query(type, patients=patients, limit=50 * len(patients))
    for stored in reading.find(cursor(), query):
        if stored.patient and not stored.in_error:
            found.setdefault(stored.patient, []).append(component(stored.resource))
    return found


def _danger(allergy: Allergy) -> Weight:
    return "warn" if allergy.danger == "low" or allergy.kind == "intolerance" else "alert"
