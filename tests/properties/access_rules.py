"""The access rules a second time, as plainly as they are written, to test the gate by.

From the access rules in their first form: no agreements, no overrides, staff only. Numbers in comments are theirs.
Nothing here is shared with the gate except the role tables, which are data.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

import kith.access.roles

DEPTHS = ["headline", "summary", "detail", "deepest"]
ROLES: dict[str, Any] = {}
for _file in sorted(Path(kith.access.roles.__file__).parent.glob("*.yaml")):
    ROLES |= yaml.safe_load(_file.read_text())


@dataclass
class Stay:
    """An episode of care of one Patient at one service."""

    service: str
    since: datetime
    until: datetime | None
    status: str


@dataclass
class Held:
    """One organisation's Patient. Those of the same `person` are one person under confirmed links."""

    name: str
    organisation: str
    person: str
    removed: bool = False
    stays: list[Stay] = field(default_factory=list)


@dataclass
class Asker:
    """Somebody signed in."""

    staff: str
    organisation: str
    service: str
    role: str
    purpose: str
    teams: set[str]
    until: datetime
    signed_out: bool = False
    chosen: set[str] | None = None
    """Names of the Patients whom a login is for; None when it is for everybody of the service."""


@dataclass
class Entry:
    """Something recorded about a Patient, as it stands labelled."""

    about: str
    category: str
    depth: str
    team: str | None = None
    barred: set[str] = field(default_factory=set)
    never: bool = False


def allowed(act: str, asker: Asker, entry: Entry, people: dict[str, Held], now: datetime) -> bool:
    """Whether somebody may `read`, `add` or `change` this entry at this moment."""
    return open_at_all(act, asker, entry, people, now) and within(ROLES[asker.role][act], entry)  # 4 and 9


def open_at_all(act: str, asker: Asker, entry: Entry, people: dict[str, Held], now: datetime) -> bool:
    """All that must be so whatever the role's depths."""
    patient = people[entry.about]
    if entry.never or patient.removed:  # 1: wrong person put right, destroyed
        return False
    if asker.staff in entry.barred:  # 1: a concern about them
        return False
    if entry.team is not None and entry.team not in asker.teams and act != "add":  # 2
        return False
    if asker.signed_out or asker.until <= now:  # time counts at the statement
        return False
    if (
        asker.purpose not in ROLES[asker.role]["purposes"]
    ):  # a session has one purpose, and roles are for some
        return False
    if not related(asker, patient, people, now):  # 8
        return False
    return patient.organisation == asker.organisation  # 5: no agreement is signed


def allowed_in_emergency(asker: Asker, entry: Entry, people: dict[str, Held], now: datetime) -> bool:
    """Whether the emergency page may show this entry to somebody: what they may read anyhow, and the fixed set (7)."""
    if allowed("read", asker, entry, people, now):
        return True
    fixed = entry.depth == "headline" and entry.category in ("demographics", "summary", "legal")
    anyone = replace(asker, chosen=None)  # anyone in the building, whomever a login is for
    return fixed and open_at_all("read", anyone, entry, people, now)


def related(asker: Asker, patient: Held, people: dict[str, Held], now: datetime) -> bool:
    """Whether the person, under confirmed links, is looked after now by the asker's own service."""
    for other in people.values():
        if other.person != patient.person or other.removed:
            continue
        if asker.chosen is not None and other.name not in asker.chosen:
            continue  # a login for chosen people: only their stays are a relationship
        for stay in other.stays:
            begun = stay.since <= now
            over = stay.until is not None and now >= stay.until
            if stay.service == asker.service and stay.status in ("active", "onhold") and begun and not over:
                return True
    return False


def within(depths: dict[str, str], entry: Entry) -> bool:
    """Whether a role's depth for this category reaches down to the entry."""
    reaches = depths.get(entry.category)
    return reaches is not None and DEPTHS.index(entry.depth) <= DEPTHS.index(reaches)
