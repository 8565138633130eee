"""What comes by itself at its hour, with nobody doing anything: choices and agreements begin and end, reasons run out."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from kith.directory.models import Declaration
from tests.properties import access_rules as rules
from tests.properties.faces.between import choice_in_store, end_stay, leave_in_store, stored
from tests.properties.faces.looking import decide_everything
from tests.properties.faces.scene import Scene
from tests.properties.gate_world import drawing_of
from tests.properties.sharing_world import keep_choice
from tests.support.homes import as_owner
from tests.support.waiting import until

SOON = timedelta(seconds=3)
"""Until the hour: as long as it takes to put everything down for then, and to decide about everybody before."""


def put_down_and_wait(scene: Scene, what: Callable[[Scene, datetime], None]) -> None:
    """Puts something down for one moment, has everything decided before it, and waits until it is over.

    One sort of thing at a time: where several come at once, each would have everything decided anew for the others.
    """
    begun = timezone.now()
    decide_everything(scene)
    hour = timezone.now() + 4 * (timezone.now() - begun) + SOON  # a slow machine takes its time once more
    with as_owner():
        what(scene, hour)
    decide_everything(scene)
    assert timezone.now() < hour, "everything is decided before its hour"
    left = (hour - timezone.now()).total_seconds()
    until(lambda: timezone.now() > hour, "the hour has come", seconds=left + 30)
    scene.world.now = hour


def choices(scene: Scene, hour: datetime) -> None:
    """Some objections and yeses begin, and some are over."""
    world = scene.world
    for name in list(world.people)[::2]:
        kind = world.chance.choice(["objection", "objection", "share-out", "share-in"])
        drawn = rules.Choice(name, kind, None, None, set(), hour)
        keep_choice(drawing_of(scene.world), drawn)
        world.sharing.choices.append(drawn)
    for drawn in world.sharing.choices[1::3]:
        if drawn.until is None and drawn.since < world.now and drawn.state in ("waiting", "upheld"):
            stored = choice_in_store(scene, drawn)
            stored.until = drawn.until = hour
            stored.save()


def agreements(scene: Scene, hour: datetime) -> None:
    """Some begin that were to come, some end, some are left."""
    for number, drawn in enumerate(scene.world.sharing.agreements.values()):
        if drawn.starts > scene.world.now:
            drawn.starts = hour
            stored(scene, drawn).update(starts=hour)
        elif number % 3 == 0 and (drawn.ended is None or drawn.ended > hour):
            drawn.ended = hour
            stored(scene, drawn).update(ended=hour)
        elif number % 3 == 1:
            for party in drawn.parties[-1:]:
                if party.left is None:
                    party.left = hour
                    for held in stored(scene, drawn):
                        held.parties.filter(custodian=scene.world.numbers[party.organisation]).update(
                            left=hour
                        )


def reasons(scene: Scene, hour: datetime) -> None:
    """Some declared reasons run out."""
    world = scene.world
    for drawn in world.sharing.declared[::2]:
        if drawn.until > hour:
            held = Declaration.objects.filter(
                staff=world.staff[drawn.asker], patient=world.patients[drawn.about]
            )
            assert held.update(until=hour)
            drawn.until = hour
    with connection.cursor() as c:  # what was decided while they were to last longer
        c.execute("delete from decision where session = any(%s)", ([each.number for each in scene.lookers],))


def leaves(scene: Scene, hour: datetime) -> None:
    """Some leaves end, some begin."""
    for drawn in scene.world.sharing.leaves[1::3]:
        if not drawn.open:
            continue
        stored = leave_in_store(scene, drawn)
        if drawn.since > scene.world.now:
            drawn.since = stored.since = hour
        elif drawn.until is None or drawn.until > hour:
            drawn.until = stored.until = hour
        stored.save()


def stays(scene: Scene, hour: datetime) -> None:
    """Some people leave a service."""
    for name in list(scene.world.people)[1::3]:
        for stay in scene.world.people[name].stays[-1:]:
            end_stay(scene, name, stay, hour)


WHAT = (reasons, choices, stays, leaves, agreements)
"""Everything that comes by itself."""
