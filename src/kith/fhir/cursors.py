"""Where the next page begins, sealed: the address of a page says nothing about anybody.

Addresses are kept in histories, logs and proxies. So a page's link holds the whole search and the place
reached, encrypted and bound to the session that asked.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from cryptography.fernet import Fernet, InvalidToken

from kith.fhir.problems import problem
from kith.ops import config
from kith.record.search.finding import Span, Wanted

LIFE = 3600
"""Seconds for which a page's link can be followed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A search, how many to a page, and the last row of the page before."""

    wanted: Wanted
    size: int
    after: tuple[datetime, UUID]


def seal(place: Place, session: int) -> str:
    """The place as text for an address."""
    wanted = place.wanted
    return sealed(
        session, wanted.type, str(wanted.patient), wanted.first_codes, wanted.codes, plain(wanted.spans), place.size,
        place.after[0].isoformat(), str(place.after[1]),
    )  # fmt: skip


def unseal(text: str, session: int, kind: str) -> Place:
    """The place that `seal` sealed for this session and type. Raises a 400 for anything else."""
    patient, first_codes, codes, spans, size, occurred, id = unsealed(text, session, kind)
    wanted = Wanted(kind, UUID(patient), tuple(first_codes), tuple(codes), as_spans(spans))
    return Place(wanted, size, (datetime.fromisoformat(occurred), UUID(id)))


def sealed(session: int, kind: str, *content: Any) -> str:
    """What a page's link holds, for one session and the searches of one type."""
    return _key().encrypt(orjson.dumps([session, kind, *content])).decode().rstrip("=")


def unsealed(text: str, session: int, kind: str) -> list[Any]:
    """What `sealed` was given. Raises a 400 for another session or type, for a link that is too old or no link."""
    try:
        padded = (text + "=" * (-len(text) % 4)).encode("ascii")
        held: list[Any] = orjson.loads(_key().decrypt(padded, ttl=LIFE))
    except (InvalidToken, ValueError, TypeError):
        raise _ended() from None
    if held[:2] != [session, kind]:
        raise _ended()
    return held[2:]


def plain(spans: Iterable[Span]) -> list[list[str]]:
    """Spans as a link holds them."""
    return [[span.prefix, span.low.isoformat(), span.high.isoformat()] for span in spans]


def as_spans(held: Iterable[list[str]]) -> tuple[Span, ...]:
    """Spans as `plain` made them."""
    return tuple(Span(p, datetime.fromisoformat(low), datetime.fromisoformat(high)) for p, low, high in held)


def _ended() -> Exception:
    return problem(400, "expired", "This page's link cannot be followed any more. Search again.")


@cache
def _key() -> Fernet:
    secret = hashlib.sha256(config.secret("fhir-pages").encode()).digest()
    return Fernet(base64.urlsafe_b64encode(secret))
