"""Search tokens as signed 64-bit numbers, small enough to stand in the row itself.

A token is a hash: two different texts share one about once in 2^64 pairs. A search by token may therefore
only ever find a resource too many, and it still passes the same row policy.
"""

import hashlib
from functools import lru_cache


@lru_cache(maxsize=65_536)
def token(*parts: str) -> int:
    """The hash of `parts` (`param, system, code` or `param, "Type/id"`) as a signed 64-bit integer."""
    text = "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big", signed=True)


def coded(param: str, system: str, code: str) -> int:
    """`param=system|code`: that code in that system."""
    return token(param, system, code)


def in_any_system(param: str, code: str) -> int:
    """`param=code`: that code in whatever system, or in none."""
    return token(param, "", code)


def in_no_system(param: str, code: str) -> int:
    """`param=|code`: that code where no system is given."""
    return token(param, "none", "", code)


def pointing(param: str, target: str) -> int:
    """`param=Type/id`: a reference to that resource."""
    return token(param, target)
