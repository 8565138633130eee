"""Badges: a printed code that takes the place of a user name, never of a PIN."""

import secrets
from uuid import UUID

from kith.access.factors.sealed import fingerprint
from kith.directory.models import Account, Badge
from kith.record.connection import cursor
from kith.record.ids import new_id

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter or figure that looks like another; small enough for a plain QR code and any scanner's keyboard."""
LENGTH = 20
"""Letters of a code: nobody guesses one (98 bits)."""


class NotYours(Exception):
    """The badge or PIN of this colleague is not for this role to give out."""


def issue(account: Account) -> str:
    """A new badge's code for a colleague, to be printed once; only its hash is kept. Raises `NotYours`."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    _write(account, new_id(), fingerprint(code))
    return code


def revoke(account: Account) -> None:
    """No badge of this colleague counts any more. Raises `NotYours`."""
    _write(account, None, None)


def whose(code: str) -> Account | None:
    """Whose badge this is; None for one that is unknown or counts no more. A scanner may type it in any case."""
    kept = "".join(letter for letter in code.upper() if letter in LETTERS)
    if len(kept) != LENGTH:
        return None
    badge = Badge.objects.select_related("account__staff").filter(
        code_hash=fingerprint(kept), revoked=None, account__is_active=True
    )  # fmt: skip
    found = badge.first()
    return found.account if found else None


def holders(accounts: list[int]) -> set[int]:
    """Which of these accounts have a badge that counts."""
    return set(Badge.objects.filter(account__in=accounts, revoked=None).values_list("account_id", flat=True))


def _write(account: Account, id: UUID | None, hashed: str | None) -> None:
    row = cursor().execute("select kith_badge(%s, %s, %s)", (account.pk, id, hashed)).fetchone()
    if not (row and row[0]):
        raise NotYours
