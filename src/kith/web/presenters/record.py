"""What the recording components are told when the sheet opens."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.care.measures import standing
from kith.catalogue.components import DailyEntry
from kith.web.presenters.hrefs import Hrefs

OFTEN = 4


@dataclass(frozen=True)
class RecordPage:
    """Values for the component's attributes; lists and entries are JSON."""

    readers: str
    helpers: str
    often: str
    done: str
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
    service: str,
    kind: str = "",
    closer: str = "",
    former: Mapping[str, object] | None = None,
) -> RecordPage:
    """The sheet for one person; for one entry when `former` is given, with `replaces` its current version."""
    hrefs = Hrefs(patient)
    back = hrefs.entry(UUID(str(former["id"]))) if former else hrefs.today
    return RecordPage(
        readers=f"Everybody who cares for this person at {service or 'this service'} can read it.",
        helpers=json.dumps([{"id": str(c.id), "name": c.name, "role": c.role} for c in colleagues]),
        often=json.dumps(often(lately)),
        done=back,
        kind=kind,
        entry=json.dumps(former, default=str) if former else "",
        closer=closer,
    )


def often(entries: Sequence[DailyEntry]) -> list[str]:
    """The kinds recorded most for this person of late, the most frequent first."""
    counted = Counter(entry.kind for entry in standing(entries))
    return [kind for kind, _ in counted.most_common(OFTEN)]
