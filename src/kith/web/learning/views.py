"""Learning Kith: what there is, one step, and the practice page, on which nothing is kept."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.access import learned
from kith.access.roles import roles
from kith.care import queries
from kith.web.learning.pages import learn_page, step_page
from kith.web.learning.paths import lessons
from kith.web.sent import whole
from kith.web.views.shared import page, viewer_of, writing

NOBODY = "00000000-0000-7000-8000-0000000000aa"
"""Stands for the person of the practice page, who is nobody's."""


@require_safe
@writing
def learn(request: HttpRequest) -> HttpResponse:
    """The paths, and, for those who lead, how far each worker is."""
    viewer, known, held = viewer_of(request), lessons(), roles()
    others = {
        key: steps
        for key, steps in learned.here(known.edition).items()
        if key[0] != viewer.practitioner and key[1] in held
    }
    names = queries.names_of({staff for staff, _ in others})
    shown = learn_page(known, viewer.role, learned.mine(known.edition), others, names, held)
    return page(request, "learning/learn.html", "here", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def step(request: HttpRequest, path: str, step: str) -> HttpResponse:
    """One step. A right answer is kept; a wrong one says why, and may be tried again."""
    known = lessons()
    chosen_path = known.path(path)
    chosen = next((each for each in chosen_path.steps if each.key == step), None) if chosen_path else None
    if chosen_path is None or chosen is None:
        raise Http404
    place = whole(request.POST, "answer")
    answer = chosen.answers[place] if place is not None and place < len(chosen.answers) else None
    if request.method == "POST" and answer is None:
        return HttpResponseRedirect(request.path)
    if answer and answer.right:
        learned.mark(chosen.key, known.edition)
    return page(request, "learning/step.html", "here", step_page(chosen_path, chosen, answer))


@require_safe
@writing
def practice(request: HttpRequest) -> HttpResponse:
    """The recording sheet for somebody who does not exist: nothing is kept, nothing is sent."""
    return page(request, "learning/practice.html", "here", {"patient": NOBODY})
