"""Who is told of looks: the same people on a page and through the interface; and searching them, for who oversees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.access.deciding import decide_named, decide_own_people
from kith.access.refused import Refused
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier, allows
from kith.directory.models import KnownPatient
from kith.record.connection import cursor
from kith.record.look_pages import Place
from kith.record.look_search import Seen, Sought, page_sought
from kith.record.looks import LookKind, record_look

SEARCHING = "searching looks"


@dataclass(frozen=True)
class Found:
    """A page of looks, whom they showed by name, and whether there are older ones."""

    looks: Sequence[Seen]
    people: Mapping[UUID, KnownPatient]
    more: bool


def told_of_looks(viewer: Viewer, patient: UUID) -> bool:
    """Whether the viewer may be told who looked at this Patient.

    As on the page: their own organisation holds it, and it is open to them with the name. Of what another organisation
    shares an empty answer would be no answer. Costs the same for a Patient that is not there.
    """
    grants = decide_named(viewer, patient).grants
    return any(
        grant.patient == patient
        and grant.custodian == viewer.custodian
        and allows(grant.read, Category.DEMOGRAPHICS, Tier.HEADLINE)
        for grant in grants
    )


def search_looks(
    viewer: Viewer, sought: Sought, *, size: int, after: Place | None = None, face: str
) -> Found:
    """Up to `size` looks at people of the viewer's own organisation who are open to them, newest first.

    Everybody is decided first, so that nobody is missed. It is a look itself, of those whom it shows. Raises `Refused`
    for whoever does not oversee.
    """
    if not viewer.may("oversee"):
        raise Refused
    while decide_own_people(viewer):
        pass
    found = page_sought(cursor(), sought, limit=size + 1, after=after)
    looks = found[:size]
    people = KnownPatient.objects.in_bulk({patient for seen in looks for patient in seen.patients})
    record_look(cursor(), people, kind=LookKind.LIST, face=face, asked=SEARCHING, depth=int(Tier.HEADLINE))
    return Found(looks, people, len(found) > size)
