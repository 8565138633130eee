"""What is drawn by lot for invented people."""

from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from nhs_number.validate import is_valid

from kith.care.generation.drawing import id_at, nhs_numbers

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, st.integers())
def test_an_id_tells_its_moment_and_is_a_version_seven(moment: datetime, seed: int) -> None:
    made = id_at(moment, Random(seed))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(moment.timestamp() * 1000)
    assert made == id_at(moment, Random(seed))


def test_numbers_are_valid_differ_and_belong_to_nobody() -> None:
    drawn = nhs_numbers(Random(7), 10_000)
    assert len(set(drawn)) == 10_000
    assert all(each.startswith("999") and is_valid(each) for each in drawn)
    assert drawn == nhs_numbers(Random(7), 10_000)
