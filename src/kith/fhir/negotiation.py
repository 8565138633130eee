"""Which forms of content the API takes and gives: FHIR R4 as JSON, and no other (R4 3.1.0.1.9)."""

from kith.fhir.problems import problem
from kith.fhir.requests import Request

_JSON = frozenset({"application/fhir+json", "application/json", "json", "text/json"})
_ANY = frozenset({"*/*", "application/*", ""})
_VERSIONS = frozenset({"4.0", "4.0.1"})


def check_accepted(request: Request) -> None:
    """Raises a 406 when the client takes no JSON of FHIR R4."""
    asked = [value for name, value in request.query if name == "_format"] or [request.header("accept")]
    # A plus sign in an address means a space: application/fhir json.
    wanted = [each.replace("fhir json", "fhir+json") for each in asked[0].split(",")]
    if not any(_is_json(each, _JSON | _ANY) for each in wanted):
        raise problem(406, "not-supported", "This server answers in application/fhir+json (FHIR 4.0).")


def check_sent(request: Request) -> None:
    """Raises a 415 when the body is not said to be JSON of FHIR R4."""
    if not _is_json(request.content_type, _JSON):
        raise problem(415, "not-supported", "Send application/fhir+json (FHIR 4.0).")


def _is_json(media: str, allowed: frozenset[str]) -> bool:
    kind, *parameters = (part.strip().lower() for part in media.split(";"))
    given = dict(part.partition("=")[::2] for part in parameters)
    version, charset = given.get("fhirversion", "4.0"), given.get("charset", "utf-8")
    return kind in allowed and version in _VERSIONS and charset.strip('"') in {"utf-8", "us-ascii"}
