"""The access rules a second time, as plainly as they are written, to test the gate by.

Numbers in comments are the rules' own; "Sharing", "Own right", "Relationships" and "By a code" are its sections.
Nothing here is shared with the gate except the role tables, which are data.
Everything counts from its beginning, inclusive, up to its end, which is not included.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

import kith.access.roles

LONDON = ZoneInfo("Europe/London")
DEPTHS = ["headline", "summary", "detail", "deepest"]
STAYED_IN = ["IMP", "ACUTE", "NONAC", "SS", "OBSENC", "EMER"]
"""Classes of Encounter in which people stay (Relationships)."""
EMERGENCY_FACTS = dict.fromkeys(["demographics", "legal", "summary"], "headline")
"""The fixed set (7)."""
ROLES: dict[str, Any] = {}
for _file in sorted(Path(kith.access.roles.__file__).parent.rglob("*.yaml")):
    ROLES |= yaml.safe_load(_file.read_text())


@dataclass
class Stay:
    """An episode of care of one Patient at one service."""

    service: str
    since: datetime
    until: datetime | None
    status: str


@dataclass
class Member:
    """Somebody in a care team, or at an appointment."""

    staff: str
    since: datetime | None = None
    until: datetime | None = None
    """Their own part in the team; None where it says nothing."""


@dataclass
class Tie:
    """A referral, an admission, a team that has a caseload, or an appointment on a rota, about one Patient."""

    kind: str
    """`referred`, `admitted`, `caseload` or `rota`."""
    status: str
    since: datetime
    """When it was written, or began."""
    until: datetime | None
    services: set[str]
    """Those of Kith that it names; of a referral, its performers."""
    held_by: str
    """The organisation whose resource it is."""
    encounter_class: str = ""
    members: list[Member] = field(default_factory=list)


@dataclass
class Held:
    """One organisation's Patient. Those of the same `person` are one person under confirmed links."""

    name: str
    organisation: str
    person: str
    removed: bool = False
    stays: list[Stay] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)


@dataclass
class Asker:
    """Somebody signed in. Of whoever reads in their own right, `staff` is the reader, and there is no service."""

    staff: str
    organisation: str
    """Whose member of staff they are; of a reader, whose leave their session is for."""
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
    """What organisations have agreed to let flow between them."""

    name: str
    parties: list[Party]
    depths: dict[str, str]
    """The deepest depth that flows, for each category."""
    purposes: list[str]
    roles: list[str]
    """Empty: every role."""
    consent: str
    """`implied`, `asked` or `explicit`."""
    starts: datetime
    ended: datetime | None = None
    review: datetime | None = None
    stops_after: int | None = None
    """Days after the review; None when the review only warns."""
    framework: str | None = None
    """Name of the agreement of which this one is a schedule."""


@dataclass
class Choice:
    """What a person said about sharing."""

    about: str
    """Name of the Patient under whom it was written down."""
    kind: str
    """`objection`, `share-out` or `share-in`."""
    of: str | None
    """The organisation that holds; None for anybody."""
    to: str | None
    """The organisation that receives; None for anybody."""
    categories: set[str]
    """Empty: all."""
    since: datetime
    until: datetime | None = None
    state: str = "waiting"
    """`waiting`, `upheld`, `refused` or `withdrawn`."""


@dataclass
class Declared:
    """A reason that somebody signed in declared about a person."""

    asker: str
    """The `staff` of the Asker."""
    about: str
    """Name of a Patient."""
    kind: str
    """`agreed`, `absent`, `lacks-capacity` or `emergency`."""
    since: datetime
    until: datetime


@dataclass
class Leave:
    """What lets somebody read about a person in their own right."""

    reader: str
    """Who reads. For the person's own leave, the name of the Patient."""
    about: str
    """Name of a Patient."""
    given_by: str
    """The organisation that gave it."""
    right: str
    """`person`, `chosen`, `attorney` or `deputy`."""
    categories: set[str]
    since: datetime
    until: datetime | None = None
    open: bool = True
    """False once it was taken back."""


@dataclass
class Showing:
    """What a worker shows an ambulance crew of one person (By a code)."""

    worker: str
    about: str
    """Name of the Patient."""
    service: str
    organisation: str
    keeps: dict[str, str]
    """What the worker read of that Patient at that moment, and the emergency facts."""
    made: datetime
    used: datetime | None = None
    replaced: bool = False
    """True when the worker made another for the same Patient since."""
    ended: bool = False


@dataclass
class MadeRole:
    """A role that an organisation made for itself, as it says of itself."""

    organisation: str
    base: str
    """The role that it was started from."""
    maker: str
    """The role of whoever made it."""
    read: dict[str, str]
    add: dict[str, str]
    change: dict[str, str]
    purposes: list[str]
    declares: list[str]
    ended: bool = False


@dataclass
class Sharing:
    """Everything that rules 3, 5 and 6 speak of, and the roles that were made."""

    agreements: dict[str, Agreement] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    made: dict[str, MadeRole] = field(default_factory=dict)


def role_of(asker: Asker, sharing: Sharing) -> dict[str, Any]:
    """What the asker's role may: as the tables say, or, of a role that an organisation made, as is left of it."""
    if asker.role in ROLES:
        role: dict[str, Any] = ROLES[asker.role]
        return role
    made = sharing.made[asker.role]
    if made.ended or made.organisation != asker.organisation:
        return {"read": {}, "add": {}, "change": {}, "purposes": [], "declares": []}
    return covered(made)


def covered(made: MadeRole) -> dict[str, Any]:
    """The smallest of what a made role says and its maker's role; purposes and reasons within its base too."""
    base, maker = ROLES[made.base], ROLES[made.maker]
    read = smaller(made.read, maker["read"])
    reasons = [each for each in base.get("declares", []) if each in maker.get("declares", [])]
    purposes = [each for each in base["purposes"] if each in maker["purposes"]]
    return {
        "read": read,
        "add": smaller(made.add, maker["add"]),
        "change": smaller(smaller(made.change, maker["change"]), read),  # nothing that it does not read
        "purposes": [each for each in purposes if each in made.purposes],
        "declares": [each for each in reasons if each in made.declares],
    }


def smaller(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """The categories that are in both, each as deep as the less deep of the two."""
    return {each: min(one[each], other[each], key=DEPTHS.index) for each in one if each in other}


def allowed(
    act: str,
    asker: Asker,
    entry: Entry,
    people: dict[str, Held],
    now: datetime,
    sharing: Sharing | None = None,
) -> bool:
    """Whether somebody may `read`, `add` or `change` this entry at this moment."""
    sharing = sharing or Sharing()
    if not open_at_all(act, asker, entry, people, now, sharing):
        return False
    return within(role_of(asker, sharing)[act], entry)  # 4, 5 and 9: never more than the role


def open_at_all(
    act: str,
    asker: Asker,
    entry: Entry,
    people: dict[str, Held],
    now: datetime,
    sharing: Sharing | None = None,
) -> bool:
    """All that must be so whatever the role's depths."""
    sharing = sharing or Sharing()
    patient = people[entry.about]
    if entry.never or patient.removed:  # 1: wrong person put right, destroyed
        return False
    if asker.staff in entry.barred:  # 1: a concern about them
        return False
    if in_own_right(asker) and withheld(asker, entry, people, sharing):  # 1: the same, for who reads for them
        return False
    if entry.team is not None and entry.team not in asker.teams and act != "add":  # 2
        return False
    if asker.signed_out or asker.until <= now:  # time counts at the statement
        return False
    if (
        asker.purpose not in role_of(asker, sharing)["purposes"]
    ):  # 10: a session has one, and roles are for some
        return False
    if in_own_right(asker):  # 3 decides; 4, 6, 7 and 9 say nothing of them
        return open_in_own_right(act, asker, entry, people, now, sharing)
    reasons = reasons_of(asker, patient, people, now, sharing)
    if not related(asker, patient, people, now) and not reasons:  # 8, unless 6 stands for the registration
        return False
    if patient.organisation == asker.organisation:  # 4, and 6 for one's own custodian's record
        return True
    if act != "read":  # 5: they neither add nor change; 9
        return False
    if role_of(asker, sharing).get("visits"):  # 5: let in for a day, to the record of the house
        return False
    return shared(asker, entry, people, now, sharing)  # 5


def allowed_in_emergency(
    asker: Asker, entry: Entry, people: dict[str, Held], now: datetime, sharing: Sharing | None = None
) -> bool:
    """Whether the emergency page may show this entry to somebody: what they read anyhow, and the fixed set (7)."""
    if in_own_right(asker):  # 3: no emergency counts for a reader
        return False
    if (
        people[entry.about].organisation != asker.organisation
    ):  # 7: the page is of one's own custodian's record alone
        return False
    if allowed("read", asker, entry, people, now, sharing):
        return True
    if asker.purpose == "inspection":  # 7: whoever inspects gives no care
        return False
    if not within(EMERGENCY_FACTS, entry):
        return False
    anyone = replace(asker, chosen=None)  # 7: anyone in the building, whomever a login is for
    patient = people[entry.about]
    reasons = reasons_of(asker, patient, people, now, sharing or Sharing())
    if not in_the_building(anyone, patient, people, now) and not reasons:  # 6 stands for it
        return False
    return open_at_all("read", anyone, entry, people, now, sharing)


def may_show(asker: Asker, about: str, people: dict[str, Held], now: datetime, sharing: Sharing) -> bool:
    """Whether somebody may make a showing of a Patient (By a code)."""
    if in_own_right(asker) or asker.purpose == "inspection":
        return False
    if ROLES.get(asker.role, {}).get("board"):
        return False
    if not in_the_building(replace(asker, chosen=None), people[about], people, now):
        return False  # whatever was declared
    named = Entry(about, "demographics", "headline")
    return allowed_in_emergency(asker, named, people, now, sharing)


def shown_by(
    asker: Asker, about: str, people: dict[str, Held], now: datetime, sharing: Sharing, made: datetime
) -> Showing:
    """The showing that somebody makes, with what it keeps (By a code)."""
    theirs = related(asker, people[about], people, now)  # nothing for somebody whom their login is not for
    read = role_of(asker, sharing)["read"] if theirs else {}
    return Showing(asker.staff, about, asker.service, asker.organisation, EMERGENCY_FACTS | read, made)


def can_be_used(showing: Showing, now: datetime) -> bool:
    """Whether the code of a showing can be used (By a code)."""
    over = now >= showing.made + timedelta(minutes=15)
    return not (over or showing.used or showing.ended or showing.replaced)


def may_end(asker: Asker, showing: Showing, now: datetime) -> bool:
    """Whether somebody ends a showing (By a code)."""
    if asker.signed_out or asker.until <= now:
        return False
    if asker.staff == showing.worker:
        return True
    door = ROLES.get(asker.role, {}).get("door", {})  # a made role has no rights at the door
    return asker.service == showing.service and bool(door.get("admits") or door.get("oversees"))


def allowed_by_code(showing: Showing, entry: Entry, people: dict[str, Held], now: datetime) -> bool:
    """Whether a crew reads this entry where the emergency facts are asked for, and so nowhere else (By a code)."""
    if (
        showing.used is None
        or showing.ended
        or not live(showing.used, showing.used + timedelta(hours=4), now)
    ):
        return False
    patient = people[entry.about]
    if entry.never or patient.removed:  # 1
        return False
    if showing.worker in entry.barred:  # 1: barred from what the worker is barred from
        return False
    if entry.team is not None:  # 2: it is in no team
        return False
    if patient.organisation != showing.organisation or patient.person != people[showing.about].person:
        return False
    crew = Asker("", showing.organisation, showing.service, "ambulance_crew", "direct-care", set(), now)
    if not in_the_building(crew, patient, people, now):
        return False
    return within(smaller(showing.keeps, ROLES["ambulance_crew"]["read"]), entry)


def in_own_right(asker: Asker) -> bool:
    """Whether this is a reader's session: of the person, or of somebody who reads for them (3)."""
    return asker.role in ("person", "reader")


def open_in_own_right(
    act: str, asker: Asker, entry: Entry, people: dict[str, Held], now: datetime, sharing: Sharing
) -> bool:
    """Whether a leave opens this to a reader, the role's own depths apart (3, Own right)."""
    patient = people[entry.about]
    leaves = leaves_about(asker, patient, people, now, sharing)
    if not leaves:
        return False
    if act == "change":  # nobody changes
        return False
    if act == "add":  # the person alone, and to what the leave's custodian holds
        return asker.role == "person" and patient.organisation == asker.organisation
    if not any(entry.category in leave.categories for leave in leaves):  # what any of them grants
        return False
    if patient.organisation == asker.organisation:
        return True
    return shared(
        asker, entry, people, now, sharing
    )  # as far as rule 5 lets it flow to the leave's custodian


def leaves_about(
    asker: Asker, patient: Held, people: dict[str, Held], now: datetime, sharing: Sharing
) -> list[Leave]:
    """The leaves of this session that count now, about any Patient who is this person under confirmed links (3)."""
    names = names_of(patient, people)
    found = []
    for leave in sharing.leaves:
        if leave.about not in names:
            continue
        if leave.given_by != asker.organisation or leave.reader != asker.staff:
            continue  # it was given by the session's custodian, to this reader
        if (leave.right == "person") != (asker.role == "person"):
            continue  # the person's own exactly when the role is the person's
        if (leave.right == "person") != (leave.reader == leave.about):
            continue  # of the person's own, the reader is the person; of the others, never
        if not leave.open or people[leave.about].removed:
            continue
        if live(leave.since, leave.until, now):
            found.append(leave)
    return found


def withheld(asker: Asker, entry: Entry, people: dict[str, Held], sharing: Sharing) -> bool:
    """Whether an entry bars a person about whom this reader has, or had, any leave at all (1, Own right)."""
    for leave in sharing.leaves:
        if leave.reader == asker.staff and names_of(people[leave.about], people) & entry.barred:
            return True
    return False


def related(asker: Asker, patient: Held, people: dict[str, Held], now: datetime) -> bool:
    """Whether the person, under confirmed links, is the asker's to look after now (Relationships)."""
    return any(
        any(registered(stay, asker, now) for stay in each.stays)
        or any(tied(tie, asker, now) for tie in each.ties)
        for each in counting_for(asker, patient, people)
    )


def in_the_building(asker: Asker, patient: Held, people: dict[str, Held], now: datetime) -> bool:
    """Whether the person, under confirmed links, is registered with the asker's service or admitted to it (7)."""
    return any(
        any(registered(stay, asker, now) for stay in each.stays)
        or any(tie.kind == "admitted" and tied(tie, asker, now) for tie in each.ties)
        for each in counting_for(asker, patient, people)
    )


def counting_for(asker: Asker, patient: Held, people: dict[str, Held]) -> list[Held]:
    """The person's Patients whose relationships count for this asker: of a login for chosen people, those alone (4)."""
    return [
        each
        for each in people.values()
        if each.person == patient.person
        and not each.removed
        and (asker.chosen is None or each.name in asker.chosen)
    ]


def registered(stay: Stay, asker: Asker, now: datetime) -> bool:
    """Whether a stay is at the asker's service, and counts now."""
    if stay.service != asker.service or stay.status not in ("active", "onhold"):
        return False
    return live(stay.since, stay.until, now)


def tied(tie: Tie, asker: Asker, now: datetime) -> bool:
    """Whether a tie is to the asker, or to their whole service, and counts now (Relationships)."""
    if asker.service not in tie.services:
        return False
    if tie.kind == "referred":  # whoever holds it
        return tie.status in ("active", "on-hold") and live(tie.since, tie.until, now)
    if tie.held_by != asker.organisation:  # the others only where the service's own organisation says so
        return False
    if tie.kind == "admitted":
        stays = tie.encounter_class in STAYED_IN and tie.status in ("in-progress", "onleave")
        return stays and live(tie.since, tie.until, now)
    mine = [member for member in tie.members if member.staff == asker.staff]
    if tie.kind == "caseload":
        return tie.status == "active" and any(
            live(member.since or tie.since, member.until or tie.until, now) for member in mine
        )
    if tie.kind == "rota":
        if not mine or tie.status not in ("booked", "arrived", "checked-in", "fulfilled"):
            return False
        assert tie.until is not None
        return live(midnight_before(tie.since), midnight_after(tie.until), now)
    return False  # 11


def midnight_before(moment: datetime) -> datetime:
    """When the day of this moment began in London."""
    return moment.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)


def midnight_after(moment: datetime) -> datetime:
    """When the day of this moment ends in London."""
    return midnight_before(moment) + timedelta(days=1)  # on the wall's clock, whatever the hours between


def within(depths: dict[str, str], entry: Entry) -> bool:
    """Whether the depth for this category, a role's or an agreement's, reaches down to the entry."""
    reaches = depths.get(entry.category)
    return reaches is not None and DEPTHS.index(entry.depth) <= DEPTHS.index(reaches)


def live(since: datetime | None, until: datetime | None, now: datetime) -> bool:
    """Whether something has begun and is not over."""
    if since is None or now < since:
        return False
    return until is None or now < until


def names_of(patient: Held, people: dict[str, Held]) -> set[str]:
    """Names of all Patients who are this person under confirmed links, removed or not."""
    return {other.name for other in people.values() if other.person == patient.person}


def reasons_of(
    asker: Asker, patient: Held, people: dict[str, Held], now: datetime, sharing: Sharing
) -> set[str]:
    """The kinds of reason that the asker has declared about this person and may declare, not yet over (6)."""
    names = names_of(patient, people)
    reasons = set()
    for declared in sharing.declared:
        if declared.asker != asker.staff or declared.about not in names:
            continue
        if declared.kind not in role_of(asker, sharing).get("declares", []):
            continue  # Sharing: for those roles that may declare its kind
        if live(declared.since, declared.until, now):
            reasons.add(declared.kind)
    return reasons


def shared(asker: Asker, entry: Entry, people: dict[str, Held], now: datetime, sharing: Sharing) -> bool:
    """Whether one agreement at least lets this entry of another custodian flow to the asker's (5)."""
    return any(
        flows(agreement, asker, entry, people, now, sharing) for agreement in sharing.agreements.values()
    )


def flows(
    agreement: Agreement, asker: Asker, entry: Entry, people: dict[str, Held], now: datetime, sharing: Sharing
) -> bool:
    """Whether this agreement lets the entry flow: the lines of Sharing, one after another (5)."""
    patient = people[entry.about]
    giver, receiver = patient.organisation, asker.organisation
    if not in_force(agreement, now):
        return False
    if not any(party.gives for party in signatures(agreement, giver, now)):
        return False
    if not any(party.receives for party in signatures(agreement, receiver, now)):
        return False
    if not under_frameworks(agreement, giver, receiver, now, sharing):
        return False
    if asker.purpose not in agreement.purposes:
        return False
    if agreement.roles and asker.role not in agreement.roles:
        return False
    if not within(agreement.depths, entry):
        return False
    return consented(agreement, asker, entry, people, now, sharing)


def in_force(agreement: Agreement, now: datetime) -> bool:
    """Whether an agreement has started, has not ended and has not been stopped by its review (5)."""
    if not live(agreement.starts, agreement.ended, now):
        return False
    if agreement.review is None or agreement.stops_after is None:
        return True  # the review only warns
    return now < agreement.review + timedelta(days=agreement.stops_after)


def signatures(agreement: Agreement, organisation: str, now: datetime) -> list[Party]:
    """The organisation in this agreement, where it has signed and has not left (5)."""
    return [
        party
        for party in agreement.parties
        if party.organisation == organisation and live(party.signed, party.left, now)
    ]


def under_frameworks(
    agreement: Agreement, giver: str, receiver: str, now: datetime, sharing: Sharing
) -> bool:
    """Whether every framework above an agreement is in force and signed by both (5)."""
    passed = {agreement.name}
    above = agreement.framework
    while above is not None:
        if above in passed or above not in sharing.agreements:
            return False  # a framework of itself, or one that is not there
        passed.add(above)
        framework = sharing.agreements[above]
        if not in_force(framework, now):
            return False
        if not signatures(framework, giver, now) or not signatures(framework, receiver, now):
            return False
        above = framework.framework
    return True


def consented(
    agreement: Agreement, asker: Asker, entry: Entry, people: dict[str, Held], now: datetime, sharing: Sharing
) -> bool:
    """Whether the agreement's consent policy and the person let it (5), with the reasons that are declared (6)."""
    reasons = reasons_of(asker, people[entry.about], people, now, sharing)
    lifted = bool(reasons & {"absent", "lacks-capacity", "emergency"})  # 6: `agreed` lifts nothing
    if said("objection", asker, entry, people, now, sharing) and not lifted:
        return False
    if agreement.consent == "implied":
        return True
    if agreement.consent == "asked":
        return bool(reasons)  # 6: of whatever kind
    if agreement.consent == "explicit":
        out = said("share-out", asker, entry, people, now, sharing)
        into = said("share-in", asker, entry, people, now, sharing)
        return lifted or (out and into)
    return False  # 11


def said(
    kind: str, asker: Asker, entry: Entry, people: dict[str, Held], now: datetime, sharing: Sharing
) -> bool:
    """Whether the person has such a live choice, for this category between these two organisations (5)."""
    patient = people[entry.about]
    names = names_of(patient, people)
    for choice in sharing.choices:
        if choice.kind != kind or choice.about not in names:
            continue
        if choice.of not in (None, patient.organisation) or choice.to not in (None, asker.organisation):
            continue
        if choice.categories and entry.category not in choice.categories:
            continue
        if choice.state in ("waiting", "upheld") and live(choice.since, choice.until, now):
            return True
    return False
