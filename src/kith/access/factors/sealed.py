"""Small secrets encrypted with a key that the database never sees."""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kith.ops import config

NONCE = 12


class Unreadable(Exception):
    """The key is another one, or what is kept was changed or belongs to somebody else."""


def seal(secret: bytes, *, about: str) -> bytes:
    """Encrypt `secret`; it opens again only with the same `about`, so that rows cannot be swapped."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, secret, about.encode())


def unseal(sealed: bytes, *, about: str) -> bytes:
    """The secret again. Raises `Unreadable`."""
    try:
        return AESGCM(_key()).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
    except InvalidTag:
        raise Unreadable from None


def fingerprint(text: str) -> str:
    """What is stored of a random secret, to know it again."""
    return hashlib.sha256(text.encode()).hexdigest()


def random_text(size: int = 32) -> str:
    """A secret of `size` random bytes, safe in a cookie or an address."""
    return base64.urlsafe_b64encode(os.urandom(size)).rstrip(b"=").decode()


def _key() -> bytes:
    return hashlib.sha256(b"sign-in " + config.secret("signin").encode()).digest()
