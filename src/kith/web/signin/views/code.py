"""The one-time code after a password."""

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kith.access.factors import codes
from kith.directory.models import Account
from kith.web.signin import page, pending

WRONG = "That is not the code that counts now. Wait for the next one and type all six figures."


@require_http_methods(["GET", "HEAD", "POST"])
def one_time_code(request: HttpRequest) -> HttpResponse:
    """Asks for the code; a wrong one counts like a wrong password."""
    who = pending.held(request, "code")
    if who is None:
        return page.show(request, problem=page.STALE)
    account, to = who
    if not AxesProxyHandler.is_allowed(request, _credentials(account)):
        return page.show(request, problem=page.SLOWED, status=429)
    if request.method != "POST":
        return render(request, "signin/code.html", {"problem": ""})
    if not codes.check(account, request.POST.get("code", "")):
        user_login_failed.send(sender=__name__, credentials=_credentials(account), request=request)
        return render(request, "signin/code.html", {"problem": WRONG})
    return pending.finish(request, account, to) or page.show(request, problem=page.NO_POST)


def _credentials(account: Account) -> dict[str, str]:
    return {"username": account.username}
