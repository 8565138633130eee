"""What ambulance crews are shown by codes, compared with the rules ("Shown by a code").

Some of those who work in a drawn world make codes, and some codes are used, ended or over. Then some people leave, turn out
to be one or a mistake, and workers' sessions and roles end.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import psycopg
from django.db import transaction
from django.utils import timezone

from kith.access import by_code, gate
from kith.access.deciding import decide_about
from kith.access.refused import Refused
from kith.access.viewer import Viewer
from kith.record.connection import cursor
from kith.record.ids import new_id
from tests.properties.access_rules import (
    ROLES,
    Entry,
    allowed_by_code,
    in_the_building,
    within,
)
from tests.properties.crews_world import (
    FATES,
    Made,
    crew_of,
    end_sessions,
    lives,
    make_showings,
    night_goes_on,
)
from tests.properties.gate_world import World, insert
from tests.support.homes import as_owner

BY_CODE = (
    "shown", "not shown", "code used", "code not used", "crew read", "crew: it is over", "crew: of a team", "crew: role",
)  # fmt: skip
"""What must have happened in every world; the others are counted too."""


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


def check_crew(world: World, each: Made) -> None:
    """A crew reads just that, where emergency facts are asked for and nowhere else; it adds and changes nothing."""
    now, ids = timezone.now(), set(world.entries)
    may = {
        id for id, entry in world.entries.items() if allowed_by_code(each.showing, entry, world.people, now)
    }
    count(world, each, may)
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
