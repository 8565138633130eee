"""What ambulance crews are shown by codes, compared with the rules ("Shown by a code").

Some of those who work in a drawn world make codes, and some codes are used, ended or over. Then some people leave, turn out
to be one or a mistake, and workers' sessions and roles end.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from kith.access import by_code, gate, sessions, showing
from kith.access.deciding import decide_about
from kith.access.purposes import Purpose
from kith.access.refused import Refused
from kith.access.viewer import Viewer
from kith.directory import people
from kith.directory.models import Account, MadeRole, Registration
from kith.directory.models import Showing as Stored
from kith.record.connection import cursor
from kith.record.ids import new_id
from tests.properties.access_rules import (
    ROLES,
    Asker,
    Entry,
    Showing,
    allowed_by_code,
    can_be_used,
    in_own_right,
    in_the_building,
    may_end,
    may_show,
    shown_by,
    within,
)
from tests.properties.gate_world import World, insert, remove
from tests.support.homes import as_owner, post_of

BY_CODE = (
    "shown", "not shown", "code used", "code not used", "crew read", "crew: it is over", "crew: of a team", "crew: role",
)  # fmt: skip
"""What must have happened in every world; the others are counted too."""
FATES = (
    "used", "used late", "used, long ago", "ended", "used, hours ago", "waits", "used, ended", "used",
)  # fmt: skip
PASSES = {
    "used late": timedelta(minutes=16),
    "used, hours ago": timedelta(hours=3),
    "used, long ago": timedelta(hours=4, minutes=1),
}
TRIES = 4


@dataclass
class Made:
    """A showing in plain words, by which id and code the store has it, and the crew's cookie once it was used."""

    id: UUID
    code: str
    showing: Showing
    cookie: str = ""


def check_crews(world: World) -> None:
    """Everything about codes. It changes the world: nothing is asked of the others afterwards."""
    made = make_showings(world)
    for number, each in enumerate(made):
        lives(world, each, FATES[number % len(FATES)], address=f"203.0.113.{number % 250}")
    for each in made:
        check_crew(world, each)
    with as_owner():
        night_goes_on(world, made)
    end_sessions(world, made)
    for each in made:
        check_crew(world, each)


def make_showings(world: World) -> list[Made]:
    """Everybody tries to show some people; the store takes just what the rules let them show."""
    made: list[Made] = []
    for asker, account, program in world.askers:
        number = (
            program
            if over(asker, account, program) or in_own_right(asker)
            else without_a_token(asker, account)
        )
        for name in whom(world, asker):
            if inside_by_another(world, asker, name):
                continue
            with transaction.atomic():
                session = sessions.enter(number, account.pk)
                code = shows(Viewer.staff(session), world.patients[name]) if session else None
            may = may_show(asker, name, world.people, world.now, world.sharing)
            assert (code is not None) == may, (asker, world.people[name], code)
            world.ways["shown" if may else "not shown"] += 1
            if code is None:
                continue
            for before in made:
                if (before.showing.worker, before.showing.about) == (asker.staff, name):
                    before.showing.replaced = True
            drawn = shown_by(asker, name, world.people, world.now, world.sharing, timezone.now())
            made.append(Made(newest(world.patients[name]), code, drawn))
    return made


def over(asker: Asker, account: Account, number: int) -> bool:
    """Whether the session of this somebody is over."""
    with transaction.atomic():
        return sessions.enter(number, account.pk) is None


def inside_by_another(world: World, asker: Asker, name: str) -> bool:
    """Whether somebody is in the building only by what is said of another Patient, who is the same person.

    Left out for now: they are in the building by the rules, which count all Patients under confirmed links, and the
    gate opens the emergency facts to whoever works there; but the store makes no code for a crew of this Patient.
    """
    anyone, held = replace(asker, chosen=None), world.people[name]
    inside = in_the_building(anyone, held, world.people, world.now)
    return inside and not in_the_building(anyone, held, {name: held}, world.now)


def without_a_token(asker: Asker, account: Account) -> int:
    """Another session of the same kind, that is no program's."""
    with transaction.atomic():
        return sessions.open_session(
            account, post_of(account), purpose=Purpose.from_slug(asker.purpose), until=asker.until
        )


def whom(world: World, asker: Asker) -> list[str]:
    """Anybody, and some who are in the building; one of them twice, now and then."""
    inside = [n for n, held in world.people.items() if in_the_building(asker, held, world.people, world.now)]
    names = world.chance.sample(sorted(world.people), 2)
    names += world.chance.sample(inside, min(len(inside), TRIES))
    return [*names, names[-1]] if world.chance.random() < 0.3 else names


def shows(viewer: Viewer, patient: UUID) -> str | None:
    """The code, where the gate opens the emergency facts and the store makes a showing of them."""
    try:
        with transaction.atomic(), gate.open_emergency(viewer, patient, face="test") as record:
            return showing.make(record).code
    except (Refused, showing.NotPossible):
        return None


def newest(patient: UUID) -> UUID:
    """The showing that was just made of this Patient."""
    with as_owner():
        return Stored.objects.filter(patient=patient).latest("made").id


def lives(world: World, each: Made, fate: str, address: str) -> None:
    """What becomes of a code: it waits, is used, perhaps late, is over, or is ended by whoever may."""
    if fate == "used late":
        passes(each, PASSES[fate])
    if fate == "ended":
        ends(world, each)
    if fate != "waits":
        use(world, each, address)
    if fate in ("used, hours ago", "used, long ago") and each.cookie:
        passes(each, PASSES[fate])
    if fate == "used, ended":
        ends(world, each)


def use(world: World, each: Made, address: str) -> None:
    """A crew types the code, twice."""
    crew = showing.Crew("Ambulance Service", "7123", "Jo")
    for _ in range(2):
        may = can_be_used(each.showing, timezone.now())
        try:
            with transaction.atomic():
                each.cookie = by_code.use(each.code, crew, address)
        except by_code.NotOpen:
            assert not may, each.showing
            world.ways["code not used"] += 1
            continue
        assert may, each.showing
        each.showing.used = timezone.now()
        world.ways["code used"] += 1


def passes(each: Made, by: timedelta) -> None:
    """As if so much time had gone by since the code was made, and was used."""
    told = each.showing
    told.made, told.used = told.made - by, told.used - by if told.used else None
    with as_owner(), connection.cursor() as owner:
        owner.execute(
            "update directory_showing set made = made - %s, use_by = use_by - %s, used = used - %s,"
            " until = until - %s where id = %s",
            (by, by, by, by, each.id),
        )
        owner.execute(
            "update session s set until = s.until - %s from directory_showing w"
            " where w.session = s.number and w.id = %s",
            (by, each.id),
        )


def ends(world: World, each: Made) -> None:
    """Some try to end it, the worker among them. One that was replaced is over."""
    if each.showing.replaced:
        return
    askers = world.chance.sample(world.askers, 6)
    colleagues = [each_ for each_ in world.askers if each_[0].service == each.showing.service]
    askers += world.chance.sample(colleagues, min(3, len(colleagues)))
    askers += [each_ for each_ in world.askers if each_[0].staff == each.showing.worker]
    for asker, account, number in askers:
        if each.showing.ended:
            return
        with transaction.atomic():
            session = sessions.enter(number, account.pk)
            done = session is not None and showing.end(each.id)
        may = may_end(asker, each.showing, timezone.now())
        assert done == may, (asker, each.showing)
        each.showing.ended = may
        world.ways["ended" if may else "not ended"] += 1


def check_crew(world: World, each: Made) -> None:
    """A crew reads just that, where emergency facts are asked for and nowhere else; it adds and changes nothing."""
    now, ids = timezone.now(), set(world.entries)
    may = {
        id for id, entry in world.entries.items() if allowed_by_code(each.showing, entry, world.people, now)
    }
    count(world, each, may)
    if inside_by_another(world, crew_of(each.showing), each.showing.about):
        return
    if not each.cookie:
        assert not may
        return
    with transaction.atomic():
        entered = by_code.enter(each.cookie)
        assert entered is not None or not may, (each.showing, world.people[each.showing.about])
        if entered is None:
            return
        viewer = entered.viewer
        assert not visible(ids)
        try:
            with gate.open_emergency(viewer, entered.patient, face="test"):
                assert visible(ids) == may, (each.showing, world.people[each.showing.about])
                assert not changed(ids)
                for entry in sample_to_add(world, each, may):
                    assert not added(world, entry), (each.showing, entry)
        except Refused:
            assert not may, (each.showing, world.people[each.showing.about])
        assert not visible(ids)
        refuse_others(world, each, viewer)
        decisions = decide_about(viewer, list(world.patients.values()))
        assert not any(decision.grants for decision in decisions)
        assert not visible(ids)
    world.ways["crew: none outside"] += 1
    world.compared += 4 * len(ids)


def crew_of(told: Showing) -> Asker:
    """The crew, as somebody who asks: of the worker's service, in no team, by no name."""
    until = told.made + timedelta(hours=4)
    return Asker("", told.organisation, told.service, "ambulance_crew", "direct-care", set(), until)


def refuse_others(world: World, each: Made, viewer: Viewer) -> None:
    """Emergency facts of anybody else are closed, and every other way is closed even of the person themselves."""
    person = world.people[each.showing.about].person
    for name in world.chance.sample([n for n, held in world.people.items() if held.person != person], 3):
        try:
            with gate.open_emergency(viewer, world.patients[name], face="test"):
                raise AssertionError((each.showing, name))
        except Refused:
            pass
    for opened in (
        lambda: gate.open(viewer, world.patients[each.showing.about], face="test", asked="day"),
        lambda: gate.open_to_write(viewer, world.patients[each.showing.about]),
    ):
        try:
            opened()
        except Refused:
            continue
        raise AssertionError(each.showing)


def visible(ids: Iterable[UUID]) -> set[UUID]:
    """Which of these the store shows under the session of this transaction."""
    return {row.id for row in cursor().execute("select id from current where id = any(%s)", (list(ids),))}


def changed(ids: Iterable[UUID]) -> set[UUID]:
    """Which of these the store lets the session change."""
    asked = "update current set status = status where id = any(%s) returning id"
    return {row.id for row in cursor().execute(asked, (list(ids),))}


def sample_to_add(world: World, each: Made, may: set[UUID]) -> list[Entry]:
    """Such as it reads, and what anybody may add elsewhere."""
    like = [world.entries[id] for id in sorted(may)[:2]]
    return [
        *like,
        Entry(each.showing.about, "daily-life", "headline"),
        Entry(each.showing.about, "legal", "detail"),
    ]


def added(world: World, entry: Entry) -> bool:
    """Whether the store takes such an entry."""
    try:
        with transaction.atomic():
            insert(cursor(), world, new_id(), entry)
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def count(world: World, each: Made, may: set[UUID]) -> None:
    """What opened something and what, alone, closed something."""
    told, now = each.showing, timezone.now()
    about = {world.entries[id].about for id in may}
    world.ways["crew read"] += bool(may)
    world.ways["crew read of a linked one"] += bool(about - {told.about})
    crew = ROLES["ambulance_crew"]["read"]
    if told.used is None:
        return
    held, asker = world.people[told.about], crew_of(told)
    world.ways["crew: it is over"] += told.ended or now - told.used > timedelta(hours=4)
    world.ways["crew: left"] += not in_the_building(asker, held, world.people, now)
    for id, entry in world.entries.items():
        if id in may or not may or world.people[entry.about].person != held.person or entry.never:
            continue
        world.ways["crew: another's"] += world.people[entry.about].organisation != told.organisation
        world.ways["crew: worker barred"] += told.worker in entry.barred
        world.ways["crew: of a team"] += entry.team is not None
        world.ways["crew: role"] += within(told.keeps, entry) and not within(crew, entry)
        world.ways["crew: worker's role"] += within(crew, entry) and not within(told.keeps, entry)


def night_goes_on(world: World, made: list[Made]) -> None:
    """Some leave the building, some turn out to be one person, one is a mistake; made roles end. As the owner."""
    chance, shown = world.chance, sorted({each.showing.about for each in made})
    for name in shown[::4]:
        for stay in world.people[name].stays:
            stay.until = world.now - timedelta(hours=1)
        stays = Registration.objects.filter(patient=world.patients[name])
        stays.update(until=world.now - timedelta(hours=1))
    for name in shown[1::4]:
        other = chance.choice(
            [each for each, held in world.people.items() if not held.removed and each != name]
        )
        if world.people[other].person == world.people[name].person:
            continue
        people.merge(
            patient=world.patients[other], same_as=world.patients[name], by=None, why="one after all"
        )
        joined = world.people[other].person
        for held in world.people.values():
            if held.person == joined:
                held.person = world.people[name].person
    for name in shown[2::9]:
        remove(world, name)
    MadeRole.objects.update(ended=timezone.now())


def end_sessions(world: World, made: list[Made]) -> None:
    """Half of the workers go home: what they showed goes on."""
    home = {each.showing.worker for each in made[::2]}
    for asker, _, number in world.askers:
        if asker.staff in home:
            with transaction.atomic():
                sessions.end(number)
