"""What we record, and why. It is about nobody, so it needs no gate."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kith.care import queries
from kith.catalogue.loader import catalogue
from kith.web.presenters.kinds import kind_page, kinds_page
from kith.web.views.shared import page, register_of, signed_in


@require_safe
@signed_in
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind under its heading."""
    shown = kinds_page(queries.kinds(), catalogue().groups, register_of(request))
    return page(request, "web/kinds.html", "catalogue", shown)


@require_safe
@signed_in
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything about one kind."""
    known = queries.kinds().get(kind)
    if known is None:
        raise Http404
    return page(request, "web/kind.html", "catalogue", kind_page(known, register_of(request)))
