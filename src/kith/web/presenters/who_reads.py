"""Who will be able to read what is about to be written, in a sentence for each kind and for what makes it more private."""

import json
from collections.abc import Callable, Iterable, Mapping

from kith.access.who_reads import Gate, Reads
from kith.catalogue.careful import FIRST, most_careful
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.submission import PRIVATE
from kith.catalogue.kinds import EntryKind

TELLS = {
    Category.SEXUAL_HEALTH: "Their sexual health",
    Category.SUBSTANCE_USE: "Alcohol or drugs",
    Category.MENTAL_HEALTH: "How they feel, or their mental health",
    Category.LEGAL: "Legal matters",
    Category.THIRD_PARTY: "What somebody else told about themselves",
    Category.FINANCE: "Their money",
}
NOT_YOU = "You cannot read it again yourself."


def offers(kind: EntryKind) -> bool:
    """Whether an author is asked if it tells of something more private: not where its kind says so already."""
    return kind.category not in (*FIRST, Category.COMMUNICATION) and not kind.fact and not kind.names_staff


def gates_of(kinds: Iterable[EntryKind]) -> set[Gate]:
    """Every place where one of these kinds is kept, or would be if it told of something private."""
    several = list(kinds)
    usual = {(kind.category, kind.tier) for kind in several}
    return usual | {_private(kind, each) for kind in several if offers(kind) for each in PRIVATE}


def _private(kind: EntryKind, private: Category) -> Gate:
    return most_careful(kind.category, [private]), max(kind.tier, Tier.DETAIL)


def told(
    kinds: Iterable[EntryKind],
    reads: Mapping[Gate, Reads],
    names: Mapping[int, str],
    service: str,
    called: str,
) -> str:
    """What the recording components are told, as JSON: sentences once, and for each kind and private matter which it is."""
    words: dict[str, int] = {}

    def number(gate: Gate) -> int:
        return words.setdefault(sentence(reads[gate], names, service, called), len(words))

    by_kind = {kind.key: [number((kind.category, kind.tier)), *_more(kind, number)] for kind in kinds}
    private = [{"value": each.slug, "words": TELLS[each]} for each in PRIVATE]
    return json.dumps({"words": list(words), "kinds": by_kind, "private": private})


def _more(kind: EntryKind, number: Callable[[Gate], int]) -> list[int]:
    return [number(_private(kind, each)) for each in PRIVATE] if offers(kind) else []


def sentence(reads: Reads, names: Mapping[int, str], service: str, called: str) -> str:
    """Who reads it: here, elsewhere, and in their own right."""
    if reads.everybody:
        here = f"Everybody who cares for {called} at {service}."
    elif reads.roles:
        here = f"At {service}: {_listed(each.lower() for each in reads.roles)}."
    else:
        here = f"Nobody at {service}."
    elsewhere = [names.get(each, "another organisation") for each in reads.organisations]
    own = [*([called] if reads.person else []), *reads.people]
    parts = [here]
    if elsewhere:
        parts.append(f"As agreed: {_listed(elsewhere)}.")
    if own:
        parts.append(f"Also {_listed(own)}.")
    return " ".join([*parts, *([] if reads.you else [NOT_YOU])])


def _listed(words: Iterable[str]) -> str:
    several = list(words)
    return " and ".join(filter(None, (", ".join(several[:-1]), several[-1])))
