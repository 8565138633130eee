"""Who is told of looks: the same people on a page and through the interface."""

from uuid import UUID

from kith.access.deciding import decide_named
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier, allows


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
