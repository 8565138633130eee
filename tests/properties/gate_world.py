"""A world for the gate, drawn by lot: organisations, people with stays, ties and links, agreements, choices, staff, entries.

Once in plain words for the rules (`access_rules.py`), and once in the store.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.db import transaction
from django.utils import timezone

from kith.access import sessions
from kith.access.deciding import decide_about
from kith.access.purposes import Purpose
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier
from kith.directory import actions, people, resources
from kith.directory.derive import derive
from kith.directory.models import Account, AgencyLogin, ChosenPerson, Organization, Service, Team, TeamMember
from kith.record.ids import new_id
from tests.properties.access_rules import DEPTHS, ROLES, Asker, Entry, Held, Sharing, Stay, covered
from tests.properties.made_world import draw_made_roles, settle_made_roles
from tests.properties.own_world import draw_readers, open_sessions, settle
from tests.properties.sharing_world import (
    Drawing,
    draw_agreements,
    draw_choices,
    draw_declared,
    draw_yeses,
    run_out,
)
from tests.properties.ties_world import draw_ties, settle_ties
from tests.support.homes import LONG_AGO, Home, as_owner, home, post_of

FULL = os.environ.get("KITH_FULL") == "1"
PEOPLE, ENTRIES, ASKERS, AGREEMENTS, READERS, MADE, TIES = (
    (60, 1500, 60, 12, 20, 15, 25) if FULL else (24, 400, 27, 9, 8, 6, 10)
)

CATEGORIES = [category.slug for category in Category]
POSTS = [key for key, said in ROLES.items() if not said.get("own") and not said.get("by_code")]
"""Roles that somebody holds at a service. Nobody is employed to read in their own right, or by a code."""
COMMON = ["demographics", "communication", "summary", "plan", "daily-life"]


@dataclass
class World:
    """What was drawn, once in plain words for the rules and once in the store."""

    chance: random.Random
    now: datetime
    people: dict[str, Held] = field(default_factory=dict)
    patients: dict[str, UUID] = field(default_factory=dict)
    entries: dict[UUID, Entry] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    staff: dict[str, UUID] = field(default_factory=dict)
    """Everybody whom an entry can bar: staff, readers, and the persons themselves."""
    askers: list[tuple[Asker, Account, int]] = field(default_factory=list)
    sharing: Sharing = field(default_factory=Sharing)
    ways: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    """How many combinations of asker, entry and operation were asked of the store and of the rules."""
    misplaced: list[Account] = field(default_factory=list)
    """Whose post is in a role that another organisation made."""

    def ended_roles(self) -> set[str]:
        """Names of the made roles that were ended."""
        return {name for name, made in self.sharing.made.items() if made.ended}


def draw(seed: int) -> World:
    """Organisations, people, teams and askers. Moments lie hours away from now, so that none passes meanwhile."""
    world = World(random.Random(seed), timezone.now())
    with as_owner():
        for name in ("north", "south", "east"):
            draw_homes(world, name)
        for number in range(PEOPLE):
            draw_person(world, f"person {number}")
        draw_links(world)
        draw_removals(world)
        for number in range(ASKERS):
            draw_asker(world, f"staff {number}", POSTS[number % len(POSTS)])
        drawing = drawing_of(world)
        made = draw_made_roles(drawing, MADE)
        for number, name in enumerate(made, ASKERS):
            draw_asker(world, f"staff {number}", name, made[name].key)
        for name, each in made.items():
            elsewhere = next(o for o in world.numbers if o != world.sharing.made[name].organisation)
            world.misplaced.append(world.homes[f"{elsewhere} one"].worker(each.key, f"misplaced, {name}"))
        draw_sharing(drawing)
        services = {name: each.service for name, each in world.homes.items()}
        ties = draw_ties(drawing, world.people, services, [asker for asker, _, _ in world.askers], TIES)
        readers = draw_readers(drawing, world.people, READERS)
    world.askers += open_sessions(drawing, readers)
    world.staff |= world.patients
    for asker, account, number in world.askers:
        draw_declared(drawing, asker, account, number)
    with as_owner():
        run_out(drawing, 0.2)
    for _, account, number in world.askers:
        decide_early(world, account, number)
    with as_owner():
        settle_made_roles(drawing, made)
        settle_ties(drawing, services, ties)
        settle(drawing, readers, world.askers)
    for asker, _, number in world.askers:
        if asker.signed_out:
            with transaction.atomic():
                sessions.end(number)
    return world


def drawing_of(world: World) -> Drawing:
    """What the other modules draw for and from."""
    organisations = {name: world.homes[f"{name} one"].organization for name in world.numbers}
    return Drawing(world.chance, world.now, organisations, world.patients, world.staff, world.sharing)


def draw_sharing(drawing: Drawing) -> None:
    """Agreements and choices; what is declared comes once everybody is there."""
    draw_agreements(drawing, AGREEMENTS)
    draw_yeses(drawing)
    draw_choices(drawing, PEOPLE)


def decide_early(world: World, account: Account, number: int) -> None:
    """Everything is decided once before leaves, roles and ties become what was drawn: what is kept of it must go."""
    with transaction.atomic():
        if (session := sessions.enter(number, account.pk)) is not None:
            decide_about(Viewer.staff(session), list(world.patients.values()))


def draw_homes(world: World, name: str) -> None:
    first = home(f"{name} {new_id()}")
    world.homes[f"{name} one"] = first
    if name == "north":
        second = actions.add_service(organization=first.organization, name=f"{name} two")
        world.homes[f"{name} two"] = Home(first.organization, second)
    assert first.organization.custodian is not None
    world.numbers[name] = first.organization.custodian
    for team in ("safeguarding", "night"):
        world.teams[f"{name} {team}"] = Team.objects.create(service=first.service, name=team).number


def draw_person(world: World, name: str) -> None:
    organisation = world.chance.choice(list(world.numbers))
    whose: Organization = world.homes[f"{organisation} one"].organization
    known = actions.add_patient(
        organization=whose, family=name, given="A", birth_date=world.now.date(), nhs_number=None
    )
    world.patients[name] = known.id
    world.people[name] = held = Held(name, organisation, person=name)
    for _ in range(world.chance.choice([0, 1, 2, 2, 3])):
        held.stays.append(draw_stay(world, known.id))


def draw_stay(world: World, patient: UUID) -> Stay:
    chance = world.chance
    service = chance.choice(list(world.homes))
    since = world.now + timedelta(days=chance.choice([-300, -30, -30, -1, -1, -1, 1]))
    until = chance.choice(
        [None, None, None, None, since + timedelta(hours=12), world.now + timedelta(days=3)]
    )
    status = chance.choice(["active"] * 6 + ["onhold", "onhold", "planned", "finished", "cancelled"])
    at: Service = world.homes[service].service
    episode = resources.episode_of_care(
        new_id(),
        patient=patient,
        organization=at.organization_id,
        service=at.id,
        since=since,
        until=until,
        status=status,
    )
    custodian = at.organization.custodian
    assert custodian is not None
    actions.put(episode, labels=actions.about_person(custodian))
    return Stay(service, since, until, status)


def draw_links(world: World) -> None:
    """Some people are held twice, some links are only proposed, refused or undone."""
    names = list(world.people)
    for _ in range(len(names) * 3 // 2):
        one, other = world.chance.sample(names, 2)
        if world.people[one].organisation == world.people[other].organisation and world.chance.random() < 0.7:
            continue
        if world.people[one].person == world.people[other].person:
            continue
        ids = {"patient": world.patients[other], "same_as": world.patients[one]}
        match world.chance.choice(["confirm", "merge", "propose", "refuse", "undo"]):
            case "propose":
                people.propose(**ids, by=None, why="")
                continue
            case "refuse":
                people.refuse(people.propose(**ids, by=None, why=""), by=None, why="")
                continue
            case "undo":
                people.undo(people.merge(**ids, by=None, why=""), by=None, why="")
                continue
            case "confirm":
                people.confirm(people.propose(**ids, by=None, why=""), by=None, why="")
            case "merge":
                people.merge(**ids, by=None, why="")
        joined = world.people[other].person
        for held in world.people.values():
            if held.person == joined:
                held.person = world.people[one].person


def draw_removals(world: World) -> None:
    """Some Patients turned out to be a mistaken identity, linked ones with a stay among them."""
    joined = [held.person for held in world.people.values()]
    linked = [name for name, held in world.people.items() if joined.count(held.person) > 1 and held.stays]
    for name in {*world.chance.sample(list(world.people), 2), *linked[::3]}:
        remove(world, name)


def remove(world: World, name: str) -> None:
    """A Patient is withdrawn. Called as the owner."""
    held = world.people[name]
    gone = resources.patient(world.patients[name], family=name, given="A", birth_date=world.now.date())
    derive(gone, custodian=world.numbers[held.organisation], gone=True)
    held.removed = True


def draw_asker(world: World, name: str, role: str, key: str = "") -> None:
    """Somebody in a role that comes with Kith, or in a made one, which has a key of its own in the store."""
    chance, made = world.chance, world.sharing.made.get(role)
    service = chance.choice(
        [each for each in world.homes if made is None or each.startswith(made.organisation)]
    )
    account = world.homes[service].worker(key or role, name)
    organisation = service.split()[0]
    world.staff[name] = account.staff_id
    until = world.now + timedelta(hours=chance.choice([6, 6, 6, -1]))
    teams = draw_teams(world, account, organisation)
    purpose = Purpose.from_slug(purposes_of(world, role)[-1])
    chosen = draw_chosen(world, account)
    number = sessions.open_session(
        account, post_of(account), purpose=purpose, until=until, token=token_of(account)
    )
    asker = Asker(
        name, organisation, service, role, purpose.slug, teams, until, chance.random() < 0.1, chosen
    )
    world.askers.append((asker, account, number))


def purposes_of(world: World, role: str) -> list[str]:
    """For what somebody can sign in; in a made role that is still to end, too."""
    made = world.sharing.made.get(role)
    purposes: list[str] = (covered(made) if made else ROLES[role])["purposes"]
    return purposes


def draw_chosen(world: World, account: Account) -> set[str] | None:
    """Some logins are for chosen people only: of any home and organisation, living there or not."""
    chance = world.chance
    if chance.random() < 0.5:
        return None
    login = AgencyLogin.objects.create(
        post=post_of(account), account=account, agency="A", identity_seen="A", dbs_seen="A", training_seen="A",
        only_chosen=chance.random() < 0.8, made_by=account.staff, made=world.now,
    )  # fmt: skip
    names = set(chance.sample(list(world.people), chance.randint(0, len(world.people) * 2 // 3)))
    for name in names:
        ChosenPerson.objects.create(login=login, patient=world.patients[name])
    return names if login.only_chosen else None


def draw_teams(world: World, account: Account, organisation: str) -> set[str]:
    """In some teams now, in others once."""
    member = set()
    for name, number in world.teams.items():
        if name.startswith(organisation) and world.chance.random() < 0.6:
            former = world.chance.random() < 0.4
            TeamMember.objects.create(
                team_id=number, staff_id=account.staff_id, since=LONG_AGO,
                until=world.now - timedelta(days=1) if former else None,
            )  # fmt: skip
            member |= set() if former else {name}
    return member


def place_entries(world: World, owner: psycopg.Connection[Any]) -> None:
    """Entries with every kind of label, put there by the owner."""
    chance, names = world.chance, list(world.people)
    for _ in range(ENTRIES):
        about = chance.choice(names)
        team = chance.choice([None] * 12 + list(world.teams))
        barred = draw_barred(world)
        category = chance.choice(CATEGORIES if chance.random() < 0.4 else COMMON)
        entry = Entry(about, category, chance.choice(DEPTHS), team, barred, chance.random() < 0.05)
        id = new_id()
        insert(owner.cursor(), world, id, entry)
        world.entries[id] = entry


def draw_barred(world: World) -> set[str]:
    """Whom an entry is kept from: often some of the staff, sometimes a reader, or a person of whom somebody reads."""
    chance, leaves = world.chance, world.sharing.leaves
    barred = {chance.choice(leaves).about} if chance.random() < 0.08 else set()
    barred |= {chance.choice(leaves).reader} if chance.random() < 0.08 else set()
    barred |= set(chance.sample(list(world.staff), 5)) if chance.random() < 0.15 else set()
    return barred


def insert(c: psycopg.Cursor[Any], world: World, id: UUID, entry: Entry) -> None:
    """An entry's narrow row; its body does not matter here."""
    c.execute(
        "insert into current (id, patient, type, custodian, category, tier, team, barred, never, status, version,"
        " recorded, author) values (%s, %s, 1, %s, %s, %s, %s, %s, %s, 1, 1, now(), %s)",
        (
            id, world.patients[entry.about], world.numbers[world.people[entry.about].organisation],
            int(Category.from_slug(entry.category)), int(Tier.from_slug(entry.depth)),
            world.teams[entry.team] if entry.team else None, [world.staff[s] for s in entry.barred] or None,
            int(entry.never), new_id(),
        ),
    )  # fmt: skip


def token_of(account: Account) -> str:
    """The bearer token of the one session that this member of staff has."""
    return f"token-of-{account.username}"
