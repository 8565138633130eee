"""Somebody half signed in: what is kept between the steps, and where they wanted to go."""

import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from kith.access import own, sessions
from kith.access.factors import devices
from kith.access.roles import named
from kith.access.signing_in import sign_in, sign_in_own
from kith.directory.models import Account, Device, Post

KEY = "signing-in"
LASTS = 5 * 60
"""Seconds between one step and the next."""


def target(request: HttpRequest) -> str:
    """Where to go afterwards: an address of our own, never another's."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else "/"


def hold(request: HttpRequest, account: Account, *, needs: str, to: str, by_pin: bool = False) -> None:
    """Keep who is signing in and what is still needed: `code`, `post` or `pin`. The browser's key changes."""
    request.session.cycle_key()
    kept = {"account": account.pk, "needs": needs, "to": to, "by_pin": by_pin, "at": time.time()}
    request.session[KEY] = kept


def drop(request: HttpRequest) -> None:
    """Forget who was half signed in: somebody else is at the screen now."""
    request.session.pop(KEY, None)


def held(request: HttpRequest, needs: str) -> tuple[Account, str] | None:
    """Who is at this step and where they want to go, or None when it is nobody or too long ago."""
    kept = request.session.get(KEY)
    if not kept or kept["needs"] != needs or time.time() - kept["at"] > LASTS:
        return None
    account = Account.objects.select_related("staff").filter(pk=kept["account"], is_active=True).first()
    return (account, kept["to"]) if account else None


def at_device(request: HttpRequest, account: Account, device: Device, to: str) -> HttpResponse | None:
    """Sign in by PIN in the post at the device's own service, asking only where there are several there."""
    posts = [post for post in sessions.posts_of(account) if post.service_id == device.service_id]
    if not posts:
        return None
    hold(request, account, needs="post", to=to, by_pin=True)
    return redirect("signin:post") if len(posts) > 1 else enter(request, account, posts[0], to)


def finish(request: HttpRequest, account: Account, to: str) -> HttpResponse | None:
    """Sign in, or ask in which post; None when the account has no post and no leave of its own that counts now."""
    if hats := own.hats_of(account):
        sign_in_own(request, account, hats[0])
        return redirect("mine:mine")
    held = sessions.posts_of(account)
    roles = named(post.role for post in held)
    posts = [post for post in held if not roles[post.role].visits or _is_here(request, account)]
    if not posts:
        return None
    if len(posts) > 1:
        hold(request, account, needs="post", to=to)
        return redirect("signin:post")
    return enter(request, account, posts[0], to)


def _is_here(request: HttpRequest, account: Account) -> bool:
    """Whether this browser is a device of where they work: whoever visits reads in the building alone."""
    return devices.serves(devices.known(request.COOKIES.get(devices.COOKIE)), account)


def enter(request: HttpRequest, account: Account, post: Post, to: str) -> HttpResponse:
    """Sign in in this post and go on."""
    by_pin = bool(request.session.get(KEY, {}).get("by_pin"))
    sign_in(request, account, post, by_pin=by_pin)
    return redirect(to)
