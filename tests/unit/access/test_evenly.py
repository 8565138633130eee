"""Refusals leave at even ticks; everything else at once."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.access.evenly import evenly, left_of_tick


def answering(status: str, after: float) -> Callable[..., Iterable[bytes]]:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        end = time.monotonic() + after
        while time.monotonic() < end:
            pass
        start_response(status, [])
        return [b"said"]

    return application


@pytest.mark.parametrize(("after", "ticks"), [(0.001, 1), (0.015, 1), (0.025, 2)])
def test_a_refusal_leaves_at_a_tick_whenever_it_was_ready(after: float, ticks: int) -> None:
    told: list[str] = []
    begun = time.monotonic()
    said = evenly(answering("404 Not Found", after), tick=0.02)(
        {}, lambda status, headers: told.append(status)
    )
    passed = time.monotonic() - begun
    assert (list(said), told) == ([b"said"], ["404 Not Found"])
    assert passed >= ticks * 0.02


def test_whatever_is_open_leaves_at_once() -> None:
    begun = time.monotonic()
    evenly(answering("200 OK", 0.001), tick=0.5)({}, lambda status, headers: None)
    assert time.monotonic() - begun < 0.25


@given(st.floats(0, 100), st.floats(0.001, 1))
def test_what_is_left_of_a_tick_is_never_more_than_one(passed: float, tick: float) -> None:
    assert 0 < left_of_tick(passed, tick) <= tick
