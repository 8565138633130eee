"""PINs that are too easily guessed are refused with the reason; guesses are counted whatever their order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.access.factors import guesses, pins

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pin", "words"),
    [
        ("", pins.NOT_SIX), ("12345", pins.NOT_SIX), ("1234567", pins.NOT_SIX), ("12 456", pins.NOT_SIX),
        ("abcdef", pins.NOT_SIX), ("١٢٣٤٥٦", pins.NOT_SIX), ("⁶²³⁴⁵⁶", pins.NOT_SIX),
        ("111111", pins.SAME), ("121212", pins.SAME), ("123123", pins.SAME), ("777797", pins.SAME),
        ("123456", pins.RUN), ("654321", pins.RUN), ("890123", pins.RUN), ("112233", pins.RUN), ("123321", pins.RUN),
        ("090338", pins.DATE), ("030938", pins.DATE), ("380309", pins.DATE), ("311299", pins.DATE),
    ],
)  # fmt: skip
def test_weak_ones_are_refused_in_words(pin: str, words: str) -> None:
    assert pins.weakness(pin) == words


@pytest.mark.parametrize("pin", ["739164", "480275", "905738"])
def test_good_ones_are_taken(pin: str) -> None:
    assert pins.weakness(pin) == ""


def test_a_drawn_pin_is_never_weak_and_most_pins_are_left_to_choose() -> None:
    assert all(pins.weakness(pins.fresh()) == "" for _ in range(200))
    assert sum(pins.weakness(f"{n:06}") == "" for n in range(0, 1_000_000, 7)) > 0.88 * 1_000_000 / 7


ladders = st.sampled_from([guesses.ACCOUNT, guesses.DEVICE])
steps = st.lists(st.integers(min_value=0, max_value=3 * 60 * 60), max_size=120)


@given(ladders, steps)
def test_no_span_ever_holds_more_misses_than_its_rung(ladder: guesses.Ladder, waits: list[int]) -> None:
    """Somebody tries again and again, with any pauses; only what is let through counts."""
    misses: list[datetime] = []
    now = NOW
    for seconds in waits:
        now += timedelta(seconds=seconds)
        if guesses.waiting(misses, ladder, now) is None:
            misses.append(now)
    for most, span in ladder:
        for begins in misses:
            assert sum(begins <= miss < begins + span for miss in misses) <= most


@given(ladders, steps)
def test_whoever_waits_as_long_as_told_is_let_try_again(ladder: guesses.Ladder, waits: list[int]) -> None:
    misses = [NOW + timedelta(seconds=sum(waits[: place + 1])) for place in range(len(waits))]
    until = guesses.free_at(misses, ladder)
    if until is not None:
        assert guesses.waiting(misses, ladder, until) is None
        assert guesses.waiting(misses, ladder, until - timedelta(microseconds=1)) == until


def test_the_wait_grows() -> None:
    waits = []
    for count in (5, 8, 15):
        misses = [NOW - timedelta(seconds=count - place) for place in range(count)]
        until = guesses.waiting(misses, guesses.ACCOUNT, NOW)
        assert until is not None
        waits.append(until - NOW)
    assert waits == sorted(waits)
    assert waits[0] < timedelta(minutes=5) < waits[1] < timedelta(hours=1) < waits[2]
    assert guesses.waiting([NOW] * 4, guesses.ACCOUNT, NOW) is None
