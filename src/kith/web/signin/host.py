"""What passkeys need of a request."""

import json
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest


def host_of(request: HttpRequest) -> str:
    """Our name without the port: a passkey belongs to a host (Web Authentication, 5.4.2)."""
    return request.get_host().partition(":")[0]


def sent(request: HttpRequest) -> dict[str, Any]:
    """The JSON object in the body. Raises BadRequest."""
    if request.content_type != "application/json":
        raise BadRequest("The body is not JSON.")
    try:
        data = json.loads(request.body)
    except ValueError:
        raise BadRequest("The body is not JSON.") from None
    if not isinstance(data, dict):
        raise BadRequest("The body is not a JSON object.")
    return data
