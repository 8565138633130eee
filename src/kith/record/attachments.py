"""Attachments: sniffed, stripped of place, encrypted, named by a keyed hash, on disk before the version commits."""

import hashlib
import hmac
import io
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import puremagic
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from PIL import Image, ImageOps

from kith.ops import config
from kith.record import films
from kith.record.connection import Cursor

PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
FILMS = {"audio/mp4", "video/mp4", "video/quicktime"}
SOUNDS = {
    "audio/mpeg",
    "audio/aac",
    "audio/ogg",
    "audio/wave",
    "audio/x-wav",
    "audio/wav",
    "audio/webm",
    "video/webm",
}
ALLOWED = {*PICTURES, *FILMS, *SOUNDS, "application/pdf", "text/plain"}
LARGEST = 50 * 1024 * 1024
"""Bytes. A short film of a minute fits."""


class Unreadable(Exception):
    """The file is not one that we keep, or cannot be opened with our key."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file as it is kept: `name` is its place in storage, `sha256` the hash of what was kept."""

    name: str
    sha256: bytes
    size: int
    media: str


def keep(content: bytes) -> Attachment:
    """Sniff, strip, encrypt and sync a file; answers how it is kept. Raises `Unreadable` with words fit to show."""
    if len(content) > LARGEST:
        raise Unreadable("This file is too large. Please keep it under 50 MB.")
    media = media_of(content)
    clean = _bare(content, media)
    sha256 = digest(clean)
    name = hmac.new(_key("attachment-names"), sha256, hashlib.sha256).hexdigest()
    _write(folder() / name, _encrypt(clean, name))
    return Attachment(name, sha256, len(clean), media)


def attach(cursor: Cursor, id: UUID, version: int, kept: Attachment) -> None:
    """Tie a kept file to the version that this transaction has just written."""
    cursor.execute(
        "select kith_attach(%s, %s, %s, %s, %s, %s)",
        (id, version, kept.name, kept.sha256, kept.size, kept.media),
    )


def load(name: str) -> bytes:
    """The content behind a name. Raises `OSError` when it is gone and `Unreadable` when it was changed."""
    sealed = (folder() / name).read_bytes()
    try:
        return AESGCM(_key("attachments")).decrypt(sealed[:12], sealed[12:], name.encode())
    except InvalidTag as problem:
        raise Unreadable("This file was changed since it was kept.") from problem


def destroy(name: str) -> None:
    """Remove a file; one that is gone already is no error."""
    (folder() / name).unlink(missing_ok=True)


def folder() -> Path:
    """Where encrypted files lie."""
    return config.data_folder() / "attachments"


def digest(content: bytes) -> bytes:
    """SHA-256 of a file's content."""
    return hashlib.sha256(content).digest()


def _bare(content: bytes, media: str) -> bytes:
    if media in PICTURES:
        return _stripped(content, media)
    if media not in FILMS:
        return content
    try:
        return films.without_place(content)
    except films.Broken as problem:
        raise Unreadable("This film or sound is not whole. Please record it again.") from problem


def media_of(content: bytes) -> str:
    """The media type, by what the file holds and never by its name. Raises `Unreadable` for what we do not keep."""
    if film := films.media_of(content):
        return film
    try:
        media = puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        media = "text/plain" if _is_text(content) else ""
    if media not in ALLOWED:
        raise Unreadable("This kind of file cannot be kept here. Pictures, PDFs, sound and short films can.")
    return str(media)


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def _stripped(content: bytes, media: str) -> bytes:
    """The picture written again without place, camera or thumbnail, the right way up."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            upright = ImageOps.exif_transpose(picture)
            fresh = Image.frombytes(upright.mode, upright.size, upright.tobytes())
            out = io.BytesIO()
            fresh.save(out, PICTURES[media], quality=90)
    except (OSError, ValueError, Image.DecompressionBombError) as problem:
        raise Unreadable("This picture could not be read. Please take it again.") from problem
    return out.getvalue()


def _encrypt(content: bytes, name: str) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(_key("attachments")).encrypt(nonce, content, name.encode())


def _write(path: Path, sealed: bytes) -> None:
    """Write and sync before anybody can refer to it; the same content written twice is the same file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}.part")
    with fresh.open("xb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _key(name: str) -> bytes:
    return hashlib.sha256(config.secret(name).encode()).digest()
