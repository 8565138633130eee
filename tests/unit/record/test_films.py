"""Films and sounds: known by what they hold, and without the place where they were made."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.record.films import FOLDERS, MOST_BOXES, TELLING, Broken, media_of, without_place

PLACE = b"+53.7632-002.7031+050.0/"
KINDS = st.sampled_from(
    [b"moov", b"trak", b"mdia", b"udta", b"meta", b"uuid", b"free", b"mdat", b"stbl", b"hdlr"]
)


def box(kind: bytes, content: bytes = b"", *, long: bool = False) -> bytes:
    if long:
        return struct.pack(">I4sQ", 1, kind, len(content) + 16) + content
    return struct.pack(">I4s", len(content) + 8, kind) + content


def track(handler: bytes) -> bytes:
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12))))


def film(*handlers: bytes, brand: bytes = b"isom", told: bytes = b"") -> bytes:
    moov = box(b"moov", b"".join(map(track, handlers)) + told)
    return box(b"ftyp", brand + bytes(4)) + box(b"mdat", b"pictures" * 100) + moov


WHERE = box(b"udta", box(b"\xa9xyz", PLACE)) + box(b"meta", b"com.apple.quicktime.location.ISO6709" + PLACE)


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (film(b"vide", b"soun"), "video/mp4"),
        (film(b"soun"), "audio/mp4"),
        (film(b"soun", brand=b"M4A "), "audio/mp4"),
        (film(b"vide", brand=b"qt  "), "video/quicktime"),
        (b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm" + b"A_OPUS", "audio/webm"),
        (b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm" + b"V_VP9", "video/webm"),
        (b"\x1a\x45\xdf\xa3" + b"\x42\x88matroska", ""),
        (b"ID3\x04\0\0", "audio/mpeg"),
        (b"<html>ftyp", ""),
        (b"", ""),
    ],
)
def test_a_file_is_known_by_what_it_holds(content: bytes, media: str) -> None:
    assert media_of(content) == media


@pytest.mark.parametrize("long", [False, True])
def test_the_place_goes_and_nothing_moves(long: bool) -> None:
    told = film(b"vide", told=WHERE) + box(b"uuid", bytes(16) + PLACE, long=long)
    bare = without_place(told)
    assert PLACE in told
    assert PLACE not in bare
    assert len(bare) == len(told)
    assert bare.index(b"pictures") == told.index(b"pictures")
    assert media_of(bare) == "video/mp4"
    assert without_place(bare) == bare


@pytest.mark.parametrize("cut", [1, 7, 30])
def test_a_film_that_was_cut_off_is_broken(cut: int) -> None:
    with pytest.raises(Broken):
        without_place(film(b"vide", told=WHERE)[:-cut])


def test_more_boxes_than_a_film_has_are_refused() -> None:
    with pytest.raises(Broken):
        without_place(box(b"ftyp") + box(b"free") * (MOST_BOXES + 1))


tree = st.recursive(
    st.tuples(KINDS, st.binary(max_size=12).filter(lambda data: len(data) < 8)),
    lambda inner: st.tuples(st.sampled_from(sorted(FOLDERS | TELLING)), st.lists(inner, max_size=3)),
    max_leaves=12,
)


def written(node: tuple[bytes, object]) -> bytes:
    kind, held = node
    if isinstance(held, list):
        return box(kind, b"".join(map(written, held)))
    return box(kind, held if kind not in FOLDERS else b"")  # type: ignore[arg-type]  # the tree's leaves are bytes


def bare(node: tuple[bytes, object]) -> bytes:
    """The oracle: the same tree written with every telling box as an empty one of its length."""
    kind, held = node
    whole = written(node)
    if kind in TELLING:
        return box(b"free", bytes(len(whole) - 8))
    if isinstance(held, list) and kind in FOLDERS:
        return box(kind, b"".join(map(bare, held)))
    return whole


@given(st.lists(tree, max_size=5))
def test_every_telling_box_is_emptied_and_every_other_stays(nodes: list[tuple[bytes, object]]) -> None:
    assert without_place(b"".join(map(written, nodes))) == b"".join(map(bare, nodes))


@given(st.binary(max_size=200))
def test_whatever_comes_is_answered_or_broken(content: bytes) -> None:
    assert isinstance(media_of(content), str)
    with suppress(Broken):
        assert len(without_place(content)) == len(content)
