"""`/pocket/key`: mark and key of this account on this device, while it is signed in."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET

from kith.access.viewer import Viewer
from kith.pocket import keys
from kith.pocket.asking import BadBody, signed_in, tablet_of


@require_GET
@signed_in
def key(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Mark, key, request token and our clock. The page keeps all of it in memory only."""
    account = viewer.account or 0
    tablet = tablet_of(request)
    if tablet is None:
        raise BadBody(400)
    material = urlsafe_b64encode(keys.device_key(account, tablet)).decode().rstrip("=")
    told = {
        "owner": keys.mark(account, tablet),
        "key": material,
        "csrf": get_token(request),
        "now": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})
