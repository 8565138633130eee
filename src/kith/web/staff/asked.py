"""The form of a new agency login: what was typed, and what is still missing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from kith.access.agency import Checked
from kith.access.roles import role, shipped
from kith.access.viewer import Viewer
from kith.web.sent import form_id, given_id, line
from kith.web.staff.ends import parsed

IDENTITY = {"passport": "Passport", "licence": "Driving licence", "agency": "Agency photo card"}
DBS = {
    "profile": "DBS on the agency's profile",
    "update": "DBS Update Service checked",
    "paper": "DBS certificate",
}
TRAINING = {"profile": "Training on the agency's profile", "papers": "Training certificates"}
NMC_PIN = re.compile(r"[0-9]{2}[A-Z][0-9]{4}[A-Z]")


@dataclass(frozen=True)
class Asked:
    """A form as it was sent. `problems` are words by the name of the field."""

    id: UUID
    name: str
    role: str
    until: datetime | None
    checked: Checked
    chosen: tuple[UUID, ...] | None
    problems: dict[str, str] = field(default_factory=dict)


def read(sent: QueryDict, viewer: Viewer) -> Asked:
    """What was sent; a form from elsewhere has gaps like an empty one."""
    until = parsed(sent.get("other", "") if sent.get("until") == "other" else sent.get("until", ""))
    checked = Checked(
        agency=line(sent, "agency"),
        identity=_seen(sent, "identity", IDENTITY),
        dbs=_seen(sent, "dbs", DBS),
        training=_seen(sent, "training", TRAINING),
        register=line(sent, "register").upper().replace(" ", ""),
    )
    key = sent.get("role", "") if sent.get("role") in dict(offered(viewer)) else ""
    chosen = chosen_in(sent)
    asked = Asked(form_id(sent), line(sent, "name"), key, until, checked, chosen)
    asked.problems.update(_problems(asked, sent))
    return asked


def offered(viewer: Viewer) -> list[tuple[str, str]]:
    """Agency roles that the viewer may let in."""
    held = shipped()
    return [(key, held[key].words) for key in viewer.role.for_roles("admit") if not held[key].visits]


def chosen_in(sent: QueryDict) -> tuple[UUID, ...] | None:
    """For whom somebody is let in; None for everybody who lives here."""
    return tuple(_ids(sent.getlist("person"))) if sent.get("whom") != "all" else None


def problem_with_whom(sent: QueryDict) -> str:
    """What is missing in the answer to that, in words."""
    if sent.get("whom") not in ("all", "chosen"):
        return "Choose for whom they are here."
    return "" if sent.get("whom") == "all" or chosen_in(sent) else "Choose at least one person, or everybody."


def _problems(asked: Asked, sent: QueryDict) -> dict[str, str]:
    needed = {
        "name": (asked.name, "Write the worker's name."),
        "agency": (asked.checked.agency, "Write the agency, or that they are from your own bank."),
        "role": (asked.role, "Choose what they are here as."),
        "identity": (asked.checked.identity, "Choose which document showed who they are."),
        "dbs": (asked.checked.dbs, "Choose how you saw that their DBS is in order."),
        "training": (asked.checked.training, "Choose how you saw their training."),
        "until": (asked.until, "Say until when."),
    }
    found = {name: words for name, (value, words) in needed.items() if not value}
    if whom := problem_with_whom(sent):
        found["whom"] = whom
    if asked.role and role(asked.role).register and not NMC_PIN.fullmatch(asked.checked.register):
        found["register"] = "Write their NMC PIN: two figures, a letter, four figures, a letter."
    return found


def _seen(sent: QueryDict, name: str, known: dict[str, str]) -> str:
    """One of the known documents, with what was written beside it."""
    words, more = known.get(sent.get(name, ""), ""), line(sent, f"{name}-note")
    return f"{words}, {more}" if words and more else words


def _ids(texts: Sequence[str]) -> list[UUID]:
    return [id for id in map(given_id, dict.fromkeys(texts)) if id is not None]
