"""The access rules a second time, as plainly as they are written, to test the gate by.

From docs/developers/access-rules.md: staff, agreements, choices and declared reasons. Numbers in comments are its.
Nothing here is shared with the gate except the role tables, which are data.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
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


@dataclass
class Party:
    """An organisation in an agreement."""

    organisation: str
    gives: bool
    receives: bool
    signed: datetime | None
    left: datetime | None = None


@dataclass
class Agreement:
    """A sharing agreement, or the framework of others. `depths` are the deepest that flows of each category."""

    name: str
    parties: list[Party]
    depths: dict[str, str]
    purposes: list[str]
    roles: list[str]
    consent: str
    starts: datetime
    ended: datetime | None = None
    review: datetime | None = None
    stops_after: int | None = None
    framework: str | None = None


@dataclass
class Choice:
    """What the person behind a Patient chose: an objection, a share-out or a share-in."""

    about: str
    kind: str
    of: str | None
    to: str | None
    categories: set[str]
    since: datetime
    until: datetime | None = None
    state: str = "waiting"


@dataclass
class Declared:
    """A reason that somebody declared: agreed, absent, lacks-capacity or emergency."""

    asker: str
    about: str
    kind: str
    since: datetime
    until: datetime


@dataclass
class Sharing:
    """Everything that rules 5 and 6 speak of."""

    agreements: dict[str, Agreement] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)


NOTHING = Sharing()


def allowed(
    act: str, asker: Asker, entry: Entry, people: dict[str, Held], now: datetime, sharing: Sharing = NOTHING
) -> bool:
    """Whether somebody may `read`, `add` or `change` this entry at this moment."""
    patient = people[entry.about]
    if never_or_not_now(act, asker, entry, patient, now):
        return False
    reasons = reasons_of(asker, patient, people, now, sharing)
    if not reasons and not related(asker, patient, people, now):  # 8, and 6 in its place
        return False
    if not within(ROLES[asker.role][act], entry):  # 4 and 9
        return False
    if patient.organisation == asker.organisation:  # 4
        return True
    if act != "read":  # 5: they read; they neither add nor change
        return False
    return any(
        flows_by(agreement, asker, entry, patient, people, now, sharing, reasons)
        for agreement in sharing.agreements.values()
    )


def never_or_not_now(act: str, asker: Asker, entry: Entry, patient: Held, now: datetime) -> bool:
    """What closes whatever else is so."""
    if entry.never or patient.removed:  # 1: wrong person put right, destroyed
        return True
    if asker.staff in entry.barred:  # 1: a concern about them
        return True
    if entry.team is not None and entry.team not in asker.teams and act != "add":  # 2
        return True
    if asker.signed_out or asker.until <= now:  # time counts at the statement
        return True
    return asker.purpose not in ROLES[asker.role]["purposes"]  # a session has one purpose; roles are for some


def flows_by(
    agreement: Agreement, asker: Asker, entry: Entry, patient: Held, people: dict[str, Held], now: datetime,
    sharing: Sharing, reasons: set[str],
) -> bool:  # fmt: skip
    """Whether this entry of another organisation flows to the asker by this agreement (5)."""
    giver, receiver = patient.organisation, asker.organisation
    if not in_force(agreement, now):
        return False
    if not party(agreement, giver, "gives", now) or not party(agreement, receiver, "receives", now):
        return False
    if agreement.framework is not None:
        above = sharing.agreements[agreement.framework]
        if (
            not in_force(above, now)
            or not party(above, giver, "", now)
            or not party(above, receiver, "", now)
        ):
            return False
    if asker.purpose not in agreement.purposes:
        return False
    if agreement.roles and asker.role not in agreement.roles:
        return False
    if not within(agreement.depths, entry):
        return False
    if agreement.consent == "asked" and not reasons:
        return False
    if reasons & {"absent", "lacks-capacity", "emergency"}:  # 6: these lift the person's choices
        return True

    def chose(kind: str) -> bool:
        return any(
            choice.kind == kind and counts(choice, now)
            and people[choice.about].person == patient.person
            and choice.of in (None, giver) and choice.to in (None, receiver)
            and (not choice.categories or entry.category in choice.categories)
            for choice in sharing.choices
        )  # fmt: skip

    if agreement.consent == "explicit" and not (chose("share-out") and chose("share-in")):
        return False
    return not chose("objection")


def in_force(agreement: Agreement, now: datetime) -> bool:
    """Started, not ended, and not stopped by a review that was missed."""
    if now < agreement.starts or (agreement.ended is not None and now >= agreement.ended):
        return False
    if agreement.review is not None and agreement.stops_after is not None:
        return now < agreement.review + timedelta(days=agreement.stops_after)
    return True


def party(agreement: Agreement, organisation: str, does: str, now: datetime) -> bool:
    """Whether an organisation has signed and not left, and does what is asked (gives, receives, or just takes part)."""
    for each in agreement.parties:
        if each.organisation != organisation or (does and not getattr(each, does)):
            continue
        signed = each.signed is not None and each.signed <= now
        if signed and not (each.left is not None and each.left <= now):
            return True
    return False


def counts(choice: Choice, now: datetime) -> bool:
    """Whether a choice is live: an objection counts while it waits for its answer."""
    if choice.state in ("refused", "withdrawn") or now < choice.since:
        return False
    return choice.until is None or now < choice.until


def reasons_of(
    asker: Asker, patient: Held, people: dict[str, Held], now: datetime, sharing: Sharing
) -> set[str]:
    """The kinds of reason that this asker has declared about the person and that count now (6)."""
    return {
        each.kind
        for each in sharing.declared
        if each.asker == asker.staff
        and people[each.about].person == patient.person
        and each.since <= now < each.until
    }


def allowed_in_emergency(
    asker: Asker, entry: Entry, people: dict[str, Held], now: datetime, sharing: Sharing = NOTHING
) -> bool:
    """Whether the emergency page may show this entry to somebody: what they may read anyhow, and the fixed set (7)."""
    patient = people[entry.about]
    if patient.organisation != asker.organisation:  # the page is of the house's own record
        return False
    if allowed("read", asker, entry, people, now, sharing):
        return True
    if entry.depth != "headline" or entry.category not in ("demographics", "summary", "legal"):
        return False
    if never_or_not_now("read", asker, entry, patient, now):
        return False
    anyone = replace(asker, chosen=None)  # anyone in the building, whomever a login is for
    declared = reasons_of(asker, patient, people, now, sharing)
    return bool(declared) or related(anyone, patient, people, now)


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
