"""A model of English that reads names on this machine, where whoever runs Kith has installed one (spaCy; optional).

Nothing is sent anywhere. Without one the rules alone help, and the page says so.
"""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings

from kith.catalogue.naming.finding import Reader

PEOPLE = frozenset({"PERSON", "PER"})
"""What models call a name of somebody."""
_log = logging.getLogger(__name__)


def reader() -> Reader | None:
    """The reader by the model that the settings name; None where none is named, or it cannot be loaded."""
    name = str(settings.NAMES_MODEL)
    return _loaded(name) if name else None


@cache
def _loaded(name: str) -> Reader | None:
    """Loaded once a process: it takes a second, and room in memory."""
    try:
        import spacy

        language = spacy.load(name)
    except (ImportError, OSError, ValueError) as error:
        _log.warning(
            "The model of names %s is not loaded (%s): the rules alone help.", name, type(error).__name__
        )
        return None
    return lambda text: _people(language(text))


def _people(read: Any) -> Iterator[tuple[int, int]]:
    for each in read.ents:
        if each.label_ in PEOPLE:
            yield each.start_char, each.end_char
