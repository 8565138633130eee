"""Drafts on the server: what an author was typing, locked, for that author alone."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kith.access.viewer import Viewer
from kith.catalogue import exact
from kith.pocket.keys import draft_key
from kith.record.connection import cursor

LIFETIME = timedelta(days=14)
MOST = 100
"""Drafts an account may have: more is a fault or an attack."""

NONCE = 12

SAVE = """
insert into pocket_draft (account, custodian, id, patient, changed, body) values (%s, %s, %s, %s, %s, %s)
on conflict (account, id) do update set changed = excluded.changed, kept = now(), body = excluded.body
where pocket_draft.patient = excluded.patient and pocket_draft.changed <= excluded.changed
"""
LIST = "select id, patient, changed, body from pocket_draft where account = %s and kept > now() - %s order by changed desc"
COUNT = "select count(*) as n from pocket_draft where account = %s and id <> %s"
DROP = "delete from pocket_draft where account = %s and id = %s"
DROP_OLD = "delete from pocket_draft where account = %s and kept <= now() - %s"


class TooMany(Exception):
    """The account has as many drafts as anybody needs."""


@dataclass(frozen=True)
class Draft:
    """An entry that is not one yet. `body` is what the recording components gave us to keep."""

    id: UUID
    patient: UUID
    changed: datetime
    body: Any


def save(viewer: Viewer, draft: Draft) -> None:
    """Keep a draft; an older copy of one we have is ignored. Raises TooMany."""
    account = _account(viewer)
    count = cursor().execute(COUNT, (account, draft.id)).fetchone()
    if count is None or count.n >= MOST:
        raise TooMany
    locked = _lock(account, draft)
    cursor().execute(SAVE, (account, viewer.custodian, draft.id, draft.patient, draft.changed, locked))


def listed(viewer: Viewer, patient: UUID | None = None) -> list[Draft]:
    """The viewer's own drafts, newest first, for one person or all. Those of more than 14 days are dropped."""
    account = _account(viewer)
    cursor().execute(DROP_OLD, (account, LIFETIME))
    rows = cursor().execute(LIST, (account, LIFETIME)).fetchall()
    opened = (_unlock(account, row) for row in rows if patient is None or row.patient == patient)
    return [draft for draft in opened if draft is not None]


def drop(viewer: Viewer, id: UUID) -> None:
    """Forget a draft; one that is not there is forgotten already."""
    cursor().execute(DROP, (_account(viewer), id))


def _account(viewer: Viewer) -> int:
    if viewer.account is None:  # a program's session types nothing
        raise TooMany
    return viewer.account


def _lock(account: int, draft: Draft) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    plain = exact.dumps(draft.body).encode()
    return nonce + AESGCM(draft_key(account)).encrypt(nonce, plain, _bound(draft.id, draft.patient))


def _unlock(account: int, row: Any) -> Draft | None:
    nonce, locked = row.body[:NONCE], row.body[NONCE:]
    try:
        plain = AESGCM(draft_key(account)).decrypt(nonce, locked, _bound(row.id, row.patient))
    except InvalidTag:  # moved, changed, or the secret was lost with another machine: nobody can read it
        return None
    return Draft(row.id, row.patient, row.changed, exact.loads(plain))


def _bound(id: UUID, patient: UUID) -> bytes:
    return f"{id}|{patient}".encode()
