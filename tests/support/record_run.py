"""Runs generated sequences in batches, and shrinks the one that shows a difference to its shortest form."""

import traceback
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import psycopg

from kith.record import anchor, sequencer
from kith.record.verify import Finding, verify
from tests.support.homes import as_owner
from tests.support.record_compare import Told, same_end
from tests.support.record_house import House
from tests.support.record_play import Play, play
from tests.support.record_steps import Sequence, sequence


@dataclass(frozen=True, slots=True)
class Difference:
    """A sequence on which store and model do not agree, and what they said."""

    sequence: Sequence
    words: str

    def __str__(self) -> str:
        steps = "\n".join(f"  {name} {numbers}" for name, numbers in self.sequence.steps)
        return f"seed {self.sequence.seed}:\n{steps}\n{self.words}"


class Runner:
    """One house in one database."""

    def __init__(self, app_dsn: str, worker_dsn: str, owner_dsn: str) -> None:
        self._open = ExitStack()
        self._open.enter_context(as_owner())  # links are the directory's, and change as the store's owner
        self.worker = psycopg.connect(worker_dsn, autocommit=True)
        self.owner = psycopg.connect(owner_dsn, autocommit=True)
        self.house = House(app_dsn, self.owner)

    def close(self) -> None:
        """Close every connection."""
        self.house.close()
        self.worker.close()
        self.owner.close()
        self._open.close()

    def run(self, seeds: Iterable[int]) -> Difference | None:
        """Play these seeds together; answers the first that differs, shrunk."""
        sequences = [sequence(seed) for seed in seeds]
        if not self.differs(sequences):
            return None
        for each in sequences:
            words = self.differs([each])
            if words:
                return self.shrunk(Difference(each, words))
        return Difference(sequences[0], "The batch differs together, though no sequence does alone.")

    def shrunk(self, found: Difference) -> Difference:
        """The same difference from fewer steps, as long as leaving one out leaves it standing."""
        for number in reversed(range(len(found.sequence.steps))):
            steps = found.sequence.steps
            if number < len(steps):
                fewer = replace(found.sequence, steps=steps[:number] + steps[number + 1 :])
                words = self.differs([fewer])
                if words:
                    found = Difference(fewer, words)
        return found

    def differs(self, sequences: list[Sequence]) -> str | None:
        """What store and model say differently on these sequences together, or None."""
        after, since = self.position(), datetime.now(UTC)
        games: list[Play] = []
        try:
            games.extend(play(self.house, each) for each in sequences)
            self.drain()
            same_end(told(games, after, since), self.house, self.owner)
        except (AssertionError, psycopg.Error) as problem:
            self.drain()
            return "".join(traceback.format_exception(problem, limit=-3))
        return None

    def verified(self) -> list[Finding]:
        """What `verify` says of the whole database; nothing was done behind the record's back."""
        return verify(self.owner, anchor.anchor_file()).findings

    def drain(self) -> None:
        """Give every change its place, as the sequencer does in its own time."""
        while sequencer.drain(self.worker) or sequencer.seal_looks(self.worker):
            pass

    def position(self) -> int:
        """The feed's last position."""
        row: Any = self.owner.execute("select position from feed_head").fetchone()
        return int(row[0])


def told(games: list[Play], after: int, since: datetime) -> Told:
    """What these games left behind."""
    return Told(
        [game.model for game in games],
        [person for game in games for person in game.people],
        [id for game in games for id in game.ids],
        after,
        since,
    )
