"""The gate: every reading and writing about a person begins here."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from kith.access import listed
from kith.access.deciding import decide_about, decide_named, decide_own_people, narrow, own_patients
from kith.access.emergency import ASKED as EMERGENCY_FACTS
from kith.access.open_record import OpenRecord
from kith.access.purposes import Purpose
from kith.access.refused import Refused
from kith.access.viewer import Viewer
from kith.catalogue.categories import Tier
from kith.directory import finding
from kith.directory.finding import Sought
from kith.directory.models import KnownPatient
from kith.record.connection import cursor
from kith.record.looks import LookKind, record_look


def open(
    viewer: Viewer,
    patient: UUID,
    *,
    purpose: Purpose | None = None,
    face: str,
    asked: str,
    depth: Tier = Tier.DETAIL,
) -> OpenRecord:
    """Decide, log the look and open a person's record, or raise `Refused`.

    `patient` is one Patient of the person; everything that is open under confirmed links opens with it.
    `face` and `asked` say in the look which face asked, and for what (never a free text that somebody
    typed). A session has one purpose: naming another is refused.
    """
    if purpose is not None and purpose is not viewer.purpose:
        raise Refused
    record = open_to_write(viewer, patient)
    kind = LookKind.OVERRIDE if record.decision.declared else LookKind.OPENING
    record_look(cursor(), record.patients, kind=kind, face=face, asked=asked, depth=int(depth))
    return record


def knows(viewer: Viewer, patient: UUID) -> bool:
    """Whether more of the person than the emergency facts is open to the viewer. Nothing is shown, so logs no look."""
    return decide_named(viewer, patient).allowed


@contextmanager
def open_emergency(viewer: Viewer, patient: UUID, *, face: str) -> Iterator[OpenRecord]:
    """Open the emergency facts of somebody registered where the viewer works, or raise `Refused`; always a look.

    What the role does not open otherwise is open inside the block only: the decision is narrowed again in the same
    transaction, so that no other request ever sees it.
    """
    decision = decide_named(viewer, patient, emergency=True)
    if viewer.role.own or not decision.of_own(
        viewer
    ):  # of what another organisation shares, "none recorded" would be no answer
        narrow(viewer, [decision])  # another Patient of the same person may have opened
        raise Refused
    record = OpenRecord(viewer=viewer, patient=patient, decision=decision)
    record_look(
        cursor(),
        record.patients,
        kind=LookKind.OPENING,
        face=face,
        asked=EMERGENCY_FACTS,
        depth=int(Tier.HEADLINE),
    )
    try:
        yield record
    finally:
        narrow(viewer, [decision])


def anyone_here(viewer: Viewer, *, face: str) -> list[KnownPatient]:
    """Everybody in the building by name, for the emergency page of any of them (rule 7); logged as a list.

    Of whoever a login is not for, the name is known inside this call only.
    """
    rows = cursor().execute("select * from kith_building()", prepare=True).fetchall()
    decisions = decide_about(viewer, [row[0] for row in rows], emergency=True)
    try:
        open_ = [decision.asked for decision in decisions if decision.allowed]
        people = KnownPatient.objects.filter(id__in=open_, removed=None).order_by("family", "given", "id")
        return _listed(list(people), face, EMERGENCY_FACTS)
    finally:
        narrow(viewer, decisions)


def in_the_building(patients: Iterable[UUID]) -> frozenset[UUID]:
    """Of these people, whom the session has open, those who are in the building of its service (rule 7).

    Under whichever of their Patients, and whether the session may know that one or not.
    """
    rows = cursor().execute("select * from kith_inside(%s)", (list(patients),), prepare=True).fetchall()
    return frozenset(row[0] for row in rows)


def only_chosen(viewer: Viewer) -> bool:
    """Whether the viewer's login is for chosen people only, and the emergency facts of the others are open to it."""
    if not viewer.role.agency or viewer.purpose is Purpose.INSPECTION:  # to whom nobody else's facts are open
        return False
    row = cursor().execute("select kith_only_chosen()", prepare=True).fetchone()
    return bool(row and row[0])


def open_to_write(viewer: Viewer, patient: UUID) -> OpenRecord:
    """Decide and open a person's record for a write alone, or raise `Refused`.

    No look is logged: a write is audited by its version (architecture, Gate), and a shift of entries must not
    bury the openings that the person wants to see. Nothing that was read may be shown to the viewer.
    """
    decision = decide_named(viewer, patient)
    if not decision.allowed:
        raise Refused
    return OpenRecord(viewer=viewer, patient=patient, decision=decision)


def list_people(viewer: Viewer, *, face: str, asked: str, refresh: bool = False) -> list[KnownPatient]:
    """Everybody of the viewer's own service whom the viewer may know of, by name; logged as a list.

    People who came since sign-in are decided now, so that a new resident is there. With `refresh` an open page asks
    again: the same list within a quarter of an hour is no look of its own.
    """
    people = _own_people(viewer)
    ids = [person.id for person in people]
    if refresh and listed.is_refresh(viewer.session, asked, ids):
        return people
    listed.remember(viewer.session, asked, ids)
    return _listed(people, face, asked)


def open_people(viewer: Viewer, *, face: str, asked: str) -> list[KnownPatient]:
    """The same people, to read more of each than a name: logged as an opening of every one of them."""
    people = _own_people(viewer)
    record_look(
        cursor(),
        [p.id for p in people],
        kind=LookKind.OPENING,
        face=face,
        asked=asked,
        depth=int(Tier.DETAIL),
    )
    return people


def own_people(viewer: Viewer, *, face: str) -> list[KnownPatient]:
    """Whom somebody reads about in their own right (access rules, 3), by name; logged as a list."""
    patients = own_patients()
    decide_about(viewer, patients)
    people = KnownPatient.objects.filter(id__in=patients, removed=None).order_by("family", "given", "id")
    return _listed(list(people), face, "whose record is read")


def find_people(viewer: Viewer, sought: Sought, *, face: str) -> tuple[list[KnownPatient], bool]:
    """People with whom the viewer has a relationship, whom what was typed can mean; logged as a list.

    Everybody is decided first, however many they are: somebody who is here and not found is admitted twice. The
    second answer is whether these are only spelt nearly so. What was typed is kept nowhere.
    """
    _decide_everybody(viewer)
    people = finding.found(sought, custodian=viewer.custodian)
    near = [] if people else finding.nearly(sought, custodian=viewer.custodian)
    return _listed(people or near, face, "finding somebody"), bool(near)


def perhaps_known(viewer: Viewer, *, born: date | None, nhs_number: str, face: str) -> list[KnownPatient]:
    """Own people who have this birth date or NHS number, before somebody is taken in; logged as a list."""
    _decide_everybody(viewer)
    people = finding.perhaps(born=born, nhs_number=nhs_number, custodian=viewer.custodian)
    return _listed(people, face, "whether somebody is here already")


def _listed(people: list[KnownPatient], face: str, asked: str) -> list[KnownPatient]:
    """The same people, now logged as shown in a list."""
    ids = [person.id for person in people]
    record_look(cursor(), ids, kind=LookKind.LIST, face=face, asked=asked, depth=int(Tier.HEADLINE))
    return people


def _decide_everybody(viewer: Viewer) -> None:
    """So that nobody of the service is missed, however many they are."""
    while decide_own_people(viewer):
        pass


def _own_people(viewer: Viewer) -> list[KnownPatient]:
    decide_own_people(viewer)
    people = KnownPatient.objects.filter(custodian=viewer.custodian, removed=None)
    return list(people.order_by("family", "given", "id"))
