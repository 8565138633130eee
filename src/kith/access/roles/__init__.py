"""Roles as data: what each may read, add and change, by category and depth.

Those that come with Kith stand in files; others an organisation made, and they are read anew each time.
"""

from collections.abc import Iterable, Mapping

from kith.access.roles import made
from kith.access.roles.tables import DECLARED, Depths, Role, depths, depths_in, mask, shipped

__all__ = [
    "DECLARED",
    "Depths",
    "Role",
    "called",
    "depths",
    "depths_in",
    "mask",
    "named",
    "role",
    "roles",
    "shipped",
    "usual",
    "words_of",
]


def roles() -> Mapping[str, Role]:
    """Every role that somebody can hold, by key: those that come with Kith, and those that the viewer's own organisation
    made and has not ended (for the store's owner, everybody's). One query. Raises ValueError as the files do.
    """
    return usual() | made.live()


def usual() -> dict[str, Role]:
    """Every role that comes with Kith and that somebody can hold, by key. Asks the database nothing."""
    return {key: each for key, each in shipped().items() if not (each.board or each.own or each.by_code)}


def role(key: str) -> Role:
    """The role with this key, also one that nobody holds as a post, or an ended one; a query for a made one.

    Raises KeyError for one that is not there.
    """
    return named([key])[key]


def named(keys: Iterable[str]) -> Mapping[str, Role]:
    """The roles with these keys; those that are not there are left out. A query where some are made, none otherwise."""
    wanted = set(keys)
    return {key: each for key, each in shipped().items() if key in wanted} | made.by_key(wanted)


def called(keys: Iterable[str]) -> Mapping[str, str]:
    """What roles are called, by key; the key itself, where it is known no longer."""
    wanted = set(keys)
    known = named(wanted)
    return {key: known[key].words if key in known else key for key in wanted}


def words_of(key: str) -> str:
    """What a role is called; its key, where it is known no longer. For several, ask `called`."""
    return called([key])[key]
