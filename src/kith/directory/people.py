"""Who is who: Patients linked into people. Links change, nothing is rewritten, and everything can be undone.

A Patient without a confirmed link is a person by itself. Runs as the store's owner.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kith.directory.models import Account, KnownPatient, Person, PersonLink
from kith.record.connection import cursor
from kith.record.ids import new_id

State = PersonLink.State
OTHERS = (
    "select other.patient as other, own.patient as own from directory_personlink own"
    " join directory_personlink other on other.person_id = own.person_id and other.state = 'confirmed'"
    " where own.patient = any(%s) and own.state = 'confirmed' and other.patient <> all(%s)"
)


class Overtaken(Exception):
    """Something happened since to what was to be decided or undone: look again."""


def person_of(patient: UUID) -> Person | None:
    """The person that a Patient is linked to, or None while it stands alone."""
    link = PersonLink.objects.select_related("person").filter(patient=patient, state=State.CONFIRMED).first()
    return link.person if link else None


def patients_of(patient: UUID) -> set[UUID]:
    """This Patient and all that are the same person."""
    person = person_of(patient)
    joined = PersonLink.objects.filter(person=person, state=State.CONFIRMED) if person else None
    return {patient, *(joined.values_list("patient", flat=True) if joined else ())}


def others_of(patients: Sequence[UUID]) -> dict[UUID, UUID]:
    """Other Patients of the same people that the session may know of, each with the one of `patients` that it goes with."""
    rows = cursor().execute(OTHERS, (list(patients), list(patients)), prepare=True).fetchall()
    return {row.other: row.own for row in rows}


@transaction.atomic
def propose(*, patient: UUID, same_as: UUID, by: Account | None, why: str) -> PersonLink:
    """Say that two Patients may be one person. Nothing opens by it until somebody confirms it."""
    return _link(_made_person(same_as, by, why), patient, State.PROPOSED, by, why, new_id())


@transaction.atomic
def refuse(link: PersonLink, *, by: Account | None, why: str) -> None:
    """The proposal does not hold. It stays on file."""
    current = _still_proposed(link)
    _decide(current, State.REFUSED, by, why)


@transaction.atomic
def confirm(link: PersonLink, *, by: Account | None, why: str) -> UUID:
    """The proposal holds: everything that was either person is one. Answers with the act, to undo it by."""
    act, current = new_id(), _still_proposed(link)
    joined = patients_of(link.patient)
    if person_of(link.patient) == link.person:
        raise Overtaken
    _end_links(joined, link.person, act, by, why)
    current.act = act
    _decide(current, State.CONFIRMED, by, why)
    _move(joined, link.person, act, by, why)
    return act


@transaction.atomic
def merge(*, patient: UUID, same_as: UUID, by: Account | None, why: str) -> UUID:
    """Two Patients are one person, said and confirmed at once. Answers with the act."""
    act = new_id()
    _move(patients_of(patient), _made_person(same_as, by, why), act, by, why)
    return act


@transaction.atomic
def split(*, patient: UUID, by: Account | None, why: str) -> UUID:
    """A Patient is somebody else after all. Answers with the act."""
    act = new_id()
    _move({patient}, Person.objects.create(id=new_id()), act, by, why)
    return act


@transaction.atomic
def undo(act: UUID, *, by: Account | None, why: str) -> UUID:
    """Take a merge or split back; answers with the act of doing so. Raises `Overtaken` when links have moved on."""
    made = list(PersonLink.objects.select_for_update().filter(act=act))
    if not made or any(link.state != State.CONFIRMED for link in made):
        raise Overtaken
    back = new_id()
    before = list(PersonLink.objects.filter(ended_act=act))
    for link in made:
        link.ended_act = back
        _decide(link, State.UNDONE, by, why)
    for link in before:
        _link(link.person, link.patient, State.CONFIRMED, by, why, back)
    return back


def _move(patients: Iterable[UUID], person: Person, act: UUID, by: Account | None, why: str) -> None:
    _end_links(patients, person, act, by, why)
    there = PersonLink.objects.filter(patient__in=list(patients), state=State.CONFIRMED)
    for patient in sorted(set(patients) - set(there.values_list("patient", flat=True))):
        _link(person, patient, State.CONFIRMED, by, why, act)


def _end_links(patients: Iterable[UUID], person: Person, act: UUID, by: Account | None, why: str) -> None:
    """End every link of these Patients to somebody other than `person`."""
    links = PersonLink.objects.select_for_update().filter(patient__in=list(patients), state=State.CONFIRMED)
    for link in links.exclude(person=person):
        link.ended_act = act
        _decide(link, State.UNDONE, by, why)


def _decide(link: PersonLink, state: PersonLink.State, by: Account | None, why: str) -> None:
    link.state = state
    link.decided, link.decided_by, link.decided_why = timezone.now(), by, why
    link.save()


def _still_proposed(link: PersonLink) -> PersonLink:
    current = PersonLink.objects.select_for_update().get(pk=link.pk)
    if current.state != State.PROPOSED:
        raise Overtaken
    return current


def _made_person(patient: UUID, by: Account | None, why: str) -> Person:
    person = person_of(patient)
    if person is None:
        person = Person.objects.create(id=new_id())
        _link(person, patient, State.CONFIRMED, by, why, new_id())
    return person


def _link(
    person: Person, patient: UUID, state: PersonLink.State, by: Account | None, why: str, act: UUID
) -> PersonLink:
    custodian = KnownPatient.objects.values_list("custodian", flat=True).get(id=patient)
    return PersonLink.objects.create(
        person=person, patient=patient, custodian=custodian, state=state, by=by, why=why, act=act
    )
