"""An answer, and the headers that every answer of the API carries."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus

from kith.fhir.problems import Problem, outcome

TYPE = "application/fhir+json; charset=utf-8"
ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Response:
    """Status, body (FHIR JSON) and the headers that are this answer's own."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The status line, such as `201 Created`."""
        return f"{self.status} {HTTPStatus(self.status).phrase}"

    def all_headers(self) -> Iterator[tuple[str, str]]:
        """Every header, in no particular order."""
        yield from ALWAYS.items()
        yield from self.headers.items()
        if self.status != HTTPStatus.NOT_MODIFIED:
            yield "Content-Type", TYPE
            yield "Content-Length", str(len(self.body))


def of_problem(problem: Problem) -> Response:
    """The answer that says what is wrong."""
    return Response(problem.status, outcome(problem.issues), problem.headers)


def of_version(status: int, body: str, version: int, recorded: datetime, **headers: str) -> Response:
    """One version of a resource, its text as it is kept."""
    own = {"ETag": f'W/"{version}"', "Last-Modified": format_datetime(recorded, usegmt=True)}
    return Response(status, body.encode(), own | headers)
