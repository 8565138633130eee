"""Parts of a file, as players ask for them."""

import pytest
from django.http import HttpRequest
from hypothesis import given
from hypothesis import strategies as st

from kith.web.ranges import part_of

WHOLE = bytes(range(100))


def asked(words: str) -> HttpRequest:
    request = HttpRequest()
    request.META["HTTP_RANGE"] = words
    return request


@pytest.mark.parametrize(
    ("words", "status", "part", "said"),
    [
        ("", 200, WHOLE, None),
        ("bytes=0-", 206, WHOLE, "bytes 0-99/100"),
        ("bytes=0-1", 206, WHOLE[:2], "bytes 0-1/100"),
        ("bytes=90-200", 206, WHOLE[90:], "bytes 90-99/100"),
        ("bytes=-10", 206, WHOLE[90:], "bytes 90-99/100"),
        ("bytes=-200", 206, WHOLE, "bytes 0-99/100"),
        ("bytes=100-", 416, b"", "bytes */100"),
        ("bytes=-0", 416, b"", "bytes */100"),
        ("bytes=5-2", 416, b"", "bytes */100"),
        ("bytes=-", 200, WHOLE, None),
        ("bytes=0-1,5-6", 200, WHOLE, None),
        ("lines=0-1", 200, WHOLE, None),
        ("bytes=999999999999999999999-", 200, WHOLE, None),
    ],
)
def test_a_part_is_answered_as_it_was_asked(words: str, status: int, part: bytes, said: str | None) -> None:
    answer = part_of(asked(words), WHOLE, "audio/mpeg")
    assert (answer.status_code, answer.content, answer.get("Content-Range")) == (status, part, said)


@given(st.text(max_size=30), st.binary(max_size=40))
def test_whatever_is_asked_is_answered_with_a_part_of_the_file(words: str, content: bytes) -> None:
    answer = part_of(asked(words), content, "audio/mpeg")
    assert answer.status_code in (200, 206, 416)
    assert answer.content in content
