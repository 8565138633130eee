"""Statuses as small numbers on the current row. Numbers are kept for ever: add at the end, never reorder."""

_WORDS = """
none deleted unknown entered-in-error final amended corrected preliminary registered cancelled active
inactive draft retired planned waitlist onhold finished arrived triaged in-progress on-hold completed
not-done stopped proposed accepted rejected requested received ready failed resolved current superseded
revoked suspended true false
"""

STATUSES = tuple(_WORDS.split())

_NUMBERS = {name: number for number, name in enumerate(STATUSES)}

NONE, DELETED = _NUMBERS["none"], _NUMBERS["deleted"]
ENTERED_IN_ERROR = _NUMBERS["entered-in-error"]


def status_number(name: str | None) -> int:
    """The small number of a status; one that we do not know counts as `unknown`, the body keeps the word."""
    return NONE if not name else _NUMBERS.get(name, _NUMBERS["unknown"])


def status_name(number: int) -> str:
    """The status behind a small number."""
    return STATUSES[number]
