"""Finding somebody whom one does not look after: by exact details, and only that there is a record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kith.access.declaring import may_declare
from kith.access.exactly import TooOften, find_exactly
from kith.web.presenters.exactly import NOBODY, OFTEN, asked_for
from kith.web.views.shared import FACE, page, signed_in, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def exactly(request: HttpRequest) -> HttpResponse:
    """The form; whoever is found leads on to saying why."""
    viewer = viewer_of(request)
    if not may_declare(viewer):
        raise Http404
    asked, said = asked_for(request.POST if request.method == "POST" else None), ""
    if asked.sought is not None:
        try:
            found = find_exactly(viewer, asked.sought, face=FACE)
        except TooOften:
            found, said = None, OFTEN
        if found is not None:
            return redirect("web:declare", found)
    return page(request, "web/exactly.html", "here", asked, said=said or (NOBODY if asked.sought else ""))
