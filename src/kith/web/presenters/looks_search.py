"""Looks over years: what was asked for, and each look in a sentence, with whom it showed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from kith.access.looking import Found
from kith.access.purposes import Purpose
from kith.access.roles import called, roles
from kith.care.days import LONDON, clock
from kith.care.presenters.fact import day_in_short
from kith.directory.models import KnownPatient
from kith.record.look_search import Seen
from kith.record.looks import LookKind
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.lookers import DID

KINDS = {
    "opening": "Opened the record",
    "list": "Saw the name in a list",
    "override": "Opened it for a reason they gave",
    "export": "Took a copy",
    "api": "Opened the record with a program",
}
ELSEWHERE = "Somebody who works elsewhere"
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Form:
    """What can be chosen, the first of each for "any"."""

    staff: Options
    kinds: Options
    roles: Options


@dataclass(frozen=True)
class Line:
    """One look. `only` leads to the looks of the same member of staff alone."""

    who: str
    role: str
    where: str
    when: str
    did: str
    why: str
    people: tuple[tuple[str, str], ...]
    """Whom it showed: name, and where everybody who looked at them stands."""
    only: str


@dataclass(frozen=True)
class LooksSearchPage:
    """The page; `older` leads on, `searched` says whether anything was asked."""

    form: Form
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    searched: bool = False
    lines: tuple[Line, ...] = ()
    older: str = ""


def form_of(staff: Mapping[UUID, str], chosen: str) -> Form:
    """The form; whoever was chosen stays chosen, also where they work elsewhere."""
    known = [(str(id), name) for id, name in staff.items()]
    others = [(chosen, ELSEWHERE)] if chosen and chosen not in dict(known) else []
    named = sorted(((each.key, each.words) for each in roles().values()), key=lambda each: each[1])
    return Form(
        [("", "Anybody"), *known, *others], [("", "Any way"), *KINDS.items()], [("", "Any role"), *named]
    )


def lines_of(
    found: Found, staff: Mapping[UUID, str], organizations: Mapping[int, str], own: int, here: str
) -> tuple[Line, ...]:
    """Each look; of those of the reader's own organisation it does not say where they work."""
    words = called(each.look.role for each in found.looks)
    return tuple(_line(each, found.people, staff, organizations, words, own, here) for each in found.looks)


def _line(
    seen: Seen,
    people: Mapping[UUID, KnownPatient],
    staff: Mapping[UUID, str],
    organizations: Mapping[int, str],
    words: Mapping[str, str],
    own: int,
    here: str,
) -> Line:
    look = seen.look
    shown = sorted(
        (people[id] for id in seen.patients if id in people), key=lambda each: (each.family, each.given)
    )
    return Line(
        who=staff.get(look.staff, "Somebody") if look.staff else "Kith itself",
        role=words[look.role],
        where="" if look.custodian == own else organizations.get(look.custodian, "another organisation"),
        when=f"{day_in_short(look.at.astimezone(LONDON))}, {clock(look.at)}",
        did=_did(look.kind, look.asked),
        why=Purpose(look.purpose).words,
        people=tuple((each.name, Hrefs(each.id).looks) for each in shown),
        only=f"{here}?staff={look.staff}" if look.staff else "",
    )


def _did(kind: LookKind, asked: str) -> str:
    did = DID[kind]
    return f"{did[0].upper()}{did[1:]}" + (f": {asked}" if asked else "")
