"""People of whom little is known: by lot, whoever is linked nearly always has a stay somewhere, and made some choice."""

from collections import defaultdict
from datetime import timedelta

from kith.directory.models import Choice, Registration
from tests.properties import access_rules as rules
from tests.properties.gate_world import World, drawing_of
from tests.properties.sharing_world import keep_choice

A_DAY = timedelta(days=1)


def quieten(world: World) -> None:
    """Some people who are linked, or will be, lose their stays or their choices; some say one thing only. As the owner."""
    linked = [names for names in persons(world) if len(names) > 1]
    with_removed = [names for names in linked if any(world.people[name].removed for name in names)]
    to_join = [names for pair in pairs_to_join(world)[:3] for names in pair]
    for names in (*with_removed[:2], *to_join[:2]):
        nobody_looks_after(world, names)
    for names in (*with_removed[:3], *linked[-2:], *to_join[2:4]):
        unspoken(world, names)
    for names, since, until, kind, state in (
        (with_removed[0], A_DAY, None, "objection", "waiting"),
        (with_removed[1], -3 * A_DAY, -A_DAY, "objection", "waiting"),
        (with_removed[-1], -3 * A_DAY, None, "share-out", "withdrawn"),
    ):
        over = world.now + until if until else None
        drawn = rules.Choice(names[0], kind, None, None, set(), world.now + since, over, state)
        keep_choice(drawing_of(world), drawn)
        world.sharing.choices.append(drawn)


def persons(world: World) -> list[list[str]]:
    """The names of each person's Patients."""
    found = defaultdict(list)
    for name, held in world.people.items():
        found[held.person].append(name)
    return list(found.values())


def pairs_to_join(world: World) -> list[tuple[list[str], list[str]]]:
    """Who may turn out to be one between two looks (`between.relink_some`), as they are before."""
    names = [name for name, held in world.people.items() if not held.removed]
    of = {name: every for every in persons(world) for name in every}
    pairs = zip(names[::4], names[2::4], strict=False)
    return [(of[one], of[other]) for one, other in pairs if of[one] is not of[other]]


def nobody_looks_after(world: World, names: list[str]) -> None:
    """They are registered nowhere, and never were."""
    Registration.objects.filter(patient__in=[world.patients[name] for name in names]).delete()
    for name in names:
        world.people[name].stays.clear()


def unspoken(world: World, names: list[str]) -> None:
    """They made no choice about sharing."""
    Choice.objects.filter(patient__in=[world.patients[name] for name in names]).delete()
    world.sharing.choices[:] = [each for each in world.sharing.choices if each.about not in names]
