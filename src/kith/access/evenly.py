"""An answer of "not found" leaves at an even tick, so that its time tells nothing.

Deciding about somebody who is hidden reads a few rows more than deciding about nobody: some ten-thousandths of a second,
which thousands of questions would bring to light. docs/decisions/0080-not-found-in-even-time.md
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

TICK = 0.04
"""Seconds. Longer than a refusal takes on a machine that has work to do."""

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


def evenly(application: Application, *, tick: float = TICK) -> Application:
    """The same WSGI application, each of whose 404s is held back until a whole number of ticks has passed."""

    def held(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        begun, told = time.monotonic(), [""]

        def start(status: str, *more: Any) -> Any:
            told[0] = status
            return start_response(status, *more)

        answer = application(environ, start)
        if told[0].startswith("404"):
            time.sleep(left_of_tick(time.monotonic() - begun, tick))
        return answer

    return held


def left_of_tick(passed: float, tick: float) -> float:
    """How long it is until a whole number of ticks has passed."""
    return tick - passed % tick
