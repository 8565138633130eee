"""PractitionerRole to a post."""

from datetime import UTC, datetime
from uuid import UUID

from kith.directory.models import Post
from kith.directory.reading import Json, code, moment, reference
from kith.directory.systems import ROLE


def derive_post(resource: Json, custodian: int, gone: bool) -> None:
    """The post of the same id.

    One that is gone or not active ends now; one that is unchanged is not touched.
    """
    staff = reference(resource.get("practitioner"), "Practitioner")
    service = next((reference(s, "HealthcareService") for s in resource.get("healthcareService", ())), None)
    role = code(resource.get("code", ()), ROLE)
    if staff is None or service is None or role is None:
        raise ValueError("a post names a practitioner, a healthcareService and a role")
    period = resource.get("period", {})
    values = {
        "staff_id": staff,
        "service_id": service,
        "role": role,
        "since": moment(period["start"]),
        "until": _until(resource, gone),
    }
    post = Post.objects.filter(id=resource["id"]).first()
    if post is None:
        Post.objects.create(id=UUID(resource["id"]), **values)
    elif any(getattr(post, name) != value for name, value in values.items()):
        Post.objects.filter(id=post.id).update(**values)


def _until(resource: Json, gone: bool) -> datetime | None:
    end = resource.get("period", {}).get("end")
    until = moment(end, end=True) if end else None
    if gone or not resource.get("active", True):
        ended = moment(resource.get("meta", {}).get("lastUpdated") or datetime.now(UTC).isoformat())
        return min(until, ended) if until else ended
    return until
