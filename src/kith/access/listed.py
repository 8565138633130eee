"""Which lists an open page was shown of late: a refresh within a quarter of an hour is no look of its own."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from django.db import transaction
from django.utils import timezone

REFRESH = timedelta(minutes=15)
"""Architecture, the gate: looks."""
MOST = 2000
"""Lists remembered in one process; one that is forgotten is logged once more than it need be."""

Key = tuple[int, str, int]
_shown: OrderedDict[Key, datetime] = OrderedDict()
_lock = Lock()


def is_refresh(session: int, asked: str, people: Iterable[UUID]) -> bool:
    """Whether this session was shown this very list of people within the last quarter of an hour."""
    with _lock:
        shown = _shown.get(_key(session, asked, people))
    return shown is not None and timezone.now() - shown < REFRESH


def remember(session: int, asked: str, people: Iterable[UUID]) -> None:
    """The list was logged: remembered once that is committed, so that what was rolled back is logged again."""
    key, now = _key(session, asked, people), timezone.now()
    transaction.on_commit(lambda: _put(key, now))


def _put(key: Key, now: datetime) -> None:
    with _lock:
        _shown[key] = now
        _shown.move_to_end(key)
        while len(_shown) > MOST:
            _shown.popitem(last=False)


def _key(session: int, asked: str, people: Iterable[UUID]) -> Key:
    return (session, asked, hash(frozenset(people)))
