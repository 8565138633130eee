"""Why people are on a service's list who do not live there: referred to it, on the viewer's caseload, on today's rota."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kith.access import gate
from kith.access.viewer import Viewer
from kith.directory.models import KnownPatient, Tie
from kith.directory.models.team_member import during
from kith.directory.people import others_of

ORDER = (Tie.Kind.CASELOAD, Tie.Kind.ROTA, Tie.Kind.REFERRED)
"""What is told of several: what is the viewer's own comes first."""


def elsewhere(viewer: Viewer, patients: Iterable[UUID], now: datetime) -> Mapping[UUID, Tie]:
    """Of these people, those who are not in the building of the viewer's service, each with why they are its to look after.

    Two questions, whatever their number. Row security says which of them the viewer may know.
    """
    ids = list(patients)
    found = Tie.objects.filter(
        during(now),
        Q(staff=None) | Q(staff=viewer.practitioner),
        service=viewer.service,
        open=True,
        kind__in=ORDER,
    )
    whose = others_of(ids)
    by_person: dict[UUID, list[Tie]] = {}
    for tie in found.filter(patient__in=[*ids, *whose]):
        by_person.setdefault(whose.get(tie.patient, tie.patient), []).append(tie)
    if not by_person:
        return {}
    inside = gate.in_the_building(by_person)
    return {
        patient: min(ties, key=lambda tie: ORDER.index(Tie.Kind(tie.kind)))
        for patient, ties in by_person.items()
        if patient not in inside
    }


def inside(viewer: Viewer, people: Sequence[KnownPatient], now: datetime) -> list[KnownPatient]:
    """Of these, whoever lives or stays here: for rounds and boards of a house."""
    others = elsewhere(viewer, [person.id for person in people], now)
    return [person for person in people if person.id not in others]
