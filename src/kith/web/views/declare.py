"""Saying why one looks: the same page for anybody's address, whether there is such a record or not."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kith.access import gate
from kith.access.declaring import NotDeclared, may_declare
from kith.access.declaring import declare as declare_reason
from kith.web.presenters.declare import NOTHING, kind_of, ways
from kith.web.sent import line
from kith.web.views.shared import page, signed_in, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def declare(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Four reasons, one tap each; then the record, as far as agreements let it flow."""
    viewer = viewer_of(request)
    kinds = may_declare(viewer)
    if not kinds:
        raise Http404
    problem, said = "", ""
    if request.method == "POST":
        kind = kind_of(request.POST.get("reason", ""), kinds)
        try:
            if kind is None:
                raise NotDeclared("Choose a reason.")
            declare_reason(viewer, patient, kind, line(request.POST, f"why-{request.POST['reason']}", 400))
        except NotDeclared as no:
            problem = str(no)
        else:
            if gate.knows(viewer, patient):
                return redirect("web:summary", patient)
            said = NOTHING
    shown = ways(kinds)
    return page(request, "web/declare.html", "here", shown, problem=problem, said=said, sent=request.POST)
