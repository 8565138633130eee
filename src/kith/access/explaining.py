"""A decision in words fit to show to somebody who has a relationship with the person."""

from kith.access.decisions import Decision, Reason
from kith.access.refused import WORDS
from kith.access.viewer import Viewer


def explain(viewer: Viewer, decision: Decision, service: str) -> list[str]:
    """Why the record is open, and what stays closed. Without a relationship it says the same as for an
    absent one.

    Names no custodian and no category that is hidden: that something exists may itself be sensitive
    (practice 24).
    """
    if not decision.allowed:
        return [WORDS]
    role = viewer.role.words.lower()
    own = f"You see this because you work as {role} at {service}, and they are cared for there."
    closed = "Some parts are not for your role, and some may be kept to a team. They do not show here."
    return [own, f"You opened it for {viewer.purpose.words}. The person can see that you looked.", closed]


def short_reason(reason: Reason) -> str:
    """One reason for the log of decisions."""
    return reason.value
