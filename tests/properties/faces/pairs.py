"""Which pairs of values were tried together through some face, and which of those that can be were not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from tests.properties.faces.factors import Row, Value
from tests.properties.faces.ruled_out import VALUES, impossible

FIELDS = Row._fields
Pair = tuple[Value, Value]


@dataclass
class Pairs:
    """What was tried."""

    faces: tuple[str, ...]
    cases: int = 0
    covered: set[Pair] = field(default_factory=set)
    ways: Counter[str] = field(default_factory=Counter)
    """How often something of one's own or another organisation was seen, and was hidden."""
    _seen: set[tuple[Row, str]] = field(default_factory=set)
    _rows: set[Row] = field(default_factory=set)

    def tried(self, row: Row, face: str, *, seen: bool) -> None:
        """One thing, asked for by one viewer through one face."""
        self.cases += 1
        self.ways[f"{row.holder}, {'seen' if seen else 'hidden'}"] += 1
        if (row, face) in self._seen:
            return
        self._seen.add((row, face))
        self.covered |= {(value, ("face", face)) for value in values_of(row)}
        if row not in self._rows:
            self._rows.add(row)
            self.covered |= set(combinations(values_of(row), 2))

    def news(self, row: Row) -> int:
        """How many pairs this row would be the first to try."""
        return 0 if row in self._rows else len(set(combinations(values_of(row), 2)) - self.covered)

    def told(self) -> dict[str, Any]:
        """What was tried, as a proof remembers it from world to world."""
        covered = sorted([*one, *other] for one, other in self.covered)
        return {"cases": self.cases, "ways": self.ways, "covered": covered}

    def go_on(self, told: dict[str, Any]) -> None:
        """Go on from what was tried before."""
        self.cases, self.ways = told["cases"], Counter(told["ways"])
        self.covered = {((a, b), (c, d)) for a, b, c, d in told["covered"]}

    def missing(self) -> list[Pair]:
        """Pairs that can occur and were not tried."""
        return [pair for pair in self.wanted() if pair not in self.covered]

    def wanted(self) -> Iterator[Pair]:
        """Every pair that can occur."""
        for one, other in combinations(FIELDS, 2):
            for value in VALUES[one]:
                for beside in VALUES[other]:
                    if not impossible((one, value), (other, beside)):
                        yield ((one, value), (other, beside))
        for factor in FIELDS:
            for value in VALUES[factor]:
                yield from (((factor, value), ("face", face)) for face in self.faces)


def values_of(row: Row) -> list[Value]:
    """The row as pairs of a factor's name and its value, in the order of the factors."""
    return list(zip(FIELDS, row, strict=True))
