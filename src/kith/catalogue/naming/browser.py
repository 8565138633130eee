"""The same words as the recording components read them. No name is in them but lists of names that many people have."""

from typing import Any

from kith.catalogue.naming.relations import shape
from kith.catalogue.naming.words import lists


def told() -> dict[str, Any]:
    """What `naming.js` needs, as JSON can hold it."""
    held = lists()
    sets = (
        "always", "joins", "months", "before_month", "never", "place_ends", "place_begins", "first_names", "also_words",
        "after_a_name", "ordinary",
    )  # fmt: skip
    more = {name: sorted(getattr(held, name)) for name in sets}
    return {"titles": held.titles, "relations": shape().pattern.replace("(?P<", "(?<"), **more}
