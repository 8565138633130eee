"""Daily entries as resources that are ready to be loaded."""

from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta

from kith.catalogue import exact
from kith.catalogue.components import DailyEntry
from kith.record.labels import Labels
from kith.record.loading import New

SENT = timedelta(milliseconds=700)
"""From the author's tap to the record, over a good network."""


def news(entries: Iterable[DailyEntry], custodian: int) -> Iterator[New]:
    """Each entry as the gate would keep it, recorded a moment after its author made it."""
    for entry in entries:
        yield New(
            id=entry.id,
            text=exact.dumps(entry.to_fhir()),
            labels=Labels(custodian, entry.category, entry.tier),
            author=entry.author,
            recorded=entry.made.astimezone(UTC) + SENT,
        )
