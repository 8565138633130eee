"""Seals: each batch of feed rows or looks is hashed onto the one before and signed.

The signing key lives outside the database (`seal` among the secrets), so whoever rewrites rows cannot sign again.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kith.ops import config

START = bytes(32)
"""The chain before the first seal."""


class SealKind(IntEnum):
    """What a seal closes."""

    FEED = 1
    LOOKS = 2


def signing_key() -> Ed25519PrivateKey:
    """The key that signs seals, derived from the private secret `seal`."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(config.secret("seal").encode()).digest())


def leaf(values: Iterable[Any]) -> bytes:
    """The hash of one row: its values as text, each with its length, so that none can lend to its neighbour."""
    digest = hashlib.sha256()
    for value in values:
        text = _text(value)
        digest.update(len(text).to_bytes(8, "big"))
        digest.update(text)
    return digest.digest()


def link(chain: bytes, leaves: Iterable[bytes]) -> bytes:
    """The chain after a batch of leaves."""
    return hashlib.sha256(chain + b"".join(leaves)).digest()


def sign(key: Ed25519PrivateKey, number: int, kind: int, chain: bytes) -> bytes:
    """The signature of one seal."""
    return key.sign(_signed(number, kind, chain))


def signed_by(key: Ed25519PrivateKey, number: int, kind: int, chain: bytes, signature: bytes) -> bool:
    """Whether this key signed that seal."""
    try:
        key.public_key().verify(signature, _signed(number, kind, chain))
    except InvalidSignature:
        return False
    return True


def _signed(number: int, kind: int, chain: bytes) -> bytes:
    return b"kith seal\0" + number.to_bytes(8, "big") + kind.to_bytes(2, "big") + chain


def _text(value: Any) -> bytes:
    if value is None:
        return b"\0none"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").encode()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex().encode()
    return str(value).encode()
