"""The headers that every answer carries."""

from django.http import HttpResponse
from django.test import RequestFactory

from kith.web.middleware import CONTENT_POLICY, SecurityHeaders


def answer(response: HttpResponse) -> HttpResponse:
    return SecurityHeaders(lambda request: response)(RequestFactory().get("/"))


def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    response = answer(HttpResponse("x"))
    assert response["Content-Security-Policy"] == CONTENT_POLICY
    assert "unsafe" not in CONTENT_POLICY
    assert "http" not in CONTENT_POLICY


def test_a_page_is_kept_in_no_cache() -> None:
    assert answer(HttpResponse("x"))["Cache-Control"] == "no-store"


def test_a_static_file_keeps_the_time_that_it_says() -> None:
    assert answer(HttpResponse("x", headers={"Cache-Control": "max-age=60"}))["Cache-Control"] == "max-age=60"
