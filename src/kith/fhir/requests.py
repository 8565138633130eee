"""A request as an interaction sees it: nothing in it is trusted, everything is bounded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from kith.fhir.problems import problem, unauthorised
from kith.record.validation.reading import LARGEST

LONGEST_QUERY = 8_192
MOST_PARAMETERS = 64
_BEARER = re.compile(r"Bearer +([A-Za-z0-9._~+/=-]{16,256})", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    """One HTTP request below `/fhir`."""

    method: str
    path: str
    """What follows `/fhir/`."""
    environ: Mapping[str, Any] = field(repr=False)

    def header(self, name: str) -> str:
        """A request header, "" if it was not sent."""
        return str(self.environ.get(f"HTTP_{name.upper().replace('-', '_')}", ""))

    @cached_property
    def base(self) -> str:
        """The address of the API as the client sees it, without a slash at its end."""
        host = self.header("host")
        domain, _ = split_domain_port(host)
        if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
            raise problem(400, "value", "This server does not answer under that host name.")
        return f"{self.environ.get('wsgi.url_scheme', 'http')}://{host}/fhir"

    @cached_property
    def token(self) -> str:
        """The bearer token. Raises a 401."""
        match = _BEARER.fullmatch(self.header("authorization").strip())
        if match is None:
            raise unauthorised()
        return match[1]

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        """The parameters of the address."""
        return _pairs(str(self.environ.get("QUERY_STRING", "")))

    @cached_property
    def form(self) -> list[tuple[str, str]]:
        """The parameters of a search sent as a form."""
        kind = self.content_type.partition(";")[0].strip().lower()
        if kind not in {"application/x-www-form-urlencoded", ""}:
            raise problem(
                415, "not-supported", "A search by POST is sent as application/x-www-form-urlencoded."
            )
        return _pairs(self.body.decode("latin-1"))

    @property
    def content_type(self) -> str:
        """The type of the body, as sent."""
        return str(self.environ.get("CONTENT_TYPE", "") or "")

    @cached_property
    def body(self) -> bytes:
        """The body, read once. Raises a 413 for more than the record takes."""
        declared = str(self.environ.get("CONTENT_LENGTH") or "")
        if declared and (not declared.isdecimal() or int(declared[:20]) > LARGEST):
            raise problem(413, "too-long", f"A body may have {LARGEST // 1024 // 1024} MB at most.")
        body: bytes = self.environ["wsgi.input"].read(int(declared) if declared else LARGEST + 1)
        if len(body) > LARGEST:
            raise problem(413, "too-long", f"A body may have {LARGEST // 1024 // 1024} MB at most.")
        return body


def _pairs(text: str) -> list[tuple[str, str]]:
    if len(text) > LONGEST_QUERY:
        raise problem(414, "too-long", "The search is too long.")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict")
    except ValueError as wrong:  # also a UnicodeDecodeError
        raise problem(400, "value", "The search parameters cannot be read.") from wrong
    if any("\0" in part for pair in pairs for part in pair):
        raise problem(400, "value", "The search parameters cannot be read.")
    return pairs
