"""What can be searched: SearchParameters as data, compiled once to plain Python extractors."""

from kith.record.search.extraction import Extracted, Unplaceable, extract

__all__ = ["Extracted", "Unplaceable", "extract"]
