"""Too many guesses."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from kith.web.signin import page


def locked(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """Axes calls this when a name was guessed at too often from one place."""
    return page.show(request, problem=page.SLOWED, status=429)
