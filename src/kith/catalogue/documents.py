"""Reads a definition that has passed its schema into the classes of `kinds`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar

from kith.catalogue import systems
from kith.catalogue.categories import Category, Tier
from kith.catalogue.kinds import (
    Coding,
    Crosswalk,
    EntryKind,
    Fact,
    LawfulBasis,
    Licence,
    Limits,
    Note,
    Option,
    OptionList,
    Owner,
    Part,
    PartType,
    Quick,
    Refused,
    ShownWhen,
    Unit,
    Words,
)

Document = Mapping[str, Any]
Thing = TypeVar("Thing")


class BadDefinition(ValueError):
    """A definition that cannot be used; the message says which one, and what to mend."""


@dataclass(frozen=True)
class Shared:
    """What kinds refer to by key: lists, units, lawful bases and words that are refused.

    `lists` holds the newest of each list by key, `every_list` each version as `moods|1`.
    """

    lists: Mapping[str, OptionList]
    every_list: Mapping[str, OptionList]
    units: Mapping[str, Unit]
    bases: Mapping[str, LawfulBasis]
    refused: Mapping[str, Refused]


def option_list(document: Document) -> OptionList:
    """A shared list, as its document defines it."""
    url = systems.CODE_SYSTEMS + document["key"]
    return OptionList(
        key=document["key"],
        version=document["version"],
        status=document["status"],
        owner=Owner(**document["owner"]),
        words=Words(**document["words"]),
        source=document["source"],
        options=options(document["options"], url),
        url=url,
        licence=Licence(**document["licence"]) if "licence" in document else None,
    )


def options(documents: list[dict[str, Any]], system: str) -> tuple[Option, ...]:
    """Options whose codes mean something within the code system given."""
    return tuple(
        Option(
            code=each["code"],
            words=Words(each["everyday"], each.get("clinical", each["everyday"])),
            system=system,
            icon=each.get("icon", ""),
            codes=_codes(each),
        )
        for each in documents
    )


def entry_kind(document: Document, shared: Shared) -> EntryKind:
    """A kind of entry, as its document defines it. Raises BadDefinition for a key that names nothing."""
    basis = _named(shared.bases, document["basis"], document["key"], "lawful basis")
    crosswalk = Crosswalk(**document["crosswalk"])
    kind = EntryKind(
        key=document["key"],
        version=document["version"],
        status=document["status"],
        owner=Owner(**document["owner"]),
        group=document["group"],
        words=Words(**document["words"]),
        icon=document["icon"],
        help=document["help"],
        notice=document.get("notice", ""),
        category=_category(document),
        tier=Tier.from_slug(document["tier"]),
        purpose=document["purpose"],
        basis=basis,
        crosswalk=crosswalk,
        parts=(),
        note=Note(**document["note"]),
        fact=Fact(document["fact"]) if "fact" in document else None,
        takes_period=document.get("takes_period", False),
        names_staff=document.get("names_staff", False),
        prominent=document.get("prominent", False),
        observation_category=document.get("observation_category", ""),
        codes=_codes(document),
        quick=quick(document.get("quick", [])),
        refused=_refused(document, shared),
    )
    return with_parts(kind, document["parts"], shared)


def with_parts(kind: EntryKind, documents: list[dict[str, Any]], shared: Shared) -> EntryKind:
    """The kind with these parts after the ones that it has."""
    return replace(kind, parts=kind.parts + tuple(part(each, kind, shared) for each in documents))


def part(document: Document, kind: EntryKind, shared: Shared) -> Part:
    """One part. Purpose, lawful basis and crosswalk are the kind's unless the part states its own."""
    where = f"{kind.key}.{document['key']}"
    basis = document.get("basis")
    crosswalk = document.get("crosswalk")
    return Part(
        key=document["key"],
        type=PartType(document["type"]),
        words=Words(**document["words"]),
        help=document.get("help", ""),
        purpose=document.get("purpose", kind.purpose),
        basis=_named(shared.bases, basis, where, "lawful basis") if basis else kind.basis,
        crosswalk=Crosswalk(**crosswalk) if crosswalk else kind.crosswalk,
        brief=document.get("brief"),
        required=document.get("required", False),
        value=document.get("value", False),
        never_preset=document.get("never_preset", False),
        unit=_named(shared.units, document["unit"], where, "unit") if "unit" in document else None,
        step=_number(document.get("step")),
        possible=Limits(_number(document.get("min")), _number(document.get("max"))),
        usual=_limits(document.get("usual", {})),
        at_most=document.get("at_most", ""),
        options=_part_options(document, where, shared),
        list=document.get("list", "").partition("|")[0],
        shown_when=_shown_when(document.get("shown_when")),
        codes=_codes(document),
    )


def quick(documents: list[dict[str, Any]]) -> tuple[Quick, ...]:
    """Quick answers; decimals are read from their text."""
    return tuple(
        Quick(each["words"], {key: _answer(v) for key, v in each["answers"].items()}) for each in documents
    )


def _answer(value: Any) -> Any:
    return _number(value) if isinstance(value, float) else value


def _part_options(document: Document, where: str, shared: Shared) -> tuple[Option, ...]:
    if "options" in document:
        return options(document["options"], systems.CODE_SYSTEMS + where)
    if "list" not in document:
        return ()
    known = shared.every_list if "|" in document["list"] else shared.lists
    chosen = _named(known, document["list"], where, "list").options
    only = document.get("only")
    if only is None:
        return chosen
    by_code = {option.code: option for option in chosen}
    return tuple(_named(by_code, code, where, "option") for code in only)


def _named(known: Mapping[str, Thing], key: str, where: str, noun: str) -> Thing:
    try:
        return known[key]
    except KeyError:
        raise BadDefinition(f"{where}: there is no {noun} called {key!r}.") from None


def _category(document: Document) -> Category:
    try:
        return Category.from_slug(document["category"])
    except ValueError as error:
        raise BadDefinition(f"{document['key']}: {error}") from None


def _refused(document: Document, shared: Shared) -> Refused | None:
    key = document.get("refuses")
    return _named(shared.refused, key, document["key"], "list of refused words") if key else None


def _shown_when(document: Document | None) -> ShownWhen | None:
    return ShownWhen(document["part"], tuple(document["is"])) if document else None


def _limits(document: Document) -> Limits:
    return Limits(_number(document.get("min")), _number(document.get("max")))


def _number(value: int | float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _codes(document: Document) -> tuple[Coding, ...]:
    return tuple(
        Coding(systems.KNOWN[each["system"]], each["code"], each["display"], each["source"])
        for each in document.get("codes", [])
    )
