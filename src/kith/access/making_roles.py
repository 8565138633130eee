"""Roles that an organisation makes for itself: each started from one that comes with Kith, none more than its maker may.

Making, changing and ending is for whoever may `agree`: a role counts in every service of an organisation, so it is for
whoever signs for the organisation; `oversee` is about one service's door. The database holds all of it to the session.
"""

import re
from collections.abc import Mapping

import orjson

from kith.access.role_limits import PARTS, Wanted, bases, settled, too_far
from kith.access.roles import Role, mask, shipped, usual
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier
from kith.directory.models import MadeRole
from kith.record.connection import cursor

LONGEST = 60
"""Letters that a name may have: it stands beside people's names."""
NOT_YOURS = "It was changed meanwhile, or your role cannot do this. Look at it again."


class NotPossible(Exception):
    """The role cannot be made or changed so; `problems` are words by part and category, or by "words"."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def problems(viewer: Viewer, base: Role, wanted: Wanted, *, key: str = "") -> dict[str, str]:
    """What is wrong with it; `key` is that of the role which is to be changed."""
    named = _name(viewer, wanted.words, key)
    return ({"words": named} if named else {}) | too_far(viewer, base, wanted)


def _name(viewer: Viewer, words: str, key: str) -> str:
    if not words:
        return "Write what the role is called."
    if len(words) > LONGEST:
        return f"Use {LONGEST} letters at most."
    held = [each.words for each in known(viewer) if each.key != key and each.ended is None]
    held += [each.words for each in usual().values()]
    return "There is a role called that already." if words.casefold() in map(str.casefold, held) else ""


def known(viewer: Viewer) -> list[MadeRole]:
    """Every role that the viewer's organisation made; ended ones last."""
    found = MadeRole.objects.filter(custodian=viewer.custodian).select_related(
        "made_by", "changed_by", "ended_by"
    )
    return sorted(found, key=lambda each: (each.ended is not None, each.words.casefold()))


def held(row: MadeRole) -> Wanted:
    """What a role is now."""
    read, add, change = (
        {Category.from_slug(category): Tier.from_slug(depth) for category, depth in row.depths[part].items()}
        for part in PARTS
    )
    return Wanted(row.words, read, add, change, frozenset(row.declares))


def make(viewer: Viewer, base: Role, wanted: Wanted) -> str:
    """Make the role and answer its key. Raises `NotPossible`."""
    chosen = _checked(viewer, base, wanted)
    key = _free_key(viewer, chosen.words)
    _write(
        "select kith_make_role(%s, %s, %s, %s, %s, %s, %s)",
        key,
        chosen.words,
        base.key,
        *_columns(viewer, base, chosen),
    )
    return key


def change(viewer: Viewer, row: MadeRole, wanted: Wanted, *, version: int) -> None:
    """Change a role that stood at this version; it counts from its holders' next request. Raises `NotPossible`."""
    base = shipped()[row.based_on]
    chosen = _checked(viewer, base, wanted, key=row.key)
    _write(
        "select kith_change_role(%s, %s, %s, %s, %s, %s, %s)",
        row.key,
        version,
        chosen.words,
        *_columns(viewer, base, chosen),
    )


def end(key: str) -> bool:
    """End a role of the viewer's own organisation: nobody works in it from now on. False where that is not theirs to do."""
    row = cursor().execute("select kith_end_role(%s)", (key,)).fetchone()
    return bool(row and row[0])


def _checked(viewer: Viewer, base: Role, wanted: Wanted, *, key: str = "") -> Wanted:
    chosen = settled(viewer, base, wanted)
    if base not in bases(viewer):
        raise NotPossible({"words": NOT_YOURS})
    if wrong := problems(viewer, base, chosen, key=key):
        raise NotPossible(wrong)
    return chosen


def _write(asked: str, *values: object) -> None:
    row = cursor().execute(asked, values).fetchone()
    if not (row and row[0]):
        raise NotPossible({"words": NOT_YOURS})


def _columns(viewer: Viewer, base: Role, wanted: Wanted) -> list[object]:
    depths = {part: {c.slug: t.slug for c, t in getattr(wanted, part).items()} for part in PARTS}
    masks = [word for part in PARTS for word in mask(getattr(wanted, part))]
    purposes = [int(each) for each in base.purposes if each in viewer.role.purposes]
    return [orjson.dumps(depths).decode(), masks, purposes, sorted(wanted.declares)]


def _free_key(viewer: Viewer, words: str) -> str:
    """The organisation's number and the name: like no key of a role that comes with Kith, now or later."""
    plain = f"{viewer.custodian}-{re.sub('[^a-z0-9]+', '-', words.casefold()).strip('-') or 'role'}"
    taken = set(MadeRole.objects.filter(key__startswith=plain).values_list("key", flat=True))
    return next(key for n in range(1, 1000) if (key := plain if n == 1 else f"{plain}-{n}") not in taken)
