"""Through every face the store shows what the rules say, and no more, also after everything has changed in between.

A world is drawn by lot, everybody is signed in, and everybody looks: through the interface, on pages, in lists, files
and the feed. Then labels, links, agreements, choices, leaves and stays change, and the same sessions look again; and
once more when the hour has come of what was put down for later. Which circumstances were tried together is counted:
`make prove PART=gate_faces` draws worlds until no pair of them that can occur is left out. See `tests/properties/faces/`.
"""

import psycopg
import pytest

from tests.properties.faces import between, later
from tests.properties.faces.arranged import arrange
from tests.properties.faces.looking import FACES, look, search_for_many
from tests.properties.faces.pairs import FIELDS, Pairs
from tests.properties.faces.quiet import quieten
from tests.properties.faces.scene import Looker, Scene, scene
from tests.properties.gate_world import FULL, draw
from tests.support.feeding import drained
from tests.support.homes import as_owner
from tests.support.proof import Proof

pytestmark = [pytest.mark.usefixtures("store_url")]

SEEDS = (100, 101, 107, 109, 105, 111, 102, 103, *range(112, 132)) if FULL else range(2, 8)
"""Worlds, as many as are needed: an ordinary run mostly has one. One seed does not always draw the same world.

At first one that is drawn, and then such whose agreements stop at every line between them.
"""
MOST = 2 if FULL else 1
"""At how many people somebody looks each time."""
LOOKERS = 100 if FULL else 14
"""As many of those who are signed in look."""
HOURS = later.WHAT if FULL else later.WHAT[:2]
"""What comes by itself, one after another."""
CASES = 3000 if FULL else 400


def test_every_face_shows_what_the_rules_say(
    store_url: str, owner: psycopg.Connection[object], worker_dsn: str, proof: Proof
) -> None:
    pairs = Pairs(FACES)
    if proof.get("pairs"):
        pairs.go_on(proof.get("pairs"))
    for worlds, seed in enumerate(SEEDS, 1):
        if worlds > proof.get("worlds", 0):
            look_three_times(pairs, seed, worker_dsn)
            tell(proof, pairs, worlds)
        if not pairs.missing() or (not FULL and shows_enough(pairs)):
            break
    assert shows_enough(pairs), (pairs.cases, pairs.ways)
    assert not FULL or not pairs.missing(), pairs.missing()


def shows_enough(pairs: Pairs) -> bool:
    """Worlds in which nothing is shared, or everything, would prove nothing."""
    ways = pairs.ways
    return pairs.cases >= CASES and len(ways) == 4 and min(ways.values()) > CASES // 20


def look_three_times(pairs: Pairs, seed: int, worker_dsn: str) -> None:
    """At first, after what somebody does, and after what comes by itself."""
    world = draw(seed)
    if seed % 2:
        with as_owner():
            arrange(world, seed // 2)
            quieten(world)
    now = scene(world, pairs)
    now.lookers = some_of(now)
    drained(worker_dsn)
    look(now, most=MOST)
    between.everything(now)
    drained(worker_dsn)
    now.moved("after acts")
    search_for_many(now)
    look(now, most=MOST)
    for what in HOURS:
        later.put_down_and_wait(now, what)
        drained(worker_dsn)
        now.moved("after its hour")
        search_for_many(now)
    look(now, most=MOST)


def some_of(now: Scene) -> list[Looker]:
    """Of workers and of readers as many as they are to each other, if not all."""
    now.world.chance.shuffle(now.lookers)
    readers = [each for each in now.lookers if each.is_own]
    assert readers
    return [*readers[: LOOKERS // 3], *[each for each in now.lookers if not each.is_own]][:LOOKERS]


def tell(proof: Proof, pairs: Pairs, worlds: int) -> None:
    """The figures so far, and what a proof that is stopped goes on from."""
    proof.put("worlds", worlds)
    proof.put("pairs", pairs.told())
    wanted = list(pairs.wanted())
    proof.figure("worlds", worlds)
    proof.figure("things that somebody asked a face for, compared with the rules", pairs.cases)
    proof.figure("faces", len(FACES))
    proof.figure("factors, with the face", len(FIELDS) + 1)
    proof.figure("pairs of values that can occur", len(wanted))
    proof.figure("pairs of values that were tried", len(wanted) - len(pairs.missing()))
