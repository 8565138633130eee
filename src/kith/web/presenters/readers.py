"""Those who read a person's record in their own right: as the person is told, and as those who give leave see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kith.care.days import LONDON
from kith.care.presenters.fact import day_in_short
from kith.catalogue.components.own_access import OwnAccess, Right
from kith.web.presenters.sharing_words import PLAIN, RIGHT, RIGHTS, listed


@dataclass(frozen=True)
class Reads:
    """Somebody who reads the record in their own right."""

    who: str
    why: str
    what: str


@dataclass(frozen=True)
class Given:
    """A leave, as those who give and take it back see it."""

    id: UUID
    who: str
    why: str
    what: str
    since: str
    until: str
    seen: str
    open: bool


def own_and_readers(given: Iterable[OwnAccess]) -> tuple[Given, ...]:
    """Every leave, the person's own among them, and those that were taken back."""
    return tuple(
        Given(
            each.id,
            _named(each),
            RIGHT[each.right],
            "They read all of their own" if each.right is Right.PERSON else f"They read: {_what(each)}",
            day_in_short(each.since.astimezone(LONDON)),
            day_in_short(each.until.astimezone(LONDON)) if each.until else "",
            each.seen,
            each.open,
        )
        for each in given
    )


def _named(access: OwnAccess) -> str:
    return f"{access.name}{f', {access.relation.lower()}' if access.relation else ''}"


def _what(access: OwnAccess) -> str:
    words = listed(PLAIN[part] for part in sorted(access.categories) if part in PLAIN)
    return words[0].lower() + words[1:]


def readers_see(given: Iterable[OwnAccess]) -> tuple[Reads, ...]:
    """Those who read for the person now; of the person themselves nothing is said."""
    return tuple(
        Reads(
            _named(each),
            RIGHTS[each.right],
            listed(PLAIN[part] for part in sorted(each.categories) if part in PLAIN),
        )
        for each in given
        if each.open and each.right is not Right.PERSON
    )
