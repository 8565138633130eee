"""What the recording components are told when the sheet opens."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.care.facts import CPR_SEEN, Facts, Held
from kith.care.measures import standing
from kith.catalogue.components import DailyEntry
from kith.catalogue.facts import fact_id
from kith.catalogue.kinds import Fact
from kith.catalogue.loader import catalogue
from kith.web.presenters.hrefs import Hrefs

OFTEN = 4


@dataclass(frozen=True)
class RecordPage:
    """Values for the component's attributes; lists and entries are JSON."""

    readers: str
    helpers: str
    often: str
    done: str
    facts: str
    kind: str = ""
    entry: str = ""
    closer: str = ""


@dataclass(frozen=True)
class Colleague:
    """Somebody who may have helped."""

    id: UUID
    name: str
    role: str


def record_page(
    patient: UUID,
    lately: Sequence[DailyEntry],
    colleagues: Sequence[Colleague],
    *,
    readers: str,
    facts: Mapping[str, object],
    kind: str = "",
    closer: str = "",
    former: Mapping[str, object] | None = None,
    asking: bool = False,
) -> RecordPage:
    """The sheet for one person; for one entry when `former` is given, with `replaces` its current version.

    `facts` are those that are held once, by kind (`held_once`); what comes after one is the summary, or what is still
    not asked, where they are `asking`.
    """
    hrefs, known = Hrefs(patient), catalogue().current
    shown = known.get(str(former["kind"]) if former else kind)
    if shown and (shown.fact or shown.key == CPR_SEEN):
        back = hrefs.asking if asking else hrefs.summary
    else:
        back = hrefs.entry(UUID(str(former["id"]))) if former else hrefs.today
    return RecordPage(
        readers=readers,
        helpers=json.dumps([{"id": str(c.id), "name": c.name, "role": c.role} for c in colleagues]),
        often=json.dumps(often(lately)),
        done=back,
        facts=json.dumps(facts),
        kind=kind,
        entry=json.dumps(former, default=str) if former else "",
        closer=closer,
    )


def held_once(patient: UUID, facts: Facts) -> dict[str, dict[str, object]]:
    """For each fact that is held once about this Patient: its id, and what is held, with the version to replace.

    Where what was held has been removed, the sheet begins empty and follows the version that says so.
    """
    ones = (kind.key for kind in catalogue().current.values() if kind.fact is Fact.ONE)
    return {kind: _one(fact_id(patient, kind), facts.last(kind)) for kind in ones}


def _one(id: UUID, held: Sequence[Held]) -> dict[str, object]:
    mine = next((each for each in held if each.entry.id == id), None)
    if mine is None:
        return {"id": str(id), "former": None}
    told = mine.entry.to_browser()
    empty = {"answers": {}, "note": ""} if mine.removed else {}
    return {"id": str(id), "former": {**told, **empty, "replaces": mine.version}}


def often(entries: Sequence[DailyEntry]) -> list[str]:
    """The kinds recorded most for this person of late, the most frequent first."""
    counted = Counter(entry.kind for entry in standing(entries))
    return [kind for kind, _ in counted.most_common(OFTEN)]
