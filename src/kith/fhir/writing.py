"""What create and update share: checking what was sent, and one call to the store."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kith.access import concerns
from kith.access.deciding import decide_named
from kith.access.sessions import hashed
from kith.access.viewer import Viewer
from kith.fhir import labelling, negotiation, targets
from kith.fhir.problems import Problem, not_found, problem
from kith.fhir.requests import Request
from kith.fhir.responses import Response, of_version
from kith.fhir.sessions import entered
from kith.record import errors, reading, validation
from kith.record.connection import cursor
from kith.record.labels import Labels
from kith.record.reading import patient_of
from kith.record.search import Unplaceable, extract
from kith.record.search.extraction import Extracted
from kith.record.validation import Invalid, Issue
from kith.record.writing import Outcome, Written, put


@dataclass(frozen=True)
class Sent:
    """A resource that was sent, checked."""

    text: str
    resource: dict[str, Any]
    filed: Extracted


def sent(request: Request, kind: str, id: UUID) -> Sent:
    """The resource in the body, to be kept under this id. Raises 400, 413, 415 or 422 (R4 3.1.0.8.2)."""
    targets.written(kind)
    negotiation.check_sent(request)
    if request.header("if-none-exist"):
        raise problem(
            400, "not-supported", "Conditional create is not supported: send an id of your own by PUT."
        )
    try:
        resource = validation.read(request.body)
    except Invalid as invalid:
        raise Problem(422 if invalid.issues[0].location else 400, invalid.issues) from None
    if resource["resourceType"] != kind:
        raise Problem(400, [Issue("invalid", "resourceType", f"is not {kind}")])
    try:
        filed = extract(resource)
    except Unplaceable as unplaceable:
        raise Problem(422, [Issue("business-rule", kind, str(unplaceable))]) from None
    text = request.body.decode()
    labelling.check_entry(text, resource, id)
    return Sent(text, resource, filed)


def keep(token: str, viewer: Viewer, what: Sent, id: UUID, expected: int | None) -> Written:
    """Put it in the record: one statement. When that is not allowed as things stand, decide, and try again.

    Raises 401, 403, 404, 409 or 422, and `errors.Conflict`.
    """
    labels = labelling.labels_for(what.resource, viewer.custodian)

    def once(by: bytes | None = None) -> Written:
        author = viewer.practitioner
        return put(cursor(), what.text, id=id, labels=labels, author=author, expected=expected, token=by)

    try:
        if expected is not None and (labels.barred or labelling.is_raised(what.resource)):
            return _guarding(token, what, id, once, labels)
        try:
            return once(hashed(token))
        except (errors.NotAllowed, errors.Missing):
            with entered(token) as now:
                return _after_deciding(now, what, id, once)
    except errors.IdTaken as taken:
        raise problem(409, "duplicate", taken.words) from None
    except errors.OtherPerson as other:
        raise Problem(422, [Issue("business-rule", "", other.words)]) from None


def _guarding(token: str, what: Sent, id: UUID, once: Callable[[], Written], labels: Labels) -> Written:
    """A new version that names staff, or is more careful than it was: they are barred, and all its versions are kept
    so, in the transaction that says it (practice, rule 13).
    """
    with entered(token) as now:
        written = _after_deciding(now, what, id, once)
        stands = reading.read(cursor(), what.resource["resourceType"], id)
        if stands is not None:
            concerns.bar(cursor(), stands, labels.barred)
            concerns.raise_to(cursor(), id, stands, labels)
        return written


def _after_deciding(viewer: Viewer, what: Sent, id: UUID, once: Callable[[], Written]) -> Written:
    patient = what.filed.patient or id
    decision = decide_named(viewer, patient)
    if patient_of(cursor(), id) not in {None, patient}:
        raise not_found()  # another person's: the same as not there
    try:
        return once()
    except errors.NotAllowed as refused:
        raise (problem(403, "forbidden", refused.words) if decision.allowed else not_found()) from None
    except errors.Missing:
        raise not_found() from None


def answered(request: Request, kind: str, written: Written) -> Response:
    """201 for what is new, 200 for what was there or has changed."""
    status = 201 if written.outcome is Outcome.CREATED else 200
    location = f"{request.base}/{kind}/{written.id}/_history/{written.version}"
    own = {"Location": location} if status == 201 else {"Content-Location": location}
    body = "" if "return=minimal" in request.header("prefer") else written.body
    return of_version(status, body, written.version, written.recorded, **own)
