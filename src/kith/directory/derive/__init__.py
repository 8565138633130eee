"""Rows of the directory, derived from resources in the same transaction as they are written."""

from collections.abc import Callable, Mapping
from typing import Any

from kith.directory.derive.consent import derive_consent
from kith.directory.derive.episode_of_care import derive_episode
from kith.directory.derive.healthcare_service import derive_service
from kith.directory.derive.organization import derive_organization
from kith.directory.derive.patient import derive_patient
from kith.directory.derive.practitioner import derive_practitioner
from kith.directory.derive.practitioner_role import derive_post
from kith.directory.derive.ties import derive_admission, derive_caseload, derive_referral, derive_rota

Derive = Callable[[Mapping[str, Any], int, bool], None]

IN_ORDER: dict[str, Derive] = {
    "Organization": derive_organization,
    "HealthcareService": derive_service,
    "Practitioner": derive_practitioner,
    "PractitionerRole": derive_post,
    "Patient": derive_patient,
    "EpisodeOfCare": derive_episode,
    "Consent": derive_consent,
    "ServiceRequest": derive_referral,
    "Encounter": derive_admission,
    "CareTeam": derive_caseload,
    "Appointment": derive_rota,
}
"""What each type of resource is derived into; a rebuild goes through them in this order."""


class Underivable(ValueError):
    """The resource lacks something that the directory needs of it; the message says what."""


def derive(resource: Mapping[str, Any], *, custodian: int, gone: bool = False) -> None:
    """Bring the directory up to date with a resource, in the same transaction as it is written.

    `gone` when the resource was deleted, marked as an error or withdrawn. Types that the directory does not
    know change nothing. Raises `Underivable`.
    """
    into = IN_ORDER.get(str(resource.get("resourceType")))
    if into is None:
        return
    try:
        into(resource, custodian, gone)
    except (KeyError, TypeError, ValueError) as wrong:
        raise Underivable(f"{resource['resourceType']}/{resource.get('id')}: {wrong}") from wrong
