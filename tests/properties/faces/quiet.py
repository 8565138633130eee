"""People of whom little is known: by lot, whoever is linked nearly always has a stay somewhere, and made some choice."""

from collections import defaultdict
from datetime import timedelta

from kith.directory.models import Choice, Registration
from tests.properties import access_rules as rules
from tests.properties.faces.between import whom_to_relink
from tests.properties.gate_world import World, drawing_of
from tests.properties.sharing_world import keep_choice

A_DAY = timedelta(days=1)
SAID = (
    (A_DAY, None, "objection", "waiting"),
    (-3 * A_DAY, -A_DAY, "objection", "waiting"),
    (-3 * A_DAY, None, "share-out", "withdrawn"),
)
"""From when until when, what and how it stands: to come, over, and taken back."""


def quieten(world: World) -> None:
    """Some people who are linked, or will be, lose their stays or their choices; some say one thing only. As the owner."""
    linked = [names for names in persons(world) if len(names) > 1]
    with_removed = [names for names in linked if any(world.people[name].removed for name in names)]
    to_join = [names for pair in pairs_to_join(world)[:3] for names in pair]
    for names in (*with_removed[:2], *to_join[:2]):
        nobody_looks_after(world, names)
    for names in (*with_removed[:3], *linked[-2:], *to_join[2:4]):
        unspoken(world, names)
    for names, (since, until, kind, state) in zip(with_removed, SAID, strict=False):
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
    """Who may turn out to be one between two looks, as they are before."""
    of = {name: every for every in persons(world) for name in every}
    return [(of[one], of[other]) for one, other in whom_to_relink(world) if of[one] is not of[other]]


def nobody_looks_after(world: World, names: list[str]) -> None:
    """They are registered nowhere, and never were."""
    Registration.objects.filter(patient__in=[world.patients[name] for name in names]).delete()
    for name in names:
        world.people[name].stays.clear()


def unspoken(world: World, names: list[str]) -> None:
    """They made no choice about sharing."""
    Choice.objects.filter(patient__in=[world.patients[name] for name in names]).delete()
    world.sharing.choices[:] = [each for each in world.sharing.choices if each.about not in names]
