"""The demonstration home: forty residents, their last ninety days, and the people who look after them.

Everybody is invented. Mr Green of MODS use case 1 is among them; his today is left to the agency worker.
"""

from collections.abc import Callable
from datetime import datetime

__all__ = ["load", "load_first", "load_rest", "sign_ins"]

# What needs the store is imported when it is used: the processes that write days import this package without it.


def load(now: datetime | None = None) -> int:
    """Everything at once: see `kith.care.demonstration.loading.load`."""
    from kith.care.demonstration import loading

    return loading.load(now)


def load_first() -> int:
    """Everybody, and the last fortnight of their days; `load_rest` adds the weeks before."""
    from kith.care.demonstration import earlier, loading

    return loading.load(days=earlier.FORTNIGHT)


def load_rest(say: Callable[[str], None] = lambda words: None) -> int:
    """See `kith.care.demonstration.loading.load_rest`."""
    from kith.care.demonstration import loading

    return loading.load_rest(say)


def sign_ins() -> list[str]:
    """See `kith.care.demonstration.signing_in.sign_ins`."""
    from kith.care.demonstration import signing_in

    return signing_in.sign_ins()
