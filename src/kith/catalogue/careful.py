"""What makes a piece of the record more careful than its kind: its author's word, a security label, a sensitive code.

Only ever more careful, never less; and never what somebody needs to be understood (access rules, last paragraph but one).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from kith.catalogue import files
from kith.catalogue.categories import SYSTEM, Category, Tier

FIRST = (
    Category.SAFEGUARDING, Category.SEXUAL_HEALTH, Category.SUBSTANCE_USE, Category.MENTAL_HEALTH,
    Category.LEGAL, Category.THIRD_PARTY, Category.FINANCE, Category.WORKER,
)  # fmt: skip
"""Where several categories fit, the first of these (access rules, last paragraph but one)."""
_SLUGS = {each.slug for each in FIRST}
CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
RAISES = {"R": Tier.DEEPEST, "V": Tier.DEEPEST}
"""Restricted, and very restricted (R4, Resource.meta.security). Ours: HL7 gives the words, not our depths."""


def raised(
    resource: Mapping[str, Any], category: Category, tier: Tier, named: Iterable[Category] = ()
) -> tuple[Category, Tier]:
    """Where a resource is kept that would be kept at this category and tier; `named` is what its author named."""
    if category is Category.COMMUNICATION:
        return category, tier
    sensitive = set(of_codes(resource))
    kept = most_careful(category, {*named, *sensitive})
    deeper = Tier.DETAIL if kept is not category else tier
    return kept, max(tier, deeper, *(RAISES.get(code, tier) for code in _labels(resource)))


def may_raise(resource: Mapping[str, Any]) -> bool:
    """Whether its author, a security label or a code says anything that could raise it."""
    labels, codes = (
        any(each in RAISES for each in _labels(resource)),
        next(of_codes(resource), None) is not None,
    )
    return labels or codes or any(each in _SLUGS for each in named_in(resource))


def most_careful(own: Category, others: Iterable[Category]) -> Category:
    """The first that fits, in the order in which categories go before each other; its own where none of them does."""
    known = {own, *others}
    return next((each for each in FIRST if each in known), own)


def of_codes(resource: Mapping[str, Any]) -> Iterator[Category]:
    """The categories to which codes in the resource's own `code` belong; nothing where it cannot be read."""
    code = resource.get("code")
    codings = code.get("coding", ()) if isinstance(code, Mapping) else ()
    for coding in codings if isinstance(codings, list) else ():
        if isinstance(coding, Mapping):
            found = _of(str(coding.get("system", "")), str(coding.get("code", "")))
            if found is not None:
                yield found


def _of(system: str, code: str) -> Category | None:
    exact, ranges = _known()
    for begins, category in ranges.get(system, ()):
        if code.upper().startswith(begins):
            return category
    return exact.get((system, code))


Exact = Mapping[tuple[str, str], Category]
Ranges = Mapping[str, list[tuple[tuple[str, ...], Category]]]


@cache
def _known() -> tuple[Exact, Ranges]:
    exact: dict[tuple[str, str], Category] = {}
    ranges: dict[str, list[tuple[tuple[str, ...], Category]]] = {}
    for slug, held in files.read(files.DEFINITIONS / "sensitive-codes.yaml").items():
        category = Category.from_slug(slug)
        for system, codes in held.get("codes", {}).items():
            exact |= {(system, str(code)): category for code in codes}
        for system, begins in held.get("begins", {}).items():
            ranges.setdefault(system, []).append((tuple(map(str, begins)), category))
    return exact, ranges


def _labels(resource: Mapping[str, Any]) -> Iterator[str]:
    meta = resource.get("meta")
    labels = meta.get("security", ()) if isinstance(meta, Mapping) else ()
    for label in labels if isinstance(labels, list) else ():
        if isinstance(label, Mapping) and label.get("system") == CONFIDENTIALITY:
            yield str(label.get("code", ""))


def named_in(resource: Mapping[str, Any]) -> Iterator[str]:
    """The codes of our categories that a resource names."""
    concepts = resource.get("category")
    for concept in concepts if isinstance(concepts, list) else ():
        codings = concept.get("coding", ()) if isinstance(concept, Mapping) else ()
        for coding in codings if isinstance(codings, list) else ():
            if isinstance(coding, Mapping) and coding.get("system") == SYSTEM:
                yield str(coding.get("code", ""))
