"""Statistics that one odd day does not move: the middle, the spread around it, and the quarters."""

from collections.abc import Sequence
from decimal import Decimal

AS_NORMAL = Decimal("1.4826")
"""Makes the median of distances comparable with a standard deviation (Rousseeuw and Croux 1993, section 1)."""


def middle(values: Sequence[Decimal]) -> Decimal:
    """The median. There must be at least one value."""
    return quantile(values, Decimal("0.5"))


def spread(values: Sequence[Decimal]) -> Decimal:
    """The median distance from the median, scaled."""
    centre = middle(values)
    return AS_NORMAL * middle([abs(value - centre) for value in values])


def quarters(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The lower and upper quartile: between them lies the half of all days that is most usual."""
    return quantile(values, Decimal("0.25")), quantile(values, Decimal("0.75"))


def quantile(values: Sequence[Decimal], share: Decimal) -> Decimal:
    """The value below which this share lies, on a straight line between neighbours."""
    held = sorted(values)
    place = (len(held) - 1) * share
    low = int(place)
    if low + 1 == len(held):
        return held[low]
    return held[low] + (held[low + 1] - held[low]) * (place - low)
