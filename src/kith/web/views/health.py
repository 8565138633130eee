"""Whether this process and its database answer, for whoever watches the server."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503. Says nothing about versions, people or places."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return JsonResponse({"status": "The database does not answer."}, status=503)
    return JsonResponse({"status": "ok"})
