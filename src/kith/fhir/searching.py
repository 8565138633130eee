"""Search parameters as sent, made into what the record can look for (R4 3.1.1).

What is not understood is refused: a search that leaves out a condition shows too much.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kith.catalogue.systems import ENTRY_KINDS
from kith.fhir.problems import not_found, not_supported, problem
from kith.fhir.targets import id_of
from kith.record.search import dates, hashing
from kith.record.search.finding import PREFIXES, Span, Wanted
from kith.record.search.references import target

USUAL_SIZE = 50
LARGEST_SIZE = 200
MOST_CODES = 50
_ACCEPTED = frozenset({"patient", "subject", "code", "date", "_count", "_total", "_format", "_pretty"})
OF_LOOKS = frozenset({"patient", "date", "_count", "_format", "_pretty"})
"""What looks are searched by."""
_DATE = re.compile(r"([a-z]{2})?(\d{4}[0-9T:.Z+-]*)", re.ASCII)
_MINUTES = re.compile(r"(.*T\d\d:\d\d)((?:Z|[+-]\d\d:\d\d)?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, how many to a page, and whether to count them all."""

    wanted: Wanted
    size: int
    total: bool


def asked(kind: str, pairs: Iterable[tuple[str, str]], accepted: frozenset[str] = _ACCEPTED) -> Asked:
    """The search that these parameters ask for. Raises 400 or 404."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in accepted:
            raise not_supported(f"The search parameter {name[:64]!r} is not supported.")
        given.setdefault(name, []).append(value)
    for name in given.keys() - {"date"}:
        if len(given[name]) > 1:
            raise not_supported(f"{name} can be given once. Separate alternatives by commas.")
    first, others = _codes(given.get("code", [""])[0])
    wanted = Wanted(
        kind, _patient(given), first, others, tuple(_span(each) for each in given.get("date", []))
    )
    return Asked(wanted, _size(given), given.get("_total", ["none"])[0] == "accurate")


def _patient(given: dict[str, list[str]]) -> UUID:
    named = {_patient_id(value) for name in ("patient", "subject") for value in given.get(name, [])}
    if not named:
        raise problem(400, "required", "Say whose with patient=<id>.")
    if len(named) > 1:
        raise not_found()
    return named.pop()


def _patient_id(text: str) -> UUID:
    """`<id>` or `Patient/<id>`."""
    found = target(text)
    if found is not None and (found.base or found.type != "Patient"):
        raise not_found()
    return id_of(found.id if found else text)


def _size(given: dict[str, list[str]]) -> int:
    text = given.get("_count", [str(USUAL_SIZE)])[0]
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= 9 and int(text) > 0):
        raise problem(400, "value", "_count must be a whole number above nought.")
    return min(int(text), LARGEST_SIZE)


def _codes(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Hashes that only a first coding can have, and hashes of any coding."""
    first, others = [], []
    alternatives = _split(text, ",") if text else []
    if len(alternatives) > MOST_CODES:
        raise problem(400, "too-costly", f"At most {MOST_CODES} codes can be looked for at once.")
    for alternative in alternatives:
        system, bar, code = alternative.rpartition("|")
        if not code:
            raise not_supported("A code is written system|code, |code or code.")
        if bar and system == ENTRY_KINDS:
            first.append(hashing.coded("code", system, code))
        elif bar:
            others.append(
                hashing.coded("code", system, code) if system else hashing.in_no_system("code", code)
            )
        else:
            others.append(hashing.in_any_system("code", code))
    return tuple(first), tuple(others)


def _split(text: str, separator: str) -> list[str]:
    """Alternatives, with R4's escapes taken off (3.1.1.4.2)."""
    parts = re.split(rf"(?<!\\){re.escape(separator)}", text)
    return [re.sub(r"\\([\\,$|])", r"\1", part) for part in parts]


def _span(text: str) -> Span:
    match = _DATE.fullmatch(text.replace(" ", "+"))  # a plus sign in an address means a space
    prefix = (match[1] or "eq") if match else ""
    interval = _interval(match[2]) if match else None
    if interval is None or prefix not in PREFIXES:
        raise problem(
            400, "value", "A date is written YYYY, YYYY-MM, YYYY-MM-DD or with a time, after eq, ne, gt..."
        )
    return Span(prefix, *interval)


def _interval(text: str) -> tuple[datetime, datetime] | None:
    """As long as it is precise: a minute, a second, or the digits that follow it."""
    minutes = _MINUTES.fullmatch(text)
    found = dates.interval(f"{minutes[1]}:00{minutes[2]}" if minutes else text)
    if found is None or len(text) <= 10:
        return found
    digits = len(match[1]) if (match := re.search(r"\.(\d+)", text)) else 0
    length = timedelta(minutes=1) if minutes else timedelta(microseconds=10 ** max(0, 6 - digits))
    return found[0], found[0] + length
