"""Referrals, admissions, caseloads and rotas drawn at random: in plain words for the rules, and in the store."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kith.catalogue.categories import Category, Tier
from kith.directory import actions
from kith.directory.models import Service
from kith.directory.systems import REGISTERED_SERVICE
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.properties import access_rules as rules
from tests.properties.sharing_world import Drawing

KINDS = ("referred", "admitted", "caseload", "rota")
RIGHT = {
    "referred": ["active", "active", "on-hold"],
    "admitted": ["in-progress", "in-progress", "onleave"],
    "caseload": ["active"],
    "rota": ["booked", "arrived", "checked-in", "fulfilled"],
}
WRONG = {
    "referred": ["draft", "revoked", "completed", "entered-in-error", "unknown"],
    "admitted": ["planned", "arrived", "triaged", "finished", "cancelled", "entered-in-error", "unknown"],
    "caseload": ["proposed", "suspended", "inactive", "entered-in-error"],
    "rota": ["proposed", "pending", "cancelled", "noshow", "waitlist", "entered-in-error"],
}
VISITS = ["AMB", "HH", "VR", "FLD", "PRENC"]
"""Classes of Encounter in which nobody stays."""
CIRCUMSTANCES = {
    "referred": ["status", "period", "service"],
    "admitted": ["status", "period", "service", "class", "holder"],
    "caseload": ["status", "period", "service", "holder", "member"],
    "rota": ["status", "period", "service", "holder", "member"],
}
"""What can be wrong with a tie; who holds a referral does not matter."""
Resource = dict[str, Any]


@dataclass
class Written:
    """A tie as it is drawn, about whom, and by which id the store has it."""

    id: UUID
    about: str
    tie: rules.Tie
    was: rules.Tie | None
    """How it stands until it is settled."""


def draw_ties(
    to: Drawing,
    people: dict[str, rules.Held],
    services: dict[str, Service],
    askers: list[rules.Asker],
    count: int,
) -> list[Written]:
    """So many of each kind that are right, and then so many with one thing wrong, about people and staff drawn by lot."""
    written, signed_in = [], [each for each in askers if not each.signed_out and each.until > to.now]
    right_ones = [(kind, "") for kind in KINDS for _ in range(count)]
    others = [
        (kind, CIRCUMSTANCES[kind][nth % len(CIRCUMSTANCES[kind])]) for kind in KINDS for nth in range(count)
    ]
    for kind, wrong in right_ones + others:
        asker = to.chance.choice(signed_in)
        right = right_tie(to, kind, asker, askers)
        tie = spoilt(to, right, wrong, list(services), askers) if wrong else right
        first = tie.status == "entered-in-error" or to.chance.random() < 0.4
        each = Written(new_id(), _whom(to, people, asker), tie, right if first else None)
        people[each.about].ties.append(tie)
        _put(to, services, each, each.was or tie, None)
        written.append(each)
    return written


def _whom(to: Drawing, people: dict[str, rules.Held], asker: rules.Asker) -> str:
    """Anybody; mostly somebody who is nobody to them so far, and often known to another organisation."""
    strangers = [
        held
        for held in people.values()
        if not held.removed
        and (asker.chosen is None or held.name in asker.chosen)
        and not rules.related(replace(asker, chosen=None), held, people, to.now)
    ]
    elsewhere = [
        held
        for held in strangers
        if any(people[name].organisation != asker.organisation for name in rules.names_of(held, people))
    ]
    whom = to.chance.choice([list(people.values()), strangers, strangers, elsewhere, elsewhere])
    return to.chance.choice(whom or list(people.values())).name


def settle_ties(to: Drawing, services: dict[str, Service], written: list[Written]) -> None:
    """Ties become what was drawn. Called as the owner, after everything was decided."""
    for each in written:
        if each.was is not None:
            _put(to, services, each, each.tie, 1)


def right_tie(to: Drawing, kind: str, asker: rules.Asker, askers: list[rules.Asker]) -> rules.Tie:
    """One that is so now, for this member of staff or for their service."""
    chance = to.chance
    since, until = chance.choice(_now_on_a_rota(to.now) if kind == "rota" else _now(to.now))
    mine = rules.Member(asker.staff)
    if kind == "caseload" and chance.random() < 0.5:  # a part of their own, with one end or both said
        mine = rules.Member(asker.staff, *chance.choice(_parts(to.now)))
        if mine.since and mine.until:
            since, until = chance.choice([*_now(to.now), *_over(to.now), *_later(to.now)])
    colleagues = [each for each in askers if each.service == asker.service]
    others = chance.sample(colleagues, min(len(colleagues), 2)) + chance.sample(askers, chance.choice([0, 1]))
    staff = sorted({each.staff for each in others} - {mine.staff})
    members = [mine, *(rules.Member(each) for each in staff)]
    held_by = chance.choice(list(to.organisations)) if kind == "referred" else asker.organisation
    return rules.Tie(
        kind=kind,
        status=chance.choice(RIGHT[kind]),
        since=since,
        until=until,
        services={asker.service},
        held_by=held_by,
        encounter_class=chance.choice(rules.STAYED_IN) if kind == "admitted" else "",
        members=members if kind in ("caseload", "rota") else [],
    )


def spoilt(
    to: Drawing, tie: rules.Tie, wrong: str, services: list[str], askers: list[rules.Asker]
) -> rules.Tie:
    """The same with one circumstance drawn anew, so that it is no more what it was; somebody else's, perhaps."""
    chance = to.chance
    match wrong:
        case "status":
            return replace(tie, status=chance.choice(WRONG[tie.kind]))
        case "class":
            return replace(tie, encounter_class=chance.choice(VISITS))
        case "holder":
            return replace(tie, held_by=chance.choice([o for o in to.organisations if o != tie.held_by]))
        case "service":
            others = [each for each in services if each not in tie.services]
            most = 2 if tie.kind == "referred" else 1
            return replace(tie, services=set(chance.sample(others, chance.randint(0, most))))
        case "member":
            others = [each.staff for each in askers if each.staff != tie.members[0].staff]
            return replace(tie, members=[rules.Member(chance.choice(others)), *tie.members[1:]])
    return _at_another_time(to, tie)


def _at_another_time(to: Drawing, tie: rules.Tie) -> rules.Tie:
    """Over, or not begun: all of it or, of a caseload, somebody's own part in it."""
    chance = to.chance
    if tie.kind == "rota":
        since, until = chance.choice(_not_now_on_a_rota(to.now))
        return replace(tie, since=since, until=until)
    since, until = chance.choice([*_over(to.now), *_later(to.now)])
    mine = tie.members[0] if tie.members else None
    if mine is None or (mine.since is None and mine.until is None and chance.random() < 0.4):
        return replace(tie, since=since, until=until)
    part = replace(mine, **chance.choice([{"since": since, "until": until}, _one_end(since, until, to.now)]))
    return replace(tie, members=[part, *tie.members[1:]])


Span = tuple[datetime, datetime | None]


def _one_end(since: datetime, until: datetime | None, now: datetime) -> dict[str, datetime | None]:
    """A part that says only that it is to begin, or only that it is over."""
    return {"since": since, "until": None} if since > now else {"since": None, "until": until}


def _parts(now: datetime) -> list[tuple[datetime | None, datetime | None]]:
    """Somebody's own part in a team, going on now, as far as it says anything."""
    return [
        (now - timedelta(days=4), None),
        (None, now + timedelta(days=4)),
        (now - timedelta(days=4), now + timedelta(days=4)),
    ]


def _now(now: datetime) -> list[Span]:
    return [
        (now - timedelta(days=9), None),
        (now - timedelta(days=9), now + timedelta(days=9)),
        (now - timedelta(hours=5), now + timedelta(hours=9)),
    ]


def _over(now: datetime) -> list[Span]:
    return [
        (now - timedelta(days=90), now - timedelta(days=60)),
        (now - timedelta(days=9), now - timedelta(hours=2)),
    ]


def _later(now: datetime) -> list[Span]:
    return [
        (now + timedelta(hours=7), None),
        (now + timedelta(days=9), now + timedelta(days=19)),
    ]


def _now_on_a_rota(now: datetime) -> list[Span]:
    """Appointments whose days in London are going on; near midnight, only such as go on tomorrow."""
    today, long = rules.midnight_before(now), (now - timedelta(days=1), now + timedelta(days=1))
    if _near_midnight(now):
        return [long]
    return [long, *(_hours(today, *each) for each in [(-4, 3), (1, 2), (8, 16), (22, 23), (21, 30)])]


def _not_now_on_a_rota(now: datetime) -> list[Span]:
    """Appointments whose days in London are over, or to come; near midnight, none of yesterday or tomorrow."""
    today = rules.midnight_before(now)
    far = [(-90, -80), (-60, -54), (80, 90)]
    near = [] if _near_midnight(now) else [(-9, -1), (-20, -2), (25, 30), (26, 60)]
    return [_hours(today, *each) for each in far + near]


def _near_midnight(now: datetime) -> bool:
    """Whether a day could end or begin in London while everything is compared."""
    return rules.midnight_after(now) - now.astimezone(rules.LONDON) < timedelta(hours=3)


def _hours(midnight: datetime, start: int, end: int) -> Span:
    return midnight + timedelta(hours=start), midnight + timedelta(hours=end)


def _put(
    to: Drawing, services: dict[str, Service], each: Written, tie: rules.Tie, version: int | None
) -> None:
    """The resource as its holder writes it."""
    holder = to.organisations[tie.held_by].custodian
    assert holder is not None
    make = {"referred": _referral, "admitted": _admission, "caseload": _caseload, "rota": _appointment}
    at = [_ref("HealthcareService", services[name].id) for name in sorted(tie.services)]
    about = _ref("Patient", to.patients[each.about])
    resource = {"id": str(each.id), "status": tie.status} | make[tie.kind](to, tie, about, at)
    actions.put(resource, labels=Labels(holder, Category.PLAN, Tier.SUMMARY), expected=version)


def _referral(to: Drawing, tie: rules.Tie, about: Resource, at: list[Resource]) -> Resource:
    """When it is to be done says nothing of since when it counts."""
    period = _period(None, tie.until)
    if to.chance.random() < 0.3:
        period |= {"start": (to.now + timedelta(hours=8)).isoformat()} if tie.until is None else {}
    other = _ref("Organization", to.organisations[tie.held_by].id)
    return {
        "resourceType": "ServiceRequest", "intent": to.chance.choice(["order", "order", "plan", "proposal"]),
        "subject": about, "authoredOn": tie.since.isoformat(), "performer": at or [other],
    } | ({"occurrencePeriod": period} if period else {})  # fmt: skip


def _admission(to: Drawing, tie: rules.Tie, about: Resource, at: list[Resource]) -> Resource:
    coding = {
        "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
        "code": tie.encounter_class,
    }
    return {
        "resourceType": "Encounter", "class": coding, "subject": about, "period": _period(tie.since, tie.until),
    } | _named(at)  # fmt: skip


def _caseload(to: Drawing, tie: rules.Tie, about: Resource, at: list[Resource]) -> Resource:
    participants = []
    for member in tie.members:
        period = _period(member.since, member.until)
        participants.append(
            {"member": _ref("Practitioner", to.staff[member.staff])} | ({"period": period} if period else {})
        )
    return {
        "resourceType": "CareTeam", "subject": about, "period": _period(tie.since, tie.until),
        "participant": participants,
    } | _named(at)  # fmt: skip


def _appointment(to: Drawing, tie: rules.Tie, about: Resource, at: list[Resource]) -> Resource:
    assert tie.until is not None
    actors = [about, *(_ref("Practitioner", to.staff[each.staff]) for each in tie.members), *at]
    return {
        "resourceType": "Appointment", "start": tie.since.isoformat(), "end": tie.until.isoformat(),
        "participant": [{"actor": each, "status": "accepted"} for each in actors],
    }  # fmt: skip


def _named(at: list[Resource]) -> Resource:
    """The service that it is about, where it names one."""
    return {"extension": [{"url": REGISTERED_SERVICE, "valueReference": each} for each in at]} if at else {}


def _period(since: datetime | None, until: datetime | None) -> Resource:
    ends = {"start": since, "end": until}
    return {end: moment.isoformat() for end, moment in ends.items() if moment}


def _ref(kind: str, id: object) -> Resource:
    return {"reference": f"{kind}/{id}"}
