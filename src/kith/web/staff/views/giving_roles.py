"""Another role for a colleague who works here already."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.access import giving_roles
from kith.access.giving_roles import NotPossible
from kith.access.roles import role
from kith.care import queries
from kith.care.days import LONDON, clock
from kith.care.presenters.fact import day_in_short
from kith.directory.models import Account, Post
from kith.web.presenters.roles import differences, what_it_may
from kith.web.staff.shared import colleague, leading, show
from kith.web.views.shared import viewer_of

CHOOSE = "Choose what they are here as from now on."


@require_http_methods(["GET", "HEAD", "POST"])
@leading
def give_role(request: HttpRequest, account: int) -> HttpResponse:
    """Choose a role, see what it has more and less than theirs, and give it. They are signed out, and sign in in it."""
    who, post = colleague(request, account)
    offered = giving_roles.offered(viewer_of(request), post)
    if not offered:
        raise Http404
    key, act = request.POST.get("role", ""), request.POST.get("act", "")
    if request.method != "POST" or act == "back":
        return _asked(request, who, post, offered)
    if key not in dict(offered):
        return _asked(request, who, post, offered, CHOOSE)
    if act != "give":
        return _checked(request, who, post, key)
    try:
        giving_roles.give(viewer_of(request), post, key, knowing=request.POST.get("was", ""))
    except NotPossible as no:
        return _asked(request, who, post, offered, str(no))
    return redirect("staff:shift")


def _asked(
    request: HttpRequest, who: Account, post: Post, offered: list[tuple[str, str]], problem: str = ""
) -> HttpResponse:
    held = giving_roles.held_before(viewer_of(request), post)
    names = queries.names_of(each.by for each in held)
    past = [
        (each.words, _when(each), names.get(each.by, "whoever looks after the installation")) for each in held
    ]
    problems = {"role": problem} if problem else {}
    return show(
        request, "staff/role.html", who, role=role(post.role).words, roles=offered, past=past,
        chosen=request.POST.get("role", ""), problems=problems,
    )  # fmt: skip


def _when(held: giving_roles.Held) -> str:
    return f"{day_in_short(held.since.astimezone(LONDON))}, {clock(held.since)}"


def _checked(request: HttpRequest, who: Account, post: Post, key: str) -> HttpResponse:
    before, after = role(post.role), role(key)
    changes = differences(replace(what_it_may(before), words=""), what_it_may(after), base=before.words)
    return show(
        request, "staff/role_check.html", who, role=after.words, key=key, was=post.role, changes=changes
    )
