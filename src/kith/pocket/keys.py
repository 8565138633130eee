"""One key for each account and device, made anew at every sign-in and never stored. See docs/safety/offline.md."""

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kith.ops import config
from kith.record.connection import cursor

LENGTH = 32
"""Bytes of an AES-256 key."""

SALT = """
insert into pocket_key (account, tablet, salt) values (%s, %s, %s)
on conflict (account, tablet) do nothing
"""
READ_SALT = "select salt from pocket_key where account = %s and tablet = %s"


def mark(account: int, tablet: str) -> str:
    """Whose rows are whose on a device: it names nobody, and nobody without our secret can tell whom it means."""
    return hmac.new(_secret(), f"mark|{account}|{tablet}".encode(), "sha256").hexdigest()[:32]


def device_key(account: int, tablet: str) -> bytes:
    """The 32 bytes with which this account locks what it leaves on this device.

    Needs our secret, which is outside the database, and the salt, which is inside; the salt is made at first use.
    """
    known = hashlib.sha256(tablet.encode()).digest()
    rows = cursor()
    rows.execute(SALT, (account, known, secrets.token_bytes(LENGTH)))
    found = rows.execute(READ_SALT, (account, known)).fetchone()
    assert found is not None
    return _derived(found.salt, f"key|{account}|{tablet}")


def draft_key(account: int) -> bytes:
    """The 32 bytes with which this account's drafts are locked on the server."""
    return _derived(None, f"draft|{account}")


def forget(account: int, tablet: str | None = None) -> int:
    """Destroy an account's salts, for one device or all: nothing it left there opens again. Gives how many.

    Under row security an account reaches its own; an owner's connection reaches everybody's.
    """
    if tablet is None:
        return cursor().execute("delete from pocket_key where account = %s", (account,)).rowcount
    known = hashlib.sha256(tablet.encode()).digest()
    return (
        cursor()
        .execute("delete from pocket_key where account = %s and tablet = %s", (account, known))
        .rowcount
    )


def _derived(salt: bytes | None, info: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=LENGTH, salt=salt, info=info.encode()).derive(_secret())


def _secret() -> bytes:
    return config.secret("pocket").encode()
