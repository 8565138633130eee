"""Possible names of other people in what somebody wrote: a help to whoever shares it, and not a guarantee."""

from kith.catalogue.naming.around import Around
from kith.catalogue.naming.finding import find
from kith.catalogue.naming.marks import Mark, Piece, Why, pieces

__all__ = ["Around", "Mark", "Piece", "Why", "find", "pieces"]
