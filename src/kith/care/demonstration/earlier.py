"""The weeks before the fortnight that the scripts tell: the same days, with less written about them."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from kith.care.generation.diary import Diary

FORTNIGHT = 14
NOTED = 0.15
"""How much of what the scripts add in words was added then."""
UPSET = 0.2
"""How often somebody was upset then, of the days on which the script says so."""
WEIGHTS = {
    "walter": ("78.6", "-0.004", "standing"),
    "harold": ("91.6", "0.006", "standing"),
    "joyce": ("55.0", "0.004", "chair"),
    "amina": ("49.9", "0.022", "hoist"),
    "dorothy": ("62.2", "-0.003", "standing"),
    "patrick": ("58.9", "0.015", "chair"),
}
"""Weight two weeks ago, what each day before that adds to it, and on which scales."""


def tell(key: str, diary: Diary) -> None:
    """Make a script's day one of the weeks before, with a weight once a week."""
    lot = Random(f"{key} {diary.back} earlier")  # noqa: S311 - a story, no secret
    kept = [
        entry for entry in diary.entries if entry.kind not in ("distress", "sensor") or lot.random() < UPSET
    ]
    diary.entries[:] = [entry if lot.random() < NOTED else replace(entry, note="") for entry in kept]
    if key in WEIGHTS and diary.back % 7 == 4:
        weight, a_day, how = WEIGHTS[key]
        drift = Decimal(a_day) * (diary.back - FORTNIGHT) + Decimal(lot.randint(-2, 2)) / 10
        diary.at("07:45", "weight", weight=(Decimal(weight) + drift).quantize(Decimal("0.1")), how=how)
