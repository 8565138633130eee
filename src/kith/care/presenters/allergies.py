"""Allergies as a page tells them. None held is "not asked"; that there are none is a statement of somebody's."""

from collections.abc import Sequence

from kith.care.days import LONDON
from kith.care.presenters.fact import Said, day_in_short
from kith.care.telling import Telling
from kith.catalogue.components.allergy import Allergy

NOT_ASKED = "Allergies: not asked"
DANGERS = {"high": "Dangerous", "low": "Not dangerous as far as is known"}


def allergies_said(held: Sequence[Allergy], telling: Telling) -> list[Said]:
    """Each allergy that stands, the dangerous ones first; or that there are none, or that nobody has asked."""
    stated = [each for each in held if each.certainty not in ("entered-in-error", "refuted")]
    standing = [each for each in stated if not each.is_none_known and each.status in ("active", "")]
    if standing:
        order = sorted(standing, key=lambda each: (each.danger != "high", each.substance))
        return [_said(each, telling) for each in order]
    if any(each.is_none_known for each in stated):
        none = next(each for each in stated if each.is_none_known)
        return [Said("No known allergies", source=_source(none), by=_by(none, telling), none=True)]
    if stated:
        return [
            Said(
                "None now; one was recorded that is over",
                source=_source(stated[0]),
                by=_by(stated[0], telling),
                none=True,
            )
        ]
    return [Said(NOT_ASKED, gap=True)]


def _said(allergy: Allergy, telling: Telling) -> Said:
    kind = "Intolerance" if allergy.kind == "intolerance" else "Allergy"
    lines = [f"Reaction: {', '.join(allergy.reactions)}" if allergy.reactions else "Reaction: not recorded"]
    if allergy.danger in DANGERS:
        lines.append(DANGERS[allergy.danger])
    if allergy.certainty == "unconfirmed":
        lines.append("Not confirmed")
    return Said(
        f"{kind}: {allergy.substance}",
        tuple(lines),
        note=allergy.note,
        source=_source(allergy),
        by=_by(allergy, telling),
    )


def _source(allergy: Allergy) -> str:
    return (
        f"Recorded {day_in_short(allergy.recorded.astimezone(LONDON))}"
        if allergy.recorded
        else "Day not recorded"
    )


def _by(allergy: Allergy, telling: Telling) -> str:
    return f"by {telling.who(allergy.recorder)}" if allergy.recorder else ""
