"""Wall clock in London, instants in UTC, and a device's clock that is wrong."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def clock(page: Page, expression: str) -> Any:
    return page.evaluate(
        f"async () => {{ const clock = await import('/static/pocket/clock.js'); return {expression}; }}"
    )


@pytest.mark.parametrize(
    ("day", "time", "instant"),
    [
        ("2026-11-23", "08:10", "2026-11-23T08:10:00.000+00:00"),
        ("2026-07-01", "08:10", "2026-07-01T07:10:00.000+00:00"),
        ("2026-10-25", "01:30", "2026-10-25T00:30:00.000+00:00"),  # comes twice: the first is meant
        ("2026-10-25", "02:00", "2026-10-25T02:00:00.000+00:00"),
        ("2026-03-29", "01:30", None),  # no clock showed it
        ("2026-02-30", "08:00", None),
        ("", "08:00", None),
        ("2026-11-23", "", None),
    ],
)
def test_a_time_on_the_wall_is_an_instant(page: Page, day: str, time: str, instant: str | None) -> None:
    found = f"(clock.fromWall('{day}', '{time}') && clock.instant(clock.fromWall('{day}', '{time}')))"
    assert clock(page, found) == instant


def test_a_wrong_device_clock_is_known_and_put_right(page: Page) -> None:
    told = clock(
        page,
        "(() => { const at = Date.now(); clock.learn(new Date(at - 90_000).toISOString(), at - 400, at + 400);"
        " return [clock.offsetSeconds(), Math.round((Date.now() - clock.now().getTime()) / 1000)]; })()",
    )
    assert told == [90, 90]


@pytest.mark.parametrize(
    ("instant", "pair"),
    [
        ("2026-10-25T00:30:00Z", ["2026-10-25", "01:30"]),
        ("2026-10-25T01:30:20Z", ["2026-10-25", "01:30", True]),
        ("2026-10-25T02:30:00Z", ["2026-10-25", "02:30"]),
        ("2026-07-01T07:10:00Z", ["2026-07-01", "08:10"]),
    ],
)
def test_an_instant_is_picked_as_it_was_and_the_hour_that_comes_twice_is_told_apart(
    page: Page, instant: str, pair: list[object]
) -> None:
    assert clock(page, f"clock.pairOf(new Date('{instant}'))") == pair
    back = clock(page, f"clock.instant(clock.fromWall(...clock.pairOf(new Date('{instant}'))))")
    assert back[:16] == instant[:16]
