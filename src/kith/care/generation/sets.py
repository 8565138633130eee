"""The data sets of the benchmarks: how many of what."""

from dataclasses import dataclass

BESIDE_ENTRIES = 4
"""Resources that everybody has beside their entries: a Patient, a registration, an allergy, an alert."""


@dataclass(frozen=True)
class DataSet:
    """People of some organisations over a number of days; `resources` is the exact number of all of them.

    `heavy` people have `heavy_each` entries; the rest is spread evenly over everybody else and over the days.
    """

    name: str
    people: int
    days: int
    resources: int
    organisations: int
    staff_each: int
    heavy: int = 0
    heavy_each: int = 0

    @property
    def entries(self) -> int:
        """How many of the resources are daily entries."""
        beside = self.people * BESIDE_ENTRIES + self.organisations * (2 + 2 * self.staff_each)
        return self.resources - beside

    def entries_on(self, day: int) -> int:
        """How many entries fall on this day, counted from 0; all days together make `entries`."""
        return self.entries * (day + 1) // self.days - self.entries * day // self.days

    def heavy_on(self, day: int) -> int:
        """How many of a day's entries are about each heavy person."""
        return self.heavy_each * (day + 1) // self.days - self.heavy_each * day // self.days


SETS = {
    "S": DataSet("S", people=40, days=90, resources=110_000, organisations=1, staff_each=20),
    "M": DataSet(
        "M",
        people=10_000,
        days=90,
        resources=2_000_000,
        organisations=20,
        staff_each=10,
        heavy=10,
        heavy_each=20_000,
    ),
}
"""S and M of the budgets; the heavy people of M are those of the store's measurements."""
