"""Signing in at a click, in a demonstration."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from kith.directory.models import Account
from kith.web.signin import demonstration, page, pending


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in as the person chosen. Anywhere but in a demonstration on this machine there is no such page."""
    if not demonstration.allowed(request):
        raise Http404
    number = request.POST.get("account", "")
    known = Account.objects.select_related("staff").filter(is_active=True)
    account = known.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 16 else None
    if account is None:
        raise Http404
    return pending.finish(request, account, pending.target(request)) or page.show(
        request, problem=page.NO_POST
    )
