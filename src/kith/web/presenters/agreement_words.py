"""Words that every page about agreements uses."""

from collections.abc import Iterable
from datetime import datetime

from kith.access.sharing import Consent
from kith.care.days import LONDON
from kith.care.presenters.fact import day_in_short
from kith.catalogue.categories import Tier

DEPTHS = {
    Tier.HEADLINE: "only what everybody must know",
    Tier.SUMMARY: "in short",
    Tier.DETAIL: "in detail",
    Tier.DEEPEST: "all of it",
}
ASKS = {
    Consent.IMPLIED: "People are told of this sharing. It happens unless the person says no.",
    Consent.ASKED: "Whoever wants to look asks the person first, each time. Who cannot ask must say why.",
    Consent.EXPLICIT: "Nothing is shared until the person has said yes twice: to giving it, and to receiving it.",
}


def day(moment: datetime) -> str:
    """The day in London on which a moment lies."""
    return day_in_short(moment.astimezone(LONDON))


def in_a_row(words: Iterable[str]) -> str:
    """Several things within a sentence, as they are written: "A, B and C"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
