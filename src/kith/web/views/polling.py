"""How an open page asks whether its list still stands."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from kith.care import live

NOTHING_MOVED = 204
MINUTE = 60


def asks_with(name: str, *args: str) -> str:
    """Where an open page asks, with all on which its list rests: the place in the feed, and the minute."""
    return f"{reverse(name, args=args)}?after={live.position()}.{int(timezone.now().timestamp()) // MINUTE}"


def same(request: HttpRequest, polled: str) -> bool:
    """Whether the list of an open page still stands."""
    return request.GET.get("after", "") == polled.partition("?after=")[2]
