"""Lists that look after themselves: how an open page asks whether its list still stands, and what it is answered."""

from collections.abc import Callable
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kith.care import live
from kith.web.views.shared import look_of

NOTHING_MOVED = 204
MINUTE = 60


def asks_with(name: str, *args: str) -> str:
    """Where an open page asks, with all on which its list rests: the place in the feed, and the minute."""
    return f"{reverse(name, args=args)}?after={live.position()}.{int(timezone.now().timestamp()) // MINUTE}"


def again(
    request: HttpRequest, template: str, shown: Callable[[], object], name: str, *args: str
) -> HttpResponse:
    """204 while nothing moved and the minute is the same, without reading anybody; else the list as it stands now."""
    if getattr(request, "viewer", None) is None:
        return HttpResponse(status=401)
    polled = asks_with(name, *args)
    if request.GET.get("after", "") == polled.partition("?after=")[2]:
        return HttpResponse(status=NOTHING_MOVED)
    context = {"page": shown(), "polled": polled, "look": asdict(look_of(request)), "again": True}
    return render(request, template, context)
