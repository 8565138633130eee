"""What is drawn by lot for an invented record: ids and NHS numbers. The same lot draws the same."""

from datetime import datetime
from random import Random
from uuid import UUID

FIRST_NHS_NUMBER = 999_000_000
"""The range that no living person is given, kept for tests: 999 000 0000 to 999 999 9999."""


def id_at(moment: datetime, lot: Random) -> UUID:
    """An id as it would have been made at that moment: a UUIDv7 (RFC 9562, section 5.7)."""
    milliseconds = int(moment.timestamp() * 1000)
    drawn = lot.getrandbits(74)
    return UUID(int=milliseconds << 80 | 7 << 76 | (drawn >> 62) << 64 | 0b10 << 62 | drawn & (1 << 62) - 1)


def nhs_number(number: int) -> str | None:
    """The NHS number of the 999 range with these six digits; None where no check digit fits.

    The check digit is by modulus 11 (NHS Data Dictionary, NHS NUMBER).
    """
    nine = str(FIRST_NHS_NUMBER + number)
    remainder = (
        11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    )
    return None if remainder == 10 else nine + str(remainder % 11)


def nhs_numbers(lot: Random, count: int) -> list[str]:
    """So many NHS numbers, no two the same."""
    drawn = lot.sample(range(1_000_000), min(count + count // 5 + 20, 1_000_000))
    return [found for each in drawn if (found := nhs_number(each))][:count]
