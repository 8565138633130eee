"""Files encrypted to a public key in the age format, compressed first, written whole or not at all."""

import contextlib
import gzip
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pyrage

from kith.ops.backup.errors import BackupError

SUFFIX = ".gz.age"
LEVEL = 1  # the fastest: most of a half-filled segment is zeros, which any level takes away


class _Compressed:
    """Reads a stream compressed, as much as is asked for at a time."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._ready = bytearray()
        self._packer: gzip.GzipFile | None = gzip.GzipFile(
            fileobj=cast("BinaryIO", self), mode="wb", compresslevel=LEVEL
        )

    def write(self, data: bytes) -> int:
        """Takes what the packer has packed."""
        self._ready += data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        """The next packed bytes; none at the end."""
        while self._packer and (size < 0 or len(self._ready) < size):
            block = self._source.read(1 << 20)
            if block:
                self._packer.write(block)
            else:
                self._packer.close()
                self._packer = None
        taken = bytes(self._ready[:size] if size >= 0 else self._ready)
        del self._ready[: len(taken)]
        return taken


def seal(source: BinaryIO, target: Path, recipient: pyrage.x25519.Recipient) -> None:
    """Writes a stream to a new file, compressed and encrypted, on the disk before it has its name."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            pyrage.encrypt_io(_Compressed(source), file, [recipient])
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Has a folder's names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def opened(source: Path, identity: pyrage.x25519.Identity, spool: Path) -> Iterator[BinaryIO]:
    """The content of a sealed file, for reading; raises BackupError when the key does not fit.

    The decrypted file stands for a moment in `spool`, which must be private.
    """
    plain = spool / source.name
    try:
        with source.open("rb") as sealed, plain.open("wb") as file:
            pyrage.decrypt_io(sealed, file, [identity])
        with gzip.open(plain, "rb") as content:
            yield cast("BinaryIO", content)
    except pyrage.DecryptError as error:
        raise BackupError(f"{source.name} does not open with this key: {error}") from None
    finally:
        plain.unlink(missing_ok=True)


def unseal(source: Path, target: Path, identity: pyrage.x25519.Identity) -> None:
    """Writes the content of a sealed file to `target`."""
    with opened(source, identity, target.parent) as content, target.open("wb") as file:
        shutil.copyfileobj(content, file, 1 << 20)
