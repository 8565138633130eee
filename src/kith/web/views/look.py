"""The reader's own switches: light or night, names hidden, which words. Kept in the browser, not in the record."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kith.web.presenters.frame import ALLOWED

YEAR = 365 * 24 * 60 * 60


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Sets what was switched and goes back to the page that was read."""
    response = HttpResponseRedirect(_back(request))
    for name, values in ALLOWED.items():
        if (value := request.POST.get(name)) in values:
            age = None if name == "names" else YEAR  # names come back with the next sign-in
            response.set_cookie(
                f"kith-{name}", value, max_age=age, samesite="Lax", httponly=True, secure=request.is_secure()
            )
    return response


def _back(request: HttpRequest) -> str:
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if safe else "/"
