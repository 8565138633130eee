"""A wall board's session opens the board and nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

BOARD = "/board/"
OPEN = {BOARD, "/live/board", "/look", "/sign-out", "/session", "/health"}
"""What the board itself asks, the tap that hides names, and the way to take it down."""

Answer = Callable[[HttpRequest], HttpResponse]


class OnlyTheBoard:
    """Sends a board's browser back to the board, whichever page, face or program asks with its cookie."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer = getattr(request, "viewer", None)
        if viewer is None or not viewer.role.board or request.path in OPEN:
            return self.answer(request)
        if request.method not in ("GET", "HEAD") or request.path.startswith("/live"):
            return HttpResponse(status=404)
        return HttpResponseRedirect(BOARD)
