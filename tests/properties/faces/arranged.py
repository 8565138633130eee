"""Agreements that are not drawn by lot: between every two organisations one, each stopping at a line of its own.

Where many agreements are drawn, one of them nearly always goes far: so nobody would meet one that is not signed.
"""

from datetime import timedelta

from kith.catalogue.categories import Category
from kith.directory.models import Agreement
from tests.properties import access_rules as rules
from tests.properties.access_rules import DEPTHS, ROLES
from tests.properties.faces.factors import STAGES
from tests.properties.gate_world import World, drawing_of
from tests.properties.sharing_world import store_agreement

CONSENTS = ("implied", "asked", "explicit")
PURPOSES = sorted({purpose for said in ROLES.values() for purpose in said["purposes"]})
A_DAY = timedelta(days=1)


def arrange(world: World, turn: int) -> None:
    """Instead of the agreements that were drawn: one for each direction. `turn` says which stops where. As the owner."""
    held = Agreement.objects.filter(parties__custodian__in=world.numbers.values())
    ids = list(held.values_list("id", flat=True))
    for schedules in (True, False):
        Agreement.objects.filter(id__in=ids, framework__isnull=not schedules).delete()
    world.sharing.agreements.clear()
    ways = [(one, other) for one in world.numbers for other in world.numbers if one != other]
    for place, (giver, receiver) in enumerate(ways):
        stage = STAGES[(place + turn) % len(STAGES)]
        if stage != "no party":
            _make(world, f"agreement {place}", giver, receiver, stage, turn)


def _make(world: World, name: str, giver: str, receiver: str, stage: str, turn: int) -> None:
    now, to = world.now, drawing_of(world)
    signed = now - 2 * A_DAY
    drawn = rules.Agreement(
        name=name,
        parties=[rules.Party(giver, True, False, signed), rules.Party(receiver, False, True, signed)],
        depths={each.slug: DEPTHS[-1] for each in Category},
        purposes=PURPOSES,
        roles=[],
        consent=CONSENTS[(int(name.split()[-1]) + 2 * turn) % 3],
        starts=now - 9 * A_DAY,
    )
    framework = None
    match stage, turn % 3:
        case "not in force", 0:
            drawn.starts = now + A_DAY
        case "not in force", 1:
            drawn.ended = now - A_DAY
        case "not in force", _:
            drawn.review, drawn.stops_after = now - 100 * A_DAY, 30
        case "not signed or left", 0:
            drawn.parties[0].signed = None
        case "not signed or left", _:
            drawn.parties[1].left = now - A_DAY
        case "no framework in force", _:
            drawn.framework = f"framework of {name}"
            above = rules.Agreement(
                drawn.framework, [rules.Party(each.organisation, False, False, signed) for each in drawn.parties],
                drawn.depths, PURPOSES, [], "implied", now - 9 * A_DAY, ended=now - A_DAY,
            )  # fmt: skip
            world.sharing.agreements[above.name] = above
            framework = store_agreement(to, above, None)
        case "other purpose", _:
            drawn.purposes = ["research"]
        case "other role", _:
            drawn.roles = ["kitchen"]
        case "not so deep", _:
            drawn.depths = {"worker": "headline"}
    world.sharing.agreements[name] = drawn
    store_agreement(to, drawn, framework)
