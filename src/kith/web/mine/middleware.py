"""A reader's session opens their own pages and nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

MINE = "/mine/"
OPEN = {"/look", "/sign-out", "/session", "/session/touch", "/health", "/account"}
"""What their pages ask for besides: how pages look, the way out, and their own sign-in."""

Answer = Callable[[HttpRequest], HttpResponse]


class OnlyTheirOwn:
    """Sends a reader's browser to their own pages, whichever page asks with its cookie."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer = getattr(request, "viewer", None)
        if viewer is None or not viewer.role.own or _own(request.path):
            return self.answer(request)
        if request.method not in ("GET", "HEAD") or request.path.startswith("/live"):
            return HttpResponse(status=404)
        return HttpResponseRedirect(MINE)


def _own(path: str) -> bool:
    return path in OPEN or path.startswith((MINE, "/account/"))
