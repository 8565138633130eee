"""The gate agrees with the access rules written a second time: in Python, and in SQL as the application.

A world is drawn at random: organisations, services, people with stays and links, entries with every label. Then
everybody asks for everything. `KITH_FULL=1` draws more and larger worlds.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from kith.access import gate, sessions
from kith.access.deciding import decide_about
from kith.access.purposes import Purpose
from kith.access.refused import Refused
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier, allows
from kith.directory.models import Account
from kith.record.connection import cursor
from kith.record.ids import new_id
from tests.properties.access_rules import (
    Asker,
    Entry,
    Held,
    allowed,
    allowed_in_emergency,
    in_own_right,
    names_of,
    related,
    role_of,
)
from tests.properties.crews_shown import BY_CODE, check_crews
from tests.properties.gate_world import ASKERS, CATEGORIES, ENTRIES, FULL, World, draw, insert, place_entries
from tests.properties.ties_counted import BY_TIES, count_opened, count_refused
from tests.support.homes import post_of
from tests.support.proof import Proof

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

WORLDS, FEWEST = range(8 if FULL else 14), 8 if FULL else 4
"""As many as are needed until every way and every reason below has occurred; small ones in an ordinary run. One seed does
not always draw the same world."""
OFTEN = 3 * FEWEST if FULL else 3

WAYS = ("own, related", "own, declared", "other, related", "other, declared", "made role")
OWN_WAYS = ("own, person", "own, reader", "other, person", "other, reader", "added, person")
CLOSED = ("withheld", "no leave now", "not granted", "objected")
"""By what alone something was closed to a reader."""


def test_everybody_may_do_exactly_what_the_rules_say(store_url: str, owner: Any, proof: Proof) -> None:
    """World after world; a proof that is stopped goes on with the next."""
    for seed in WORLDS:
        if seed not in proof.get("worlds", []):
            remember(proof, seed, compared(seed, owner))
        if seed + 1 >= FEWEST and not seldom(Counter(proof.get("ways"))):
            break
    assert not seldom(Counter(proof.get("ways"))), proof.get("ways")
    assert proof.get("compared") > (200_000 if FULL else 20_000) * FEWEST


def seldom(ways: Counter[str]) -> list[str]:
    """The ways that did not occur, or not often enough to prove anything."""
    usual = [way for way in (*WAYS, *OWN_WAYS, *CLOSED) if ways[way] < OFTEN]
    return usual + [way for way in (*BY_TIES, *BY_CODE) if not ways[way]]


def compared(seed: int, owner: Any) -> World:
    """A world in which everybody has asked for everything."""
    world = draw(seed)
    place_entries(world, owner)
    check_nobody_signs_in_who_may_not(world)
    shown = 0
    for asker, account, number in world.askers:
        check_nothing_is_kept(world, asker, account, number)
        check_decisions(world, asker, account, number)
        shown += check_reading(world, asker, account, number)
        check_emergency(world, asker, account, number)
        check_changing(world, asker, account, number)
        check_adding(world, asker, account, number)
    check_crews(world)
    # A world in which everything is open or everything is closed would prove nothing.
    assert ASKERS < shown < ASKERS * ENTRIES // 2
    return world


def remember(proof: Proof, seed: int, world: World) -> None:
    """What this world adds to the figures."""
    proof.put("ways", dict(Counter(proof.get("ways", {})) + world.ways))
    proof.put("compared", proof.get("compared", 0) + world.compared)
    proof.put("worlds", [*proof.get("worlds", []), seed])
    proof.figure("worlds", len(proof.get("worlds")))
    proof.figure("combinations of asker, entry and operation, compared", proof.get("compared"))


def check_nobody_signs_in_who_may_not(world: World) -> None:
    """In a role that was ended, or that another organisation made, nobody begins to work; in no role for all purposes."""
    ended = [account for asker, account, _ in world.askers if asker.role in world.ended_roles()]
    assert ended
    for account in [*ended, *world.misplaced]:
        with transaction.atomic(), pytest.raises(sessions.NoPost):
            sessions.open_session(account, post_of(account))
    for asker, account, _ in world.askers:
        if in_own_right(asker) or account in ended:
            continue
        for purpose in Purpose:
            if purpose.slug not in role_of(asker, world.sharing)["purposes"]:
                with transaction.atomic(), pytest.raises(ValueError, match="is not for"):
                    sessions.open_session(account, post_of(account), purpose=purpose)


def check_nothing_is_kept(world: World, asker: Asker, account: Account, number: int) -> None:
    """Of what was decided before something ended, nothing is shown: before anybody decides anew."""
    with transaction.atomic():
        entered(world, asker, account, number)
        assert visible(set(world.entries)) <= said(world, asker, "read"), asker


def check_decisions(world: World, asker: Asker, account: Account, number: int) -> None:
    """`decide()` opens just those gates of each Patient that the rules open, teams and labels apart."""
    with transaction.atomic():
        viewer = entered(world, asker, account, number)
        if viewer is None:
            return
        names = list(world.patients)
        for name, decision in zip(
            names, decide_about(viewer, [world.patients[n] for n in names]), strict=True
        ):
            grant = next((g for g in decision.grants if g.patient == world.patients[name]), None)
            for act in ("read", "add", "change"):
                for category in Category:
                    for tier in Tier:
                        entry = Entry(name, category.slug, tier.slug)
                        said = allowed(act, asker, entry, world.people, world.now, world.sharing)
                        done = grant is not None and allows(getattr(grant, act), category, tier)
                        assert done == said, (act, asker, world.people[name], category, tier)


def check_reading(world: World, asker: Asker, account: Account, number: int) -> int:
    """The store shows the application just those entries; answers how many."""
    with transaction.atomic():
        entered(world, asker, account, number)
        rows = (
            cursor().execute("select id from current where id = any(%s)", (list(world.entries),)).fetchall()
        )
    assert {row.id for row in rows} == said(world, asker, "read"), asker
    world.compared += len(world.entries)
    for row in rows:
        count_ways(world, asker, world.people[world.entries[row.id].about])
    count_refused(world, asker)
    if in_own_right(asker):
        count_closed(world, asker, world.entries.keys() - {row.id for row in rows})
    return len(rows)


def count_ways(world: World, asker: Asker, held: Held) -> None:
    """By which of the rules something was open, so that a world in which one never applies is noticed."""
    world.ways["made role"] += asker.role in world.sharing.made
    where = "own" if held.organisation == asker.organisation else "other"
    if in_own_right(asker):
        world.ways[f"{where}, {asker.role}"] += 1
        return
    count_opened(world, asker, held)
    related_ = related(asker, held, world.people, world.now)
    world.ways[f"{where}, {'related' if related_ else 'declared'}"] += 1


def count_closed(world: World, asker: Asker, ids: set[UUID]) -> None:
    """What would be open to a reader but for one thing (3), so that a thing that never closes anything is noticed."""
    sharing = world.sharing
    counting = [
        replace(leave, open=True, since=world.now - timedelta(days=1), until=None) for leave in sharing.leaves
    ]
    granting = [replace(leave, categories=set(CATEGORIES)) for leave in sharing.leaves]
    read_about = [world.people[each.about].person for each in sharing.leaves if each.reader == asker.staff]
    for id in ids:
        entry = world.entries[id]
        if world.people[entry.about].person not in read_about:
            continue
        for but, changed, under in (
            ("withheld", replace(entry, barred=set()), sharing),
            ("no leave now", entry, replace(sharing, leaves=counting)),
            ("not granted", entry, replace(sharing, leaves=granting)),
            (
                "objected",
                entry,
                replace(sharing, choices=[c for c in sharing.choices if c.kind != "objection"]),
            ),
        ):
            if allowed("read", asker, changed, world.people, world.now, under):
                world.ways[but] += 1


def check_emergency(world: World, asker: Asker, account: Account, number: int) -> None:
    """The emergency facts of one person at a time, for whoever works there, and nothing wider afterwards (7)."""
    with transaction.atomic():
        viewer = entered(world, asker, account, number)
        if viewer is None:
            return
        few = world.chance.sample(list(world.patients), 5)  # nobody has emergencies in their own right
        for name in few if in_own_right(asker) and not FULL else list(world.patients):
            patient = world.patients[name]
            mine = {id for id, entry in world.entries.items() if entry.about == name}
            may = {
                id
                for id in mine
                if allowed_in_emergency(asker, world.entries[id], world.people, world.now, world.sharing)
            }
            try:
                with gate.open_emergency(viewer, patient, face="test"):
                    shown = visible(mine)
            except Refused:
                shown = set()
            assert shown == may, (asker, name)
            world.compared += len(mine)
        assert visible(set(world.entries)) == said(world, asker, "read"), asker


def visible(ids: set[UUID]) -> set[UUID]:
    """Which of these the store shows under the session of this transaction."""
    return {row.id for row in cursor().execute("select id from current where id = any(%s)", (list(ids),))}


def check_changing(world: World, asker: Asker, account: Account, number: int) -> None:
    """The store lets the application change just those entries that may be both read and changed."""
    with transaction.atomic():
        entered(world, asker, account, number)
        changed = (
            cursor()
            .execute(
                "update current set status = status where id = any(%s) returning id", (list(world.entries),)
            )
            .fetchall()
        )
    world.compared += len(world.entries)
    assert {row.id for row in changed} == said(world, asker, "read") & said(world, asker, "change"), asker


def check_adding(world: World, asker: Asker, account: Account, number: int) -> None:
    """The store takes from the application just those entries; a sample, because each is a statement."""
    sample = world.chance.sample(list(world.entries.values()), 12)
    for entry in sample + (added_in_own_right(world, asker) if in_own_right(asker) else []):
        if entry.never or entry.barred:  # nothing is added that way
            continue
        with transaction.atomic():
            entered(world, asker, account, number)
            may = allowed("add", asker, entry, world.people, world.now, world.sharing)
            assert tried(world, entry) == may, (asker, entry)
        world.compared += 1
        world.ways[f"added, {asker.role}"] += may


def added_in_own_right(world: World, asker: Asker) -> list[Entry]:
    """What a person may choose about sharing, of themselves and of others, and what nobody adds."""
    read_about = {each.about for each in world.sharing.leaves if each.reader == asker.staff}
    names = [name for about in sorted(read_about) for name in names_of(world.people[about], world.people)]
    return [
        *(
            Entry(name, "legal", depth)
            for name in sorted(names)[:6]
            for depth in ("headline", "detail", "deepest")
        ),
        *(Entry(name, "daily-life", "headline") for name in sorted(names)[:2]),
    ]


def tried(world: World, entry: Entry) -> bool:
    """Whether the store takes such an entry."""
    try:
        with transaction.atomic():
            insert(cursor(), world, new_id(), entry)
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def said(world: World, asker: Asker, act: str) -> set[UUID]:
    """What the rules say."""
    return {
        id
        for id, entry in world.entries.items()
        if allowed(act, asker, entry, world.people, world.now, world.sharing)
    }


def entered(world: World, asker: Asker, account: Account, number: int) -> Viewer | None:
    """Begin a request of this session; None (and no session) when it is over, or its role is."""
    session = sessions.enter(number, account.pk)
    over = asker.signed_out or asker.until <= timezone.now() or asker.role in world.ended_roles()
    assert (session is None) == over
    return Viewer.staff(session) if session else None


def test_the_store_gives_the_application_no_other_way(store_url: str) -> None:
    """The role that asks is bound by policies: it owns nothing and may not step round them."""
    with connection.cursor() as c:
        c.execute("select current_user, rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        assert c.fetchone() == ("kith_app", False)
        c.execute("select count(*) from pg_class where relowner = 'kith_app'::regrole")
        assert c.fetchone() == (0,)
