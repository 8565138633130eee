"""Consent to a person's choice about sharing, or to the leave to read in one's own right."""

from uuid import UUID

from kith.catalogue.categories import Category, Masks, Tier, gate_number, masks
from kith.catalogue.components.choice import Choice as Said
from kith.catalogue.components.choice import ChoiceKind
from kith.catalogue.systems import CHOICE_KIND, OWN_ACCESS
from kith.directory.derive.own_access import derive_own_access
from kith.directory.models import Choice, Organization
from kith.directory.reading import Json, code

KINDS = {
    ChoiceKind.OBJECTION: Choice.Kind.OBJECTION,
    ChoiceKind.SHARE_OUT: Choice.Kind.SHARE_OUT,
    ChoiceKind.SHARE_IN: Choice.Kind.SHARE_IN,
}


def derive_consent(resource: Json, custodian: int, gone: bool) -> None:
    """The choice or leave of the same id. Any other Consent (to treatment, to research) gives and stops nothing."""
    categories = resource.get("category", ())
    if code(categories, OWN_ACCESS) is not None:
        derive_own_access(resource, custodian, gone)
    elif code(categories, CHOICE_KIND) is not None:
        _derive_choice(resource, custodian, gone)


def _derive_choice(resource: Json, custodian: int, gone: bool) -> None:
    said = Said.from_fhir(dict(resource))
    about = _categories(said.categories)
    values = {
        "patient": said.patient,
        "custodian": custodian,
        "kind": KINDS[said.kind],
        "of": _number(said.of),
        "to": _number(said.to),
        "low": about.low,
        "high": about.high,
        "since": said.since,
        "until": said.until,
        "open": said.counts and not gone,
    }
    if not Choice.objects.filter(id=said.id).update(**values):
        Choice.objects.create(id=said.id, **values)


def _categories(categories: frozenset[Category]) -> Masks:
    """Every depth of these categories; of all that there are or will be where none is named."""
    if not categories:
        return Masks(-1, -1)
    return masks(gate_number(category, tier) for category in categories for tier in Tier)


def _number(organisation: UUID | None) -> int | None:
    """Raises ValueError for an organisation that holds nothing here: a choice must never come to mean "anybody"."""
    if organisation is None:
        return None
    number = Organization.objects.filter(id=organisation).values_list("custodian", flat=True).first()
    if number is None:
        raise ValueError("a choice names an organisation that holds no records here")
    return number
