"""Counted time: what a person would need, from what a test did (benchmarks and journeys share it).

Measured waits, 1.2 s a tap, 0.3 s a character, 2 s to find one's way on each new screen.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator

TAP, CHARACTER, SCREEN = 1.2, 0.3, 2.0


@dataclass
class Hand:
    """One person's thumb. Everything between `begin` and now that is not counted otherwise is a measured wait."""

    taps: int = 0
    characters: int = 0
    screens: int = 0
    begun: float = field(default_factory=time.monotonic)

    def tap(self, what: Locator) -> None:
        """Touch something; waits until it can be touched."""
        what.tap()
        self.taps += 1

    def type(self, where: Locator, text: str) -> None:
        """Touch a field and type into it."""
        where.tap()
        self.taps += 1
        self.type_on(where, text)

    def type_on(self, where: Locator, text: str) -> None:
        """Type into the field that has the focus already. A keyboard for digits needs no colon or hyphen."""
        where.fill(text)
        self.characters += len(text.replace(":", "").replace("-", ""))

    def arrive(self, ready: Callable[[], object]) -> None:
        """A new screen: wait for it, then find one's way."""
        ready()
        self.screens += 1

    @property
    def waited(self) -> float:
        """Seconds by the clock since the beginning, the driving of the browser included."""
        return time.monotonic() - self.begun

    @property
    def counted(self) -> float:
        """Seconds that a person would have needed."""
        return self.waited + TAP * self.taps + CHARACTER * self.characters + SCREEN * self.screens

    def __str__(self) -> str:
        return (
            f"{self.counted:.1f} s counted: {self.taps} taps, {self.characters} characters, "
            f"{self.screens} screens, {self.waited:.1f} s waited"
        )
