"""Which resource types the record holds now, and what of each stands in the narrow row's own columns.

The columns serve the questions that are asked all day: whose, what, when, in which state. Everything else
that can be searched for is in `parameters.json`.
"""

from typing import NamedTuple


class Columns(NamedTuple):
    """FHIRPath of each hot column; where several are given, the first that finds something counts."""

    patient: str | None
    """Where the Patient is; None for a resource about nobody."""
    code: str | None = None
    occurred: tuple[str, ...] = ()
    status: tuple[str, ...] = ()


_CONDITION_STATUS = (
    "{0}.verificationStatus.coding.where(code='entered-in-error').code",
    "{0}.clinicalStatus.coding.code",
    "{0}.verificationStatus.coding.code",
)


def _conditional(kind: str) -> tuple[str, ...]:
    """A wrong entry is wrong first of all; then it is active or not."""
    return tuple(path.format(kind) for path in _CONDITION_STATUS)


HELD = {
    "Patient": Columns("Patient", status=("Patient.active",)),
    "RelatedPerson": Columns(
        "RelatedPerson.patient",
        "RelatedPerson.relationship",
        ("RelatedPerson.period",),
        ("RelatedPerson.active",),
    ),
    "Practitioner": Columns(None, status=("Practitioner.active",)),
    "PractitionerRole": Columns(
        None, "PractitionerRole.code", ("PractitionerRole.period",), ("PractitionerRole.active",)
    ),
    "Organization": Columns(None, "Organization.type", status=("Organization.active",)),
    "HealthcareService": Columns(None, "HealthcareService.type", status=("HealthcareService.active",)),
    "Location": Columns(None, "Location.type", status=("Location.status",)),
    "EpisodeOfCare": Columns(
        "EpisodeOfCare.patient", "EpisodeOfCare.type", ("EpisodeOfCare.period",), ("EpisodeOfCare.status",)
    ),
    "Observation": Columns(
        "Observation.subject",
        "Observation.code",
        ("Observation.effective", "Observation.issued"),
        ("Observation.status",),
    ),
    "AllergyIntolerance": Columns(
        "AllergyIntolerance.patient",
        "AllergyIntolerance.code",
        ("AllergyIntolerance.recordedDate", "AllergyIntolerance.onset.ofType(dateTime)"),
        _conditional("AllergyIntolerance"),
    ),
    "Condition": Columns(
        "Condition.subject",
        "Condition.code",
        ("Condition.onset.ofType(dateTime)", "Condition.onset.ofType(Period)", "Condition.recordedDate"),
        _conditional("Condition"),
    ),
    "Flag": Columns("Flag.subject", "Flag.code", ("Flag.period",), ("Flag.status",)),
    "CareTeam": Columns("CareTeam.subject", "CareTeam.category", ("CareTeam.period",), ("CareTeam.status",)),
    "ServiceRequest": Columns(
        "ServiceRequest.subject",
        "ServiceRequest.code",
        ("ServiceRequest.authoredOn",),
        ("ServiceRequest.status",),
    ),
    "Encounter": Columns("Encounter.subject", "Encounter.type", ("Encounter.period",), ("Encounter.status",)),
    "Appointment": Columns(
        "Appointment.participant.actor.where(resolve() is Patient)",
        "Appointment.serviceType",
        ("Appointment.start",),
        ("Appointment.status",),
    ),
    "CarePlan": Columns(
        "CarePlan.subject", "CarePlan.category", ("CarePlan.period", "CarePlan.created"), ("CarePlan.status",)
    ),
    "Consent": Columns("Consent.patient", "Consent.category", ("Consent.dateTime",), ("Consent.status",)),
    "Communication": Columns(
        "Communication.subject",
        "Communication.category",
        ("Communication.sent", "Communication.received"),
        ("Communication.status",),
    ),
    "DetectedIssue": Columns(
        "DetectedIssue.patient",
        "DetectedIssue.code",
        ("DetectedIssue.identified",),
        ("DetectedIssue.status",),
    ),
    "DocumentReference": Columns(
        "DocumentReference.subject",
        "DocumentReference.type",
        ("DocumentReference.date",),
        ("DocumentReference.status",),
    ),
    "Provenance": Columns("Provenance.target", None, ("Provenance.occurred", "Provenance.recorded")),
}
