"""The form by which a worker writes down who reads a person's record in their own right."""

import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict

from kith.access.own import READER
from kith.access.roles import role
from kith.catalogue.categories import Category, Tier, allows
from kith.catalogue.components.own_access import OwnAccess, Right
from kith.record.ids import new_id
from kith.web.presenters.sharing_words import THEIRS
from kith.web.sent import form_id, line

RIGHTS = (
    (Right.PERSON.value, "They are the person themselves"),
    (Right.CHOSEN.value, "The person chose them"),
    (Right.ATTORNEY.value, "Attorney for health and welfare, as the person cannot decide this now"),
    (Right.DEPUTY.value, "Deputy for health and welfare, made by the court"),
)
LASTS = (
    ("open", "Until it is taken back"),
    ("month", "For a month"),
    ("year", "For a year, then it is asked again"),
)
LENGTHS = {"open": None, "month": timedelta(days=31), "year": timedelta(days=365)}
PARTS = tuple(
    (each.slug, THEIRS[each])
    for each in Category
    if each in THEIRS and allows(role(READER).read, each, Tier.HEADLINE)
)
"""What somebody who reads for a person can be granted."""
NEEDED = {
    "name": "Write their name.",
    "right": "Choose one. Being next of kin gives no right by itself.",
    "seen": "Write what you saw or heard: the person’s own words, or which paper.",
    "parts": "Choose what they may read.",
    "lasts": "Choose one.",
}


@dataclass(frozen=True)
class GivingForm:
    """What can be chosen."""

    rights: tuple[tuple[str, str], ...] = RIGHTS
    lasts: tuple[tuple[str, str], ...] = LASTS
    parts: tuple[tuple[str, str], ...] = PARTS


@dataclass(frozen=True)
class Sent:
    """The leave that was sent, or what is missing."""

    access: OwnAccess | None
    problems: dict[str, str] = field(default_factory=dict)


def read(sent: QueryDict, patient: UUID, called: str, own: UUID, now: datetime) -> Sent:
    """The leave, when all was answered. Nothing is chosen beforehand; of the person's own, everything is granted."""
    chosen, lasts = sent.get("right", ""), sent.get("lasts", "")
    right = Right(chosen) if chosen in dict(RIGHTS) else None
    name = called if right is Right.PERSON else line(sent, "name")
    parts = frozenset(Category.from_slug(slug) for slug, _ in PARTS if slug in sent.getlist("parts"))
    given = {
        "name": name,
        "right": right,
        "seen": line(sent, "seen", 500),
        "parts": parts or right is Right.PERSON,
        "lasts": lasts in LENGTHS,
    }
    problems = {each: NEEDED[each] for each, held in given.items() if not held}
    if problems or right is None:
        return Sent(None, problems)
    length = LENGTHS[lasts]
    return Sent(
        OwnAccess(
            id=form_id(sent),
            patient=patient,
            organisation=own,
            who=patient if right is Right.PERSON else new_id(),
            name=name,
            right=right,
            since=now,
            categories=frozenset(Category) if right is Right.PERSON else parts,
            relation="" if right is Right.PERSON else line(sent, "relation", 60),
            until=now + length if length else None,
            seen=line(sent, "seen", 500),
        )
    )


def username_for(name: str) -> str:
    """A user name that is easy to read out: the name in plain letters, and four figures."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{'.'.join(re.findall('[a-z]+', plain)) or 'reader'}.{secrets.randbelow(9000) + 1000}"
