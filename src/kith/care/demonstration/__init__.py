"""The demonstration home: forty residents, their last ninety days, and the people who look after them.

Everybody is invented. Mr Green of MODS use case 1 is among them; his today is left to the agency worker.
"""

from collections.abc import Callable
from datetime import datetime

__all__ = ["load", "sign_ins"]

# What needs the store is imported when it is used: the processes that write days import this package without it.


def load(now: datetime | None = None, say: Callable[[str], None] = lambda words: None) -> int:
    """See `kith.care.demonstration.loading.load`."""
    from kith.care.demonstration import loading

    return loading.load(now, say)


def sign_ins() -> list[str]:
    """See `kith.care.demonstration.signing_in.sign_ins`."""
    from kith.care.demonstration import signing_in

    return signing_in.sign_ins()
