"""In which post, for somebody who has several."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kith.access import sessions
from kith.access.roles import called
from kith.web.signin import page, pending


@require_http_methods(["GET", "HEAD", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """One session is one role at one service; nothing is chosen beforehand."""
    who = pending.held(request, "post")
    if who is None:
        return page.show(request, problem=page.STALE)
    account, to = who
    posts = sessions.posts_of(account)
    chosen = next((post for post in posts if str(post.id) == request.POST.get("post")), None)
    if chosen is not None:
        return pending.enter(request, account, chosen, to)
    words = called(p.role for p in posts)
    choices = [{"value": str(p.id), "text": f"{words[p.role]}, {p.service.name}"} for p in posts]
    problem = "Choose where you work today." if request.method == "POST" else ""
    return render(request, "signin/post.html", {"choices": choices, "problem": problem})
