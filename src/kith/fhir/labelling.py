"""Which labels a resource that a program sends is kept under."""

from typing import Any
from uuid import UUID

from kith.access import concerns
from kith.catalogue import careful, exact, systems
from kith.catalogue.categories import Category, Tier
from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import UnknownKind, catalogue
from kith.fhir.problems import Problem
from kith.record.labels import Labels
from kith.record.validation import Issue

USUAL = {
    "AllergyIntolerance": (Category.SUMMARY, Tier.HEADLINE),
    "CarePlan": (Category.PLAN, Tier.SUMMARY),
    "Communication": (Category.DAILY_LIFE, Tier.DETAIL),
    "Condition": (Category.SUMMARY, Tier.SUMMARY),
    "Flag": (Category.SUMMARY, Tier.HEADLINE),
    "Observation": (Category.OBSERVATIONS, Tier.DETAIL),
}


def labels_for(resource: dict[str, Any], custodian: int) -> Labels:
    """The labels of a new resource: its kind's own or its type's usual ones.

    A category that the sender names, a security label and a sensitive code can only make them more careful.
    """
    kind = entry_kind(resource)
    if kind is not None:
        try:
            definition = catalogue().kind(kind)
        except UnknownKind:
            where = "Observation.code"
            raise Problem(
                422, [Issue("code-invalid", where, f"There is no kind of entry called {kind[:64]!r}.")]
            ) from None
        category, tier = definition.category, concerns.tier_in(resource, definition.tier)
    else:
        category, tier = USUAL[resource["resourceType"]]
    named = [_category(each) for each in careful.named_in(resource)]
    return Labels(
        custodian, *careful.raised(resource, category, tier, named), barred=concerns.named_in(resource)
    )


def is_raised(resource: dict[str, Any]) -> bool:
    """Whether something in it may make it more careful than what stands already."""
    return careful.may_raise(resource)


def check_entry(text: str, resource: dict[str, Any], id: UUID) -> None:
    """Raises a 422 when the resource is a daily entry and its definition says that it cannot be so."""
    codings = resource.get("code", {}).get("coding", []) if resource["resourceType"] == "Observation" else []
    places = [index for index, coding in enumerate(codings) if coding.get("system") == systems.ENTRY_KINDS]
    if places and places != [0]:
        words = "The kind of entry is the first coding, and the only one of its system."
        raise Problem(422, [Issue("invariant", "Observation.code", words)])
    if not places:
        return
    try:
        entry = DailyEntry.from_fhir(exact.loads(text) | {"id": str(id)})
    except ValueError as wrong:
        raise Problem(422, [Issue("invariant", "Observation", str(wrong)[:200])]) from None
    errors = check(entry).errors
    if errors:
        raise Problem(422, [Issue("business-rule", "Observation", f"{e.part}: {e.message}") for e in errors])


def entry_kind(resource: dict[str, Any]) -> str | None:
    """The key of the kind of entry that an Observation says it is."""
    if resource["resourceType"] != "Observation":
        return None
    for coding in resource.get("code", {}).get("coding", []):
        if coding.get("system") == systems.ENTRY_KINDS:
            return str(coding.get("code", ""))
    return None


def _category(slug: str) -> Category:
    try:
        return Category.from_slug(slug)
    except ValueError:
        words = f"There is no category called {slug[:64]!r}."
        raise Problem(422, [Issue("code-invalid", "category", words)]) from None
