"""Consent to the leave to read in one's own right."""

from kith.catalogue.categories import Tier, gate_number, masks
from kith.catalogue.components.own_access import OwnAccess as Given
from kith.catalogue.components.own_access import Right
from kith.directory.models import OwnAccess
from kith.directory.reading import Json

KINDS = {
    Right.PERSON: OwnAccess.Kind.PERSON,
    Right.CHOSEN: OwnAccess.Kind.CHOSEN,
    Right.ATTORNEY: OwnAccess.Kind.ATTORNEY,
    Right.DEPUTY: OwnAccess.Kind.DEPUTY,
}


def derive_own_access(resource: Json, custodian: int, gone: bool) -> None:
    """The leave of the same id. How deep a category goes is the role's; the masks say which categories were granted.

    Raises ValueError where "the person" is somebody else: nobody may read as a person whom they only know.
    """
    given = Given.from_fhir(dict(resource))
    if (given.right is Right.PERSON) != (given.who == given.patient):
        raise ValueError("only the person reads as the person")
    granted = masks(gate_number(category, tier) for category in given.categories for tier in Tier)
    values = {
        "who": given.who,
        "name": given.name,
        "relation": given.relation,
        "kind": KINDS[given.right],
        "patient": given.patient,
        "custodian": custodian,
        "low": granted.low,
        "high": granted.high,
        "since": given.since,
        "until": given.until,
        "open": given.open and not gone,
    }
    if not OwnAccess.objects.filter(id=given.id).update(**values):
        OwnAccess.objects.create(id=given.id, **values)
