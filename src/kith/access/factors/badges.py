"""Badges: a printed code that takes the place of a user name, never of a PIN."""

from uuid import UUID

from kith.access.factors.sealed import fingerprint
from kith.directory.models import Account, Badge
from kith.ops.typed_codes import drawn, tidied
from kith.record.connection import cursor
from kith.record.ids import new_id

LENGTH = 20
"""Letters of a code: nobody guesses one (98 bits)."""


class NotYours(Exception):
    """The badge or PIN of this colleague is not for this role to give out."""


def issue(account: Account) -> str:
    """A new badge's code for a colleague, to be printed once; only its hash is kept. Raises `NotYours`."""
    code = drawn(LENGTH)
    _write(account, new_id(), fingerprint(code))
    return code


def revoke(account: Account) -> None:
    """No badge of this colleague counts any more. Raises `NotYours`."""
    _write(account, None, None)


def whose(code: str) -> Account | None:
    """Whose badge this is; None for one that is unknown or counts no more. A scanner may type it in any case."""
    kept = tidied(code)
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
