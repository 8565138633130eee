"""Counted time: what a person would need, from what a test did (benchmarks and journeys share it).

Measured waits, 1.2 s a tap, 0.3 s a character, 2 s to find one's way on each new screen. A wait is
measured from the end of a tap until what it asked for is there; the time in which the test itself finds the
button is part of the tap's 1.2 s.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, expect

TAP, CHARACTER, SCREEN = 1.2, 0.3, 2.0


@dataclass
class Hand:
    """One person's thumb, and how long it was kept waiting (`waited`, in seconds)."""

    taps: int = 0
    characters: int = 0
    screens: int = 0
    waited: float = 0.0

    def tap(self, what: Locator) -> None:
        """Touch something."""
        what.tap()
        self.taps += 1

    def finds(self, field: Locator) -> None:
        """The field that a tap opened has the focus already: a thumb need not look for it."""
        expect(field).to_be_focused()

    def type(self, where: Locator, text: str) -> None:
        """Touch a field and type into it."""
        self.tap(where)
        self.type_on(where, text)

    def type_on(self, where: Locator, text: str) -> None:
        """Type into the field that has the focus already. A keyboard for digits needs no colon or hyphen."""
        where.fill(text)
        self.characters += len(text.replace(":", "").replace("-", ""))

    def wait(self, ready: Callable[[], object]) -> None:
        """Wait for what was asked for."""
        begun = time.monotonic()
        ready()
        self.waited += time.monotonic() - begun

    def arrive(self, ready: Callable[[], object]) -> None:
        """A new screen: wait for it, then find one's way."""
        self.wait(ready)
        self.screens += 1

    @property
    def counted(self) -> float:
        """Seconds that a person would have needed."""
        return self.waited + TAP * self.taps + CHARACTER * self.characters + SCREEN * self.screens

    def __str__(self) -> str:
        return (
            f"{self.counted:.1f} s counted: {self.taps} taps, {self.characters} characters, "
            f"{self.screens} screens, {self.waited:.1f} s waited"
        )
