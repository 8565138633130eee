"""The definitions as the recording components in the browser read them."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import cache
from typing import Any

from kith.catalogue import exact, values
from kith.catalogue.kinds import EntryKind, Group, Limits, Option, Part, Words
from kith.catalogue.loader import Catalogue, catalogue

Json = dict[str, Any]


@cache
def shipped() -> str:
    """The shipped definitions as JSON text, ready to send; the same text until the catalogue changes."""
    return exact.dumps(definitions())


def definitions(known: Catalogue | None = None) -> Json:
    """Groups and current kinds, and a `version` that changes exactly when any of them does."""
    known = known or catalogue()
    kinds = [_kind(kind) for kind in in_order(known)]
    body: Json = {"groups": [_group(group) for group in known.groups], "kinds": kinds}
    digest = hashlib.sha256(exact.dumps(body).encode()).hexdigest()
    return {"version": digest[:32], **body}


def in_order(known: Catalogue) -> list[EntryKind]:
    """The current kinds as a recording sheet shows them: by group, what is recorded often first."""
    places = {group.key: place for place, group in enumerate(known.groups)}
    kinds = known.current.values()
    return sorted(kinds, key=lambda kind: (places[kind.group], not kind.prominent, kind.words.everyday))


def _group(group: Group) -> Json:
    return {"key": group.key, "words": _words(group.words), "icon": group.icon}


def _kind(kind: EntryKind) -> Json:
    return {
        "key": kind.key,
        "url": kind.url,
        "version": kind.version,
        "group": kind.group,
        "words": _words(kind.words),
        "icon": kind.icon,
        "help": kind.help,
        "notice": kind.notice,
        "prominent": kind.prominent,
        "category": kind.category.slug,
        "tier": kind.tier.slug,
        "takes_period": kind.takes_period,
        "fact": kind.fact and str(kind.fact),
        "names_staff": kind.names_staff,
        "quick": [{"words": quick.words, "answers": _answers(quick.answers)} for quick in kind.quick],
        "parts": [_part(part) for part in kind.parts],
        "note": {"allowed": kind.note.allowed, "words": kind.note.words},
    }


def _part(part: Part) -> Json:
    described: Json = {
        "key": part.key,
        "type": str(part.type),
        "words": _words(part.words),
        "help": part.help,
        "required": part.required,
        "value": part.value,
        "never_preset": part.never_preset,
    }
    if part.type.is_number:
        described |= _number(part)
    if part.type.has_options:
        described["options"] = [_option(option) for option in part.options]
    if part.shown_when:
        described["shown_when"] = {"part": part.shown_when.part, "is": list(part.shown_when.values)}
    return described


def _number(part: Part) -> Json:
    numbers: Json = {"step": part.step, "min": part.possible.low, "max": part.possible.high}
    if part.unit:
        numbers["unit"] = {"words": part.unit.words, "ucum": part.unit.ucum}
    if part.usual != Limits():
        ends = {"min": part.usual.low, "max": part.usual.high}
        numbers["usual"] = {end: number for end, number in ends.items() if number is not None}
    if part.at_most:
        numbers["at_most"] = part.at_most
    return numbers


def _option(option: Option) -> Json:
    return {"code": option.code, "words": _words(option.words), "icon": option.icon}


def _words(words: Words) -> Json:
    return {"everyday": words.everyday, "clinical": words.clinical}


def _answers(answers: dict[str, Any]) -> Json:
    return {
        key: answer if isinstance(answer, Decimal) else values.write(answer)
        for key, answer in answers.items()
    }
