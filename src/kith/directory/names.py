"""Names as they are shown and as they are looked for."""

import re
from collections.abc import Iterable

from kith.directory.reading import Json
from kith.record.search.folding import fold

USES = ["usual", "official", "temp", "nickname", "anonymous", None, "old", "maiden"]
"""Which of several names is shown: the one that the person usually goes by comes first."""


def shown(names: Iterable[Json]) -> Json:
    """The HumanName to show, or an empty one.

    A usual name often has no family name ("Wally"): it borrows that of the next name that has one, so that two
    people are not mistaken for one another.
    """
    ranked = sorted(names, key=lambda n: USES.index(n["use"]) if n.get("use") in USES else len(USES))
    family = next((name["family"] for name in ranked if name.get("family")), None)
    return {**({"family": family} if family else {}), **ranked[0]} if ranked else {}


def text(name: Json) -> str:
    """A HumanName in one line, given names first."""
    if name.get("text"):
        return str(name["text"])
    return " ".join([*name.get("prefix", ()), *name.get("given", ()), name.get("family", "")]).strip()


def words(names: Iterable[Json]) -> set[str]:
    """Every folded word of these names; `O'Brien` is found as obrien, o and brien."""
    found: set[str] = set()
    for name in names:
        for part in [name.get("text", ""), name.get("family", ""), *name.get("given", ())]:
            for word in re.split(r"[\s-]+", fold(part)):
                found |= {re.sub(r"\W", "", word), *re.split(r"\W+", word)}
    return found - {""}
