"""What every page of staff asks: a right that stands in the role table, and a colleague who works here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from kith.directory.models import Account, Post
from kith.directory.models.team_member import during
from kith.web.views.shared import page, signed_in, viewer_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def leading(view: View[P]) -> View[P]:
    """The page is for roles that may do something for others at the door; for anybody else it does not exist."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not viewer_of(request).role.leads:
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(checked)


def colleague(request: HttpRequest, number: int) -> tuple[Account, Post]:
    """An account with a post that counts now in the viewer's service, and the post. Raises Http404."""
    posts = Post.objects.filter(during_now(), service=viewer_of(request).service)
    post = posts.filter(staff__accounts__id=number, staff__accounts__is_active=True).first()
    if post is None:
        raise Http404
    return Account.objects.select_related("staff").get(pk=number), post


def during_now() -> Q:
    """Posts that count now."""
    return during(timezone.now())


def show(request: HttpRequest, template: str, shown: Any, **more: Any) -> HttpResponse:
    """A page of staff in the reader's frame."""
    return page(request, template, "staff", shown, **more)
