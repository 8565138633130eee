"""What happens between two looks: in the store as its owner or somebody signed in does it, and in the rules' own words.

Labels, links, agreements, choices, leaves and stays change at once. `later` has what comes by itself at its hour.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import orjson
from django.db import transaction
from django.db.models import Q, QuerySet

from kith.access import gate, sessions
from kith.access.sharing import EVERYTHING
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Masks, Tier, gate_number, masks
from kith.catalogue.components.own_access import OwnAccess
from kith.directory import actions, people
from kith.directory.models import Agreement, Choice, Registration
from kith.directory.models import OwnAccess as Leave
from kith.record import reading
from kith.record.connection import cursor
from kith.record.labels import Labels
from kith.record.relabelling import relabel
from tests.properties import access_rules as rules
from tests.properties.access_rules import DEPTHS
from tests.properties.faces.factors import CATEGORIES
from tests.properties.faces.looking import decide_everything
from tests.properties.faces.placed import Thing, labels_of
from tests.properties.faces.scene import Looker, Scene
from tests.properties.gate_world import World, drawing_of
from tests.properties.sharing_world import draw_choices
from tests.support.homes import as_owner

CHOICE_KINDS = {"objection": 1, "share-out": 2, "share-in": 3}
LEAVE_KINDS = {"person": 1, "chosen": 2, "attorney": 3, "deputy": 4}


def everything(scene: Scene) -> None:
    """All of it, one after another, once everything is decided as it was."""
    decide_everything(scene)
    relabel_some(scene)
    with as_owner():
        relink_some(scene)
        end_agreements(scene)
        say_and_take_back(scene)
        take_leaves_back(scene)
        end_stays(scene)


def relabel_some(scene: Scene) -> None:
    """Every fifth thing gets labels anew, by somebody who may change it where there is one; they govern every version."""
    lot = scene.world.chance
    for thing in list(scene.things.values())[::5]:
        entry = scene.world.entries[thing.id]
        who = next((each for each in scene.lookers if _may_relabel(scene, each, thing)), None)
        entry.category, entry.depth = lot.choice(CATEGORIES), lot.choice(DEPTHS)
        if who is not None:
            _relabelled_by(scene, who, thing)
            continue
        with as_owner():
            cursor().execute(
                "update current set category = %s, tier = %s where id = %s",
                (int(Category.from_slug(entry.category)), int(Tier.from_slug(entry.depth)), thing.id),
            )


def _may_relabel(scene: Scene, looker: Looker, thing: Thing) -> bool:
    return scene.may(looker, "read", thing.id) and scene.may(looker, "change", thing.id)


def _relabelled_by(scene: Scene, looker: Looker, thing: Thing) -> None:
    with transaction.atomic():
        session = sessions.enter(looker.number, looker.account.pk)
        assert session is not None
        gate.open_to_write(Viewer.staff(session), scene.world.patients[thing.about])
        relabel(cursor(), thing.id, labels_of(scene.world, scene.world.entries[thing.id]), reason="to test")


def relink_some(scene: Scene) -> None:
    """Some people turn out to be two, some one, and some of those acts are taken back."""
    world, lot = scene.world, scene.world.chance
    for one, other in whom_to_relink(world):
        patient, back = world.patients[other], lot.random() < 0.35
        if world.people[one].person == world.people[other].person:
            act = people.split(patient=patient, by=None, why="two after all")
            if back:
                people.undo(act, by=None, why="a mistake")
                continue
            world.people[other].person = f"{other} alone"
            scene.rows.parted |= {one, other}
            continue
        act = people.merge(patient=patient, same_as=world.patients[one], by=None, why="one after all")
        if back:
            people.undo(act, by=None, why="a mistake")
            scene.rows.parted |= {one, other}
            continue
        joined = world.people[other].person
        for held in world.people.values():
            if held.person == joined:
                held.person = world.people[one].person
        scene.rows.joined |= {one, other}


def whom_to_relink(world: World) -> list[tuple[str, str]]:
    """Names of those who turn out to be one, or two."""
    names = [name for name, held in world.people.items() if not held.removed]
    return list(zip(names[::4], names[2::4], strict=False))


def end_agreements(scene: Scene) -> None:
    """Some agreements end, some parties leave, some sign at last."""
    world = scene.world
    for drawn in list(world.sharing.agreements.values())[::3]:
        drawn.ended = world.now
        stored(scene, drawn).update(ended=world.now)
    for drawn in list(world.sharing.agreements.values())[1::3]:
        for party in drawn.parties[:1]:
            party.left, party.signed = (world.now, party.signed) if party.signed else (None, world.now)
            for held in stored(scene, drawn):
                mine = held.parties.get(custodian=world.numbers[party.organisation])
                mine.left, mine.signed = party.left, party.signed
                mine.save()


def stored(scene: Scene, drawn: rules.Agreement) -> QuerySet[Agreement]:
    """The agreement in the store: another world may have one of the same name."""
    numbers = [scene.world.numbers[party.organisation] for party in drawn.parties]
    held = Agreement.objects.filter(title=drawn.name, parties__custodian__in=numbers)
    return Agreement.objects.filter(id__in=held.values("id"))


def say_and_take_back(scene: Scene) -> None:
    """More people say no or yes; some who did take it back, some are answered."""
    world = scene.world
    for drawn in world.sharing.choices[::4]:
        if drawn.state in ("waiting", "upheld"):
            drawn.state = world.chance.choice(["withdrawn", "refused"])
            stored = choice_in_store(scene, drawn)
            stored.open = False
            stored.save()
    draw_choices(drawing_of(scene.world), len(world.people) // 3)


def choice_in_store(scene: Scene, drawn: rules.Choice) -> Choice:
    """What stands in the store of a choice that still counts, or will: of several that are alike, any."""
    world = scene.world
    held = as_masks(drawn.categories)
    found = Choice.objects.filter(
        about_when(drawn.since, drawn.until), patient=world.patients[drawn.about], kind=CHOICE_KINDS[drawn.kind],
        of=world.numbers[drawn.of] if drawn.of else None, to=world.numbers[drawn.to] if drawn.to else None,
        low=held.low, high=held.high, open=True,
    ).first()  # fmt: skip
    assert found is not None, drawn
    return found


def as_masks(categories: set[str]) -> Masks:
    """Categories as the store holds them; none is all."""
    if not categories:
        return EVERYTHING
    return masks(gate_number(Category.from_slug(each), tier) for each in categories for tier in Tier)


def about_when(since: datetime, until: datetime | None) -> Q:
    """Since and until these moments, of which the store keeps thousandths of seconds."""
    short = timedelta(milliseconds=1)
    begins = Q(since__gt=since - short, since__lt=since + short)
    ends = Q(until__gt=until - short, until__lt=until + short) if until else Q(until=None)
    return begins & ends


def take_leaves_back(scene: Scene) -> None:
    """Some who read in their own right read no longer."""
    for drawn in scene.world.sharing.leaves[::3]:
        if drawn.open:
            stored = leave_in_store(scene, drawn)
            drawn.open = False
            body = reading.read(cursor(), "Consent", stored.id)
            assert body is not None
            access = replace(OwnAccess.from_fhir(orjson.loads(body.body or "{}")), open=False)
            labels = Labels(stored.custodian, Category(body.category), Tier(body.tier))
            actions.put(access.to_fhir(), labels=labels, expected=body.version)


def leave_in_store(scene: Scene, drawn: rules.Leave) -> Leave:
    """What stands in the store of a leave that was not taken back: of several that are alike, any."""
    world = scene.world
    held = as_masks(drawn.categories)
    found = Leave.objects.filter(
        about_when(drawn.since, drawn.until), who=world.staff[drawn.reader], patient=world.patients[drawn.about],
        custodian=world.numbers[drawn.given_by], kind=LEAVE_KINDS[drawn.right], low=held.low, high=held.high,
        open=True,
    ).first()  # fmt: skip
    assert found is not None, drawn
    return found


def end_stays(scene: Scene) -> None:
    """Some people leave a service."""
    for name in list(scene.world.people)[::4]:
        for stay in scene.world.people[name].stays[:1]:
            end_stay(scene, name, stay, scene.world.now)


def end_stay(scene: Scene, name: str, stay: rules.Stay, at: datetime) -> bool:
    """Somebody leaves at that moment; False where they do not stay there now."""
    world = scene.world
    if not rules.live(stay.since, stay.until, world.now) or stay.until is not None:
        return False
    service = world.homes[stay.service].service
    same = [
        each for each in world.people[name].stays if (each.service, each.since) == (stay.service, stay.since)
    ]
    if len(same) > 1 or same[0].status != "active":
        return False
    held = Registration.objects.get(patient=world.patients[name], service=service, since=stay.since)
    actions.end_registration(registration=held, at=at, reason="left")
    stay.until = at
    return True
