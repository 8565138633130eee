"""From bytes to parsed JSON, refusing what two readers could understand differently, or choke on."""

import json
import re
from typing import Any

import orjson

from kith.record.validation.issues import Invalid, Issue

LARGEST = 2 * 1024 * 1024
"""Bytes in one resource. Documents and pictures are kept beside the record, not in it."""
DEEPEST = 64
"""Objects and lists inside each other."""
LONGEST_NUMBER = 40
"""Characters of one number: R4 2.24.0.1 asks for 18 digits of precision, and exponents come on top."""

# The tricks with which a repeated key could hide from the quick comparison below.
_HIDING = (b" :", b"\t:", b"\n:", b"\r:", b"\\u0022")
_DIGITS = bytes(ord("0") if chr(byte) in "0123456789.eE+-" else ord(" ") for byte in range(256))
_LONG = b"0" * (LONGEST_NUMBER + 1)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PERHAPS_CONTROL = re.compile(rb"\\u00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF])|\\[bf]")


def parse(data: bytes) -> dict[str, Any]:
    """The resource in `data` as parsed JSON. Raises `Invalid` with the one thing that is wrong.

    Numbers become floats and whole numbers here; the text itself is what is kept.
    """
    if len(data) > LARGEST:
        raise _refused("too-long", f"is larger than {LARGEST // 1024 // 1024} MB")
    try:
        resource = orjson.loads(data)
    except orjson.JSONDecodeError as problem:
        raise _refused("structure", f"is not JSON in UTF-8 ({str(problem)[:120]})") from problem
    if not isinstance(resource, dict):
        raise _refused("structure", "is not a JSON object")
    if data.count(b"{") + data.count(b"[") > DEEPEST and _depth_beyond(resource, DEEPEST):
        raise _refused("structure", f"has more than {DEEPEST} objects and lists inside each other")
    if _PERHAPS_CONTROL.search(data) and _has_control(resource):
        raise _refused("value", "has control characters in it")
    if _doubtful(data, resource):
        _read_carefully(data)
    return resource


def _has_control(value: Any) -> bool:
    """Whether any text in `value` has a control character other than tab and line breaks."""
    if isinstance(value, str):
        return _CONTROL.search(value) is not None
    if isinstance(value, dict):
        return any(_has_control(key) or _has_control(inner) for key, inner in value.items())
    return isinstance(value, list) and any(map(_has_control, value))


def _doubtful(data: bytes, resource: dict[str, Any]) -> bool:
    """Whether there may be a key that is repeated or a number that is too long. Never misses one."""
    if any(trick in data for trick in _HIDING) or _LONG in data.translate(_DIGITS):
        return True
    return _keys(data) != _keys(orjson.dumps(resource))


def _keys(data: bytes) -> int:
    """How many keys are written in compact JSON, counting any text that ends in a quotation mark and colon."""
    return data.count(b'":')


def _depth_beyond(resource: dict[str, Any], limit: int) -> bool:
    level: list[Any] = [resource]
    for _ in range(limit):
        inside: list[Any] = []
        for each in level:
            inside.extend(each.values() if type(each) is dict else each)
        level = [each for each in inside if type(each) is dict or type(each) is list]
        if not level:
            return False
    return True


def _read_carefully(data: bytes) -> None:
    """The slow way, taken only when the quick one cannot be sure. Raises `Invalid`."""
    json.loads(
        data, object_pairs_hook=_distinct, parse_int=_number, parse_float=_number, parse_constant=_number
    )


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _refused("structure", f"has the key {twice[:64]!r} twice in one object")
    return found


def _number(text: str) -> str:
    if len(text) > LONGEST_NUMBER:
        raise _refused("value", f"has a number of more than {LONGEST_NUMBER} characters")
    return text


def _refused(code: str, words: str) -> Invalid:
    return Invalid([Issue(code, "", f"The resource {words}.")])
