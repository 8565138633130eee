"""Time that passes for one account's login, without waiting for it: its moments move into the past instead."""

from datetime import timedelta
from typing import Any

import psycopg

PASSES = (
    "alter table directory_post disable trigger stale",  # time passes without anybody changing a post
    "update directory_post p set since = since - %(by)s, until = until - %(by)s from directory_account a"
    " where a.id = %(account)s and p.staff_id = a.staff_id",
    "alter table directory_post enable trigger stale",
    "update directory_agencylogin set made = made - %(by)s where account_id = %(account)s",
    "update decision d set until = d.until - %(by)s from session s where s.number = d.session and s.account = %(account)s",
    "update session set started = started - %(by)s, until = until - %(by)s where account = %(account)s",
    "update pocket_draft set begun = begun - %(by)s, kept = kept - %(by)s where account = %(account)s",
)  # fmt: skip
"""Not when a device was last touched: somebody is typing all the while."""


def time_passes(owner: psycopg.Connection[Any], account: int, by: timedelta) -> None:
    """As if so much time had gone by for this account's login, its open session and its drafts."""
    with owner.transaction():
        for statement in PASSES:
            owner.execute(statement, {"by": by, "account": account} if "%" in statement else None)


def left(owner: psycopg.Connection[Any], account: int) -> timedelta:
    """How long the account's open session still lasts."""
    row = owner.execute(
        "select max(until) - clock_timestamp() from session where account = %s and ended is null", (account,)
    ).fetchone()  # fmt: skip
    assert row is not None
    found: timedelta = row[0]
    return found
