"""A face to know somebody by: made small, kept as an attachment of who they are, seen by whoever may see that."""

import io
from dataclasses import replace
from uuid import UUID

from PIL import Image, ImageOps

from kith.access.open_record import OpenRecord
from kith.care.who import change
from kith.catalogue.components.patient import Patient
from kith.record import attachments
from kith.record.attachments import Unreadable
from kith.record.connection import cursor

LARGEST = 15 * 1024 * 1024
"""Bytes of a file that is sent: any telephone's photo."""
SIDE = 480
"""Points of the longer side as it is kept: enough to know a face by, and little to send."""
MOST_POINTS = 100_000_000
OURS = "photo/"
"""How the address of a photo that we keep begins, in who they are; its key follows."""


def add(record: OpenRecord, person: Patient, content: bytes, *, expected: int, reason: str) -> None:
    """Keep a photo with a new version of who they are. Raises `Unreadable`, and the record's errors.

    `expected` is the version that the viewer saw.
    """
    kept = attachments.keep(small(content, SIDE))
    written = change(
        record, replace(person, photo=f"{OURS}{kept.sha256.hex()[:32]}"), expected=expected, reason=reason
    )
    attachments.attach(cursor(), record.patient, written.version, kept)


def remove(record: OpenRecord, person: Patient, *, expected: int, reason: str) -> None:
    """From now on there is none; earlier versions keep theirs."""
    change(record, replace(person, photo=""), expected=expected, reason=reason)


def key_of(person: Patient) -> str:
    """The key of the photo that we keep of them; nothing where there is none, or it is kept elsewhere."""
    return person.photo.removeprefix(OURS) if person.photo.startswith(OURS) else ""


def content_of(patient: UUID, key: str) -> tuple[bytes, str] | None:
    """The photo behind the key that a page of this person told, with its media type.

    None when it is not there, or not open to the session: row security sees it through the person's own resource.
    """
    row = (
        cursor()
        .execute(
            "select name, media from attachment where id = %s and encode(sha256, 'hex') like %s || '%%' limit 1",
            (patient, key),
        )
        .fetchone()
    )
    return (attachments.load(row.name), row.media) if row else None


def small(content: bytes, side: int) -> bytes:
    """A picture the right way up, its longer side no more than `side` points, as a JPEG. Raises `Unreadable`."""
    if len(content) > LARGEST:
        raise Unreadable("This photo is too large. Please send one of less than 15 MB.")
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise Unreadable("This photo is too large. Please send a smaller one.")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((side, side))
            out = io.BytesIO()
            upright.save(out, "JPEG", quality=85)
    except (OSError, ValueError, Image.DecompressionBombError) as problem:
        raise Unreadable("This photo could not be read. Please take it again.") from problem
    return out.getvalue()
