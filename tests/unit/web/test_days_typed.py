"""Days as people type them."""

from datetime import date

import pytest

from kith.web.sent import day


@pytest.mark.parametrize(
    "typed", ["1/12/2026", "01/12/2026", "1.12.2026", "1 12 2026", " 1-12-2026 ", "2026-12-01"]
)
def test_a_day_is_read_as_it_is_written_here(typed: str) -> None:
    assert day(typed) == date(2026, 12, 1)


@pytest.mark.parametrize(
    "typed", ["", "soon", "31/2/2026", "1/12/26", "12/2026", "1/12/2026/1", "12/13/2026", "x/y/zzzz"]
)
def test_anything_else_is_none(typed: str) -> None:
    assert day(typed) is None
