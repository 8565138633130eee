"""What a tie alone opened in a drawn world, and what it would have opened but for one thing."""

from dataclasses import replace
from datetime import timedelta

from tests.properties.access_rules import (
    STAYED_IN,
    Asker,
    Held,
    Member,
    Tie,
    allowed,
    counting_for,
    in_own_right,
    reasons_of,
    registered,
    related,
    tied,
)
from tests.properties.gate_world import World
from tests.properties.ties_world import CIRCUMSTANCES, KINDS, RIGHT

BY_TIES = (
    *(f"{where}, {kind}" for where in ("own", "other") for kind in KINDS),
    *(f"refused, {kind}" for kind in KINDS),
    *(
        f"refused by {each}"
        for each in ("status", "period", "service", "class", "holder", "member", "chosen")
    ),
)


def count_opened(world: World, asker: Asker, held: Held) -> None:
    """By which kind of tie alone something was open, where no stay counted and no tie of another kind."""
    patients = counting_for(asker, held, world.people)
    if any(registered(stay, asker, world.now) for each in patients for stay in each.stays):
        return
    kinds = {tie.kind for each in patients for tie in each.ties if tied(tie, asker, world.now)}
    if len(kinds) == 1:
        where = "own" if held.organisation == asker.organisation else "other"
        world.ways[f"{where}, {kinds.pop()}"] += 1


def count_refused(world: World, asker: Asker) -> None:
    """Which ties would have opened something but for one circumstance, where nothing else did."""
    if in_own_right(asker) or asker.signed_out or asker.until <= world.now:
        return
    for held in world.people.values():
        if not held.ties or related(asker, held, world.people, world.now):
            continue
        if reasons_of(asker, held, world.people, world.now, world.sharing):
            continue
        for tie in held.ties:
            for wrong in (*CIRCUMSTANCES[tie.kind], "chosen"):
                opens = mended(tie, asker, wrong)
                who = replace(asker, chosen=None) if wrong == "chosen" else asker
                if tied(opens, who, world.now) and would_open(world, who, held, opens):
                    world.ways[f"refused, {tie.kind}"] += 1
                    world.ways[f"refused by {wrong}"] += 1


def mended(tie: Tie, asker: Asker, wrong: str) -> Tie:
    """The tie as it would be with this one circumstance right."""
    match wrong:
        case "status":
            return replace(tie, status=RIGHT[tie.kind][0])
        case "class":
            return replace(tie, encounter_class=STAYED_IN[0])
        case "holder":
            return replace(tie, held_by=asker.organisation)
        case "service":
            return replace(tie, services={asker.service})
        case "member":
            return replace(tie, members=[*tie.members, Member(asker.staff)])
        case "period":
            always = {"since": tie.since - timedelta(days=999), "until": tie.since + timedelta(days=999)}
            members = [Member(each.staff) for each in tie.members]
            return replace(tie, members=members, **always)
    return tie


def would_open(world: World, asker: Asker, held: Held, tie: Tie) -> bool:
    """Whether anything of the person would be open if this were a tie of theirs."""
    people = world.people | {held.name: replace(held, ties=[tie])}
    return any(
        allowed("read", asker, entry, people, world.now, world.sharing)
        for entry in world.entries.values()
        if people[entry.about].person == held.person
    )
