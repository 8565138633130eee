"""Everything that can be answered instead of what was asked for, as an OperationOutcome (R4 3.1.0.1.4)."""

from collections.abc import Sequence

import orjson

from kith.record.validation import Issue


class Problem(Exception):
    """An answer other than success. `status` is HTTP's; `issues` say what is wrong and what to do."""

    def __init__(self, status: int, issues: Sequence[Issue], headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.issues = issues
        self.headers = headers or {}


def problem(status: int, code: str, words: str, **headers: str) -> Problem:
    """A problem with one issue; `code` is one of http://hl7.org/fhir/issue-type."""
    return Problem(
        status, [Issue(code, "", words)], {name.replace("_", "-"): v for name, v in headers.items()}
    )


def not_found() -> Problem:
    """What is hidden, absent or malformed: they look the same (architecture, "Gate")."""
    return problem(404, "not-found", "There is no such record, or it is not open to this token.")


def unauthorised() -> Problem:
    """No token, or none that is open now."""
    words = "A bearer token is needed. 'kith user token' makes one."
    return problem(401, "login", words, WWW_Authenticate='Bearer realm="Kith"')


def not_supported(words: str) -> Problem:
    """Something of FHIR that this server does not do; its CapabilityStatement says what it does."""
    return problem(400, "not-supported", words)


def outcome(issues: Sequence[Issue], *, contained: Sequence[str] = ()) -> bytes:
    """An OperationOutcome. `contained` are JSON texts, kept as they are."""
    body: dict[str, object] = {"resourceType": "OperationOutcome"}
    if contained:
        body["contained"] = [orjson.Fragment(text) for text in contained]
    body["issue"] = [_issue(each) for each in issues]
    return orjson.dumps(body)


def _issue(issue: Issue) -> dict[str, object]:
    found: dict[str, object] = {"severity": "error", "code": issue.code}
    if issue.words:
        found["details"] = {"text": issue.words}
    if issue.location:
        found["expression"] = [issue.location]
    return found
