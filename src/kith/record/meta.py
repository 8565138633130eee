"""Puts `id` and `meta` into a resource's JSON text without touching another character.

FHIR decimals carry precision (R4 2.24.0.1, decimal): 70.00 is not 70.0. A resource is therefore kept as the
text that was sent, and what the store adds is spliced in, never parsed and written again.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple, NoReturn

_SPACE = re.compile(r"[ \t\n\r]*")
_STORE_OWNED = frozenset({"versionId", "lastUpdated"})


class Unspliceable(ValueError):
    """The text is not one JSON object with distinct keys; the message says why in plain words."""


class Member(NamedTuple):
    """One key and value of an object: the key in plain characters, and where its text and value lie."""

    key: str
    start: int
    value: int
    end: int


class Edit(NamedTuple):
    """Characters `start` to `end` of a text become `new`."""

    start: int
    end: int
    new: str


def _refuse_constant(word: str) -> NoReturn:
    raise Unspliceable(f"{word} is not a JSON number")


# Numbers are only stepped over, so they stay text: an integer of a million digits costs nothing.
_values = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_refuse_constant)


def splice(text: str, *, id: str, version: int, recorded: datetime) -> str:
    """Return `text` with `id`, `meta.versionId` and `meta.lastUpdated` set and all else as it was.

    What is already in `meta` (profile, tag, security) stays. `recorded` must know its time zone and is
    written in UTC to the microsecond. Raises `Unspliceable`.
    """
    return _spliced(text, _whole(text), id, version, recorded)


def keep(text: str, *, id: str, version: int, recorded: datetime) -> tuple[str, bytes]:
    """What `splice` and `content_hash` return, for the price of one walk through the text. Raises `Unspliceable`."""
    members = _whole(text)
    return _spliced(text, members, id, version, recorded), _hashed(text, members)


def _spliced(text: str, members: dict[str, Member], id: str, version: int, recorded: datetime) -> str:
    stamps = {"versionId": f'"{version}"', "lastUpdated": f'"{instant(recorded)}"'}
    edits = []
    fresh = []
    if "id" in members:
        edits.append(_replace(members["id"], json.dumps(id)))
    else:
        fresh.append(f'"id":{json.dumps(id)}')
    if "meta" in members:
        edits += _stamp(text, members["meta"], stamps)
    else:
        fresh.append('"meta":{' + ",".join(f'"{key}":{value}' for key, value in stamps.items()) + "}")
    if fresh:
        edits.append(_insert(text, members, fresh))
    return _apply(text, edits)


def replace(text: str, key: str, value: str) -> str:
    """Return `text` with the top-level member `key` holding the JSON in `value`, and all else as it was.

    A member that is not there is added after `resourceType`. Raises `Unspliceable`.
    """
    members = _whole(text)
    edit = (
        _replace(members[key], value)
        if key in members
        else _insert(text, members, [f"{json.dumps(key)}:{value}"])
    )
    return _apply(text, [edit])


def content_hash(text: str) -> bytes:
    """SHA-256 of a resource's content: two texts with the same hash say the same thing.

    What the store sets (`id`, `meta.versionId`, `meta.lastUpdated`) is left out, and so is white space
    between the members of the resource itself and of its `meta`; everything else counts as it is written.
    Raises `Unspliceable`.
    """
    return _hashed(text, _whole(text))


def _hashed(text: str, members: dict[str, Member]) -> bytes:
    content = (_content(text, member) for member in members.values() if member.key != "id")
    joined = "{" + ",".join(part for part in content if part) + "}"
    try:
        return hashlib.sha256(joined.encode()).digest()
    except UnicodeEncodeError as problem:
        raise Unspliceable("the text holds half a character (a lone surrogate)") from problem


def instant(moment: datetime) -> str:
    """`moment` as a FHIR instant in UTC to the microsecond. Raises `ValueError` without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _content(text: str, member: Member) -> str:
    if member.key != "meta":
        return f"{json.dumps(member.key)}:{text[member.value : member.end]}"
    inner = _members(text, member.value, "meta") if text[member.value] == "{" else None
    if inner is None:
        raise Unspliceable("meta is not an object")
    kept = [
        f"{json.dumps(each.key)}:{text[each.value : each.end]}"
        for each in inner.values()
        if each.key not in _STORE_OWNED
    ]
    return '"meta":{' + ",".join(kept) + "}" if kept else ""


def _stamp(text: str, meta: Member, stamps: dict[str, str]) -> list[Edit]:
    if text[meta.value] != "{":
        raise Unspliceable("meta is not an object")
    inner = _members(text, meta.value, "meta")
    edits = [_replace(inner[key], value) for key, value in stamps.items() if key in inner]
    missing = [f'"{key}":{value}' for key, value in stamps.items() if key not in inner]
    if missing:
        after = meta.value + 1
        edits.append(Edit(after, after, ",".join(missing) + ("," if inner else "")))
    return edits


def _replace(member: Member, new: str) -> Edit:
    return Edit(member.value, member.end, new)


def _insert(text: str, members: dict[str, Member], fresh: list[str]) -> Edit:
    """New members go after `resourceType`, where people look for them, else at the front."""
    joined = ",".join(fresh)
    if "resourceType" in members:
        end = members["resourceType"].end
        return Edit(end, end, "," + joined)
    front = text.index("{") + 1
    return Edit(front, front, joined + ("," if members else ""))


def _apply(text: str, edits: list[Edit]) -> str:
    parts = []
    done = 0
    for edit in sorted(edits):
        parts += [text[done : edit.start], edit.new]
        done = edit.end
    return "".join([*parts, text[done:]])


def _whole(text: str) -> dict[str, Member]:
    start = _skip(text, 0)
    if text[start : start + 1] != "{":
        raise Unspliceable("the text is not a JSON object")
    try:
        return _members(text, start, "the resource", whole=True)
    except RecursionError as problem:
        raise Unspliceable("the text is nested too deeply") from problem


def _members(text: str, start: int, name: str, *, whole: bool = False) -> dict[str, Member]:
    found: dict[str, Member] = {}
    end = start
    for member in _walk(text, start):
        if member.key in found:
            raise Unspliceable(f"{name} has the key {member.key!r} twice")
        found[member.key] = member
        end = member.end
    if whole:
        close = text.index("}", end)
        if _skip(text, close + 1) != len(text):
            raise Unspliceable("something follows the end of the object")
    return found


def _walk(text: str, start: int) -> Iterator[Member]:
    """The members of the object that opens at `start`, in the order in which they are written."""
    at = _skip(text, start + 1)
    if text[at : at + 1] == "}":
        return
    while True:
        key, at = _value(text, at)
        key_at, at = at, _skip(text, at)
        if not isinstance(key, str) or text[at : at + 1] != ":" or text[key_at - 1] != '"':
            raise Unspliceable(f"a key is expected before character {at}")
        begin = _skip(text, at + 1)
        _, end = _value(text, begin)
        yield Member(key, key_at, begin, end)
        at = _skip(text, end)
        if text[at : at + 1] == "}":
            return
        if text[at : at + 1] != ",":
            raise Unspliceable(f"a comma or a closing brace is expected at character {at}")
        at = _skip(text, at + 1)


def _value(text: str, at: int) -> tuple[object, int]:
    try:
        return _values.raw_decode(text, at)
    except json.JSONDecodeError as problem:
        raise Unspliceable(f"the text is not JSON: {problem}") from problem


def _skip(text: str, at: int) -> int:
    if at < len(text) and text[at] > " ":  # most often there is no space to skip
        return at
    match = _SPACE.match(text, at)
    return match.end() if match else at
