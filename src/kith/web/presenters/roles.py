"""Roles in everyday words: what each may see, record and change, and how one differs from another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kith.access import making_roles
from kith.access.declaring import SLUGS
from kith.access.role_limits import PARTS, Part, Wanted
from kith.access.roles import Role, depths_in, shipped, words_of
from kith.care.days import LONDON
from kith.care.presenters.fact import day_in_short
from kith.catalogue.categories import Category, Tier, allows
from kith.directory.models import MadeRole
from kith.web.presenters.agreement_words import DEPTHS
from kith.web.presenters.declare import WORDS

VERBS: Mapping[Part, str] = {"read": "See", "add": "Record", "change": "Change"}
SHOWN = tuple(each for each in Category if each is not Category.WORKER)
"""What a page tells of: what a role knows of workers stays as in its base."""
REASONS = {SLUGS[kind]: words for kind, (words, _) in WORDS.items()}


@dataclass(frozen=True)
class RoleLine:
    """One role in the list."""

    key: str
    words: str
    sees: str
    held: str
    base: str = ""
    ended: bool = False


@dataclass(frozen=True)
class PartLine:
    """One part of the record, and how far each act goes there."""

    part: str
    acts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Differences:
    """What one may more and less than another, in lines such as "See “Money”: in short (before: nothing)"."""

    more: tuple[str, ...]
    less: tuple[str, ...]
    name: str = ""
    than: str = "before"
    """What it is compared with: the role that a new one is started from, or what it was before."""

    def __bool__(self) -> bool:
        return bool(self.more or self.less or self.name)


@dataclass(frozen=True)
class Former:
    """A version that counts no more: until when, by whom, and what the next one changed."""

    title: str
    changes: Differences


@dataclass(frozen=True)
class RolePage:
    """One role."""

    key: str
    words: str
    parts: tuple[PartLine, ...]
    closed: str
    reasons: tuple[str, ...]
    held: str
    base: str = ""
    told: str = ""
    former: tuple[Former, ...] = ()
    ended: str = ""
    made: bool = False


def made_line(row: MadeRole, role: Role, held: int) -> RoleLine:
    """A role that the organisation made, in its list."""
    sees = "Nobody works in it any more." if row.ended else sees_in_short(role)
    return RoleLine(row.key, row.words, sees, holders(held), words_of(row.based_on), row.ended is not None)


def usual_line(role: Role, held: int) -> RoleLine:
    """One that comes with Kith."""
    return RoleLine(role.key, role.words, sees_in_short(role), holders(held))


def sees_in_short(role: Role) -> str:
    """What a role sees, or, where that is most of it, what it does not see."""
    closed = [part for part in SHOWN if not allows(role.read, part, Tier.HEADLINE)]
    if len(closed) > len(SHOWN) // 2:
        return f"Sees {in_a_row(part.words for part in SHOWN if part not in closed)}."
    return (
        f"Sees all but {in_a_row(part.words for part in closed)}."
        if closed
        else "Sees all parts of the record."
    )


def in_a_row(words: Iterable[str]) -> str:
    """Several things within a sentence."""
    *first, last = [each[0].lower() + each[1:] for each in words]
    return f"{'; '.join(first)}; and {last}" if first else last


def holders(held: int) -> str:
    """How many people work in a role now."""
    return {0: "Nobody works in it now.", 1: "One person works in it now."}.get(
        held, f"{held} people work in it now."
    )


def usual_page(role: Role, held: int) -> RolePage:
    """A role that comes with Kith."""
    return RolePage(role.key, role.words, *_what(what_it_may(role)), holders(held))


def made_page(row: MadeRole, names: Mapping[UUID, str], held: int) -> RolePage:
    """A role that the organisation made, with all that it was before."""
    by = f"Made on {_day(row.made)} by {row.made_by.name}."
    if row.changed and row.changed_by:
        by += f" Last changed on {_day(row.changed)} by {row.changed_by.name}: this is version {row.version}."
    ended = f"Ended on {_day(row.ended)}. Nobody works in it, and it opens nothing." if row.ended else ""
    parts = _what(making_roles.held(row))
    base = words_of(row.based_on)
    return RolePage(
        row.key, row.words, *parts, holders(held), base, by, _former(row, names), ended, made=True
    )


def what_it_may(role: Role) -> Wanted:
    """A role in the terms in which one is made."""
    read, add, change = (depths_in(getattr(role, part)) for part in PARTS)
    return Wanted(role.words, read, add, change, frozenset(_declared(role)))


def _declared(role: Role) -> Iterable[str]:
    return (each.removeprefix("declare:") for each in role.rights if each.startswith("declare:"))


def _what(wanted: Wanted) -> tuple[tuple[PartLine, ...], str, tuple[str, ...]]:
    open_ = [part for part in SHOWN if any(wanted.depth(act, part) is not None for act in PARTS)]
    lines = tuple(
        PartLine(part.words, tuple((VERBS[act], how_much(wanted.depth(act, part))) for act in PARTS))
        for part in open_
    )
    closed = "; ".join(part.words for part in SHOWN if part not in open_)
    return lines, closed, tuple(REASONS[each] for each in REASONS if each in wanted.declares)


def how_much(depth: Tier | None) -> str:
    """A depth in words."""
    return "nothing" if depth is None else DEPTHS[depth]


def differences(before: Wanted, after: Wanted, *, base: str = "") -> Differences:
    """What the second may more and less than the first, and whether it is called something else.

    `base` is what the first is called where it is the role that a new one is started from.
    """
    than = f"as {base}" if base else "before"
    found: dict[bool, list[str]] = {True: [], False: []}
    for act in PARTS:
        for part in SHOWN:
            was, now = before.depth(act, part), after.depth(act, part)
            if was != now:
                deeper = was is None or (now is not None and now > was)
                line = f"{VERBS[act]} “{part.words}”: {how_much(now)} ({than}: {how_much(was)})"
                found[deeper].append(line)
    for reason, words in REASONS.items():
        if (reason in before.declares) != (reason in after.declares):
            found[reason in after.declares].append(f"Open a record for the reason “{words}”")
    renamed = before.words and before.words != after.words
    name = f"It was called {before.words}." if renamed else ""
    return Differences(tuple(found[True]), tuple(found[False]), name, base or "before")


def _former(row: MadeRole, names: Mapping[UUID, str]) -> tuple[Former, ...]:
    """Each change, the newest first."""
    versions = [_was(each) for each in row.former] + [making_roles.held(row)]
    told = []
    for place, each in enumerate(row.former):
        until = _day(datetime.fromisoformat(each["until"]))
        title = f"Version {each['version']}, until {until}, by {names.get(UUID(each['by']), 'somebody')}"
        told.append(Former(title, differences(versions[place], versions[place + 1])))
    return tuple(reversed(told))


def _was(former: Mapping[str, Any]) -> Wanted:
    return making_roles.held(
        MadeRole(words=former["words"], depths=former["depths"], declares=former["declares"])
    )


def base_of(row: MadeRole) -> Role:
    """The role that a made one was started from."""
    return shipped()[row.based_on]


def _day(moment: datetime) -> str:
    return day_in_short(moment.astimezone(LONDON))
