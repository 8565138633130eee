"""Rooms as one walks past them."""

import re

from kith.directory.finding import room_key

LAST_ROOM = 10_000


def walked(room: str) -> tuple[int, str]:
    """The order of a room: 4 before 12, names last."""
    key = room_key(room)
    digits = re.match(r"\d+", key)
    return (int(digits[0]), key) if digits else (LAST_ROOM, key)
