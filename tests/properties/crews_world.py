"""Showings to ambulance crews: who makes them in a drawn world, what becomes of them, and what goes on meanwhile."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from kith.access import by_code, gate, sessions, showing
from kith.access.purposes import Purpose
from kith.access.refused import Refused
from kith.access.viewer import Viewer
from kith.directory import people
from kith.directory.models import Account, MadeRole, Registration
from kith.directory.models import Showing as Stored
from tests.properties.access_rules import (
    Asker,
    Showing,
    can_be_used,
    in_own_right,
    in_the_building,
    may_end,
    may_show,
    shown_by,
)
from tests.properties.gate_world import World, remove
from tests.support.homes import as_owner, post_of

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


def crew_of(told: Showing) -> Asker:
    """The crew, as somebody who asks: of the worker's service, in no team, by no name."""
    until = told.made + timedelta(hours=4)
    return Asker("", told.organisation, told.service, "ambulance_crew", "direct-care", set(), until)


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
