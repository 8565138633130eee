"""Sound and films from telephones: which sort a file is, and the same file without the place where it was made.

MP4, M4A and QuickTime files are boxes within boxes (ISO/IEC 14496-12): four bytes of length, four of type, content.
"""

from collections.abc import Iterator
from dataclasses import dataclass

QUICKTIME, M4A = b"qt  ", (b"M4A ", b"M4B ")
EBML, WEBM = b"\x1a\x45\xdf\xa3", b"webm"
PICTURED = (b"V_VP8", b"V_VP9", b"V_AV1")
FOLDERS = {b"moov", b"trak", b"mdia"}
"""Boxes that hold boxes in which a place may be told."""
TELLING = {b"udta", b"meta", b"uuid"}
"""User data, metadata and makers' own boxes: where a place, a camera or an owner's name is kept."""
MOST_BOXES = 10_000
HEAD = 8


class Broken(ValueError):
    """The boxes do not fill the file: it was cut off, or is something else."""


@dataclass(frozen=True)
class Box:
    """One box: its type, where it begins, where its content begins, and where it ends."""

    type: bytes
    start: int
    content: int
    end: int


def media_of(content: bytes) -> str:
    """The media type of a film or a sound; empty for anything else. A film is one that has a picture track."""
    if content[4:8] == b"ftyp":
        brand = content[8:12]
        if brand in M4A:
            return "audio/mp4"
        if brand == QUICKTIME:
            return "video/quicktime"
        return "video/mp4" if b"vide" in _handlers(content) else "audio/mp4"
    if content.startswith(b"ID3"):
        return "audio/mpeg"
    if content.startswith(EBML) and WEBM in content[:64]:
        return "video/webm" if any(each in content[:8192] for each in PICTURED) else "audio/webm"
    return ""


def without_place(content: bytes) -> bytes:
    """The same film with every box that could tell a place emptied; nothing else moves. Raises `Broken`."""
    bare = bytearray(content)
    for box in _boxes(content):
        if box.type in TELLING:
            bare[box.start + 4 : box.start + HEAD] = b"free"
            bare[box.content : box.end] = bytes(box.end - box.content)
    return bytes(bare)


def _handlers(content: bytes) -> set[bytes]:
    """The handlers of every track: "vide" for pictures, "soun" for sound."""
    try:
        found = [box for box in _boxes(content) if box.type == b"hdlr"]
    except Broken:
        return set()
    return {content[box.content + 8 : box.content + 12] for box in found}


def _boxes(content: bytes) -> Iterator[Box]:
    """Every box in the folders that we know, outer before inner. Raises `Broken`."""
    waiting = [(0, len(content))]
    seen = 0
    while waiting:
        place, end = waiting.pop()
        while place < end:
            box = _box(content, place, end)
            seen += 1
            if seen > MOST_BOXES:
                raise Broken
            yield box
            if box.type in FOLDERS:
                waiting.append((box.content, box.end))
            place = box.end


def _box(content: bytes, place: int, end: int) -> Box:
    if place + HEAD > end:
        raise Broken
    size, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + HEAD]
    begins = place + HEAD
    if size == 1:  # the length follows in eight bytes
        if begins + 8 > end:
            raise Broken
        size, begins = int.from_bytes(content[begins : begins + 8]), begins + 8
    elif size == 0:  # up to the end
        size = end - place
    if place + size > end or place + size < begins:
        raise Broken
    return Box(kind, place, begins, place + size)
