"""Words that tell of somebody else without a name: "his daughter", "the man in room 4"."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kith.catalogue import files
from kith.catalogue.naming.marks import Mark, Why


def find(text: str) -> Iterator[Mark]:
    """Each such person once."""
    for match in shape().finditer(text):
        start, end = match.span("who")
        yield Mark(start, end, Why.CLOSE)


@cache
def shape() -> re.Pattern[str]:
    """All of it; browsers read the same (`kith.catalogue.naming.browser`)."""
    held = files.read(files.DEFINITIONS / "naming.yaml")["relations"]
    asking = held["asking"]
    people = _any_of(each for each in held["people"] if each not in asking["words"])
    whose, like = f"(?:(?:{_any_of(held['whose'])})\\s+)?", f"(?:(?:{_any_of(held['like'])})[\\s-]+){{0,2}}"
    more = f"(?:[\\s-]+(?:{_any_of(held['more'])}))?"
    places, where = _any_of(held["places"]), f"(?:{_any_of(held['where'])})(?:\\s+\\w+){{0,2}}"
    shapes = (
        f"{whose}{like}(?:{people}){more}",
        f"(?:{_any_of(asking['after'])})\\s+{like}(?:{_any_of(asking['words'])}){more}",
        f"(?:(?:the|a|this|that)\\s+)?{like}(?:{places})\\s+{where}",
        f"(?:the\\s+)?(?:{_any_of(held['one_of'])})\\s+{like}(?:{places})",
        "(?:a|the)\\s+(?:resident|service user|client)",
        _any_of(held["kin"]),
    )
    return re.compile(f"(?<![\\w-])(?P<who>{'|'.join(shapes)})(?![\\w-])", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """The longest first, any white space for a space."""
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in sorted(words, key=len, reverse=True))
