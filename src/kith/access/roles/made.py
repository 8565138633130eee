"""Roles that an organisation made, read from the database as they stand now. Nothing is remembered between requests."""

from collections.abc import Iterable
from typing import Any

from kith.access.purposes import Purpose
from kith.access.roles.tables import Role, shipped
from kith.access.sharing import CLOSED, both
from kith.catalogue.categories import Masks
from kith.record.connection import cursor


def is_made(key: str) -> bool:
    """Whether this is a key of a made role: they begin with the number of their organisation, as no other does."""
    return key[:1].isdigit()


def by_key(keys: Iterable[str]) -> dict[str, Role]:
    """Those of these keys that are made roles, ended ones too, of whichever organisation. One query, or none."""
    asked = sorted({key for key in keys if is_made(key)})
    if not asked:
        return {}
    rows = cursor().execute("select * from kith_made_roles(%s)", (asked,), prepare=True)
    return {row.key: resolved(row) for row in rows}


def live() -> dict[str, Role]:
    """The viewer's own organisation's made roles that are not ended; for the store's owner, everybody's."""
    rows = cursor().execute("select * from directory_maderole where ended is null order by key", prepare=True)
    found = [resolved(row) for row in rows]
    return {each.key: each for each in found if not each.ended}


def resolved(row: Any) -> Role:
    """What a row opens: never more than the role of whoever made it, nor a purpose or reason that its base has not.

    The row is not trusted: a release that narrows the maker's role narrows what was made by it.
    """
    base, maker = shipped().get(row.based_on), shipped().get(row.maker_role)
    if row.ended is not None or base is None or maker is None:
        return _ended(row, base)
    purposes = tuple(each for each in base.purposes if each in maker.purposes and each in row.purposes)
    if not purposes:
        return _ended(row, base)
    read = both(Masks(row.read_low, row.read_high), maker.read)
    change = both(Masks(row.change_low, row.change_high), maker.change)
    reasons = (f"declare:{kind}" for kind in row.declares)
    return Role(
        row.key,
        row.words,
        purposes,
        read,
        both(Masks(row.add_low, row.add_high), maker.add),
        both(change, read),
        rights=tuple(each for each in reasons if each in base.rights and each in maker.rights),
        base=row.based_on,
        custodian=row.custodian,
    )


def _ended(row: Any, base: Role | None) -> Role:
    purposes = base.purposes if base else (Purpose.DIRECT_CARE,)
    return Role(
        row.key,
        row.words,
        purposes,
        CLOSED,
        CLOSED,
        CLOSED,
        base=row.based_on,
        custodian=row.custodian,
        ended=True,
    )
