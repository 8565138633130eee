"""Error pages: they say what to do, lose nothing and tell nothing about anyone."""

import pytest
from django.test import RequestFactory

from kith.web.views import errors

PAGES = [
    (errors.bad_request, 400),
    (errors.not_allowed, 403),
    (errors.stale_form, 403),
    (errors.not_found, 404),
    (errors.failed, 500),
]


@pytest.mark.parametrize(("view", "status"), PAGES)
def test_each_says_what_to_do_and_that_nothing_is_lost(view, status) -> None:
    response = view(RequestFactory().get("/people/Arthur-Example/"))
    text = response.content.decode()
    assert response.status_code == status
    assert "What to do" in text
    assert errors.KEPT in text


@pytest.mark.parametrize(("view", "status"), PAGES)
def test_none_repeats_the_address_that_was_asked_for(view, status) -> None:
    text = view(RequestFactory().get("/people/Arthur-Example/")).content.decode()
    assert "Arthur" not in text


@pytest.mark.parametrize(("view", "status"), PAGES)
def test_nothing_is_inline(view, status) -> None:
    text = view(RequestFactory().get("/")).content.decode()
    assert "style=" not in text
    assert "<style" not in text
    assert "<script>" not in text
