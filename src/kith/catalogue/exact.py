"""JSON in and out with decimals that keep their text: 70.00 stays 70.00 (FHIR R4, datatypes, decimal)."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import orjson


def loads(text: str | bytes) -> Any:
    """Read JSON; numbers with a point or an exponent become Decimal. Raises ValueError for other text."""
    return json.loads(text, parse_float=Decimal, parse_constant=_refuse)


def dumps(value: Any) -> str:
    """Write JSON on one line, each Decimal with the digits it was made with."""
    return orjson.dumps(value, default=_decimal).decode()


def _decimal(value: Any) -> orjson.Fragment:
    if isinstance(value, Decimal) and value.is_finite():
        return orjson.Fragment(str(value))
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not a number in JSON")
