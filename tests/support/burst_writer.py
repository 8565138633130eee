"""Writes entries as fast as it can, in a process of its own, and says so after each commit.

The first line of its input says who writes about whom; each further line begins a burst, which lasts until the
database or the process is gone. A line of output is one acknowledged write.
"""

import hashlib
import json
import os
import random
import sys
import threading
from typing import Any
from uuid import UUID

import psycopg

from kith.ops import config
from kith.record import attachments
from kith.record.writing import put
from tests.support.world import Worker, drink

THREADS = 3
_saying = threading.Lock()


def main() -> None:
    """One burst for each line."""
    who = json.loads(sys.stdin.readline())
    say({"ready": os.getpid()})
    for _ in sys.stdin:
        threads = [threading.Thread(target=burst, args=(who,)) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        say({"lost": True})


def burst(who: dict[str, Any]) -> None:
    """Write until the database is gone."""
    chance = random.Random()
    try:
        with psycopg.connect(config.dsn("app"), autocommit=True) as connection:
            worker = Worker(connection, who["session"], UUID(who["staff"]), who["custodian"])
            entries: list[tuple[dict[str, Any], int]] = []
            while True:
                write(worker, who["patient"], entries, chance)
    except psycopg.Error:
        return


def write(
    worker: Worker, patient: str, entries: list[tuple[dict[str, Any], int]], chance: random.Random
) -> None:
    """One entry or amendment, some with an attachment, and the word that it stands."""
    amend = bool(entries) and chance.random() < 0.4
    resource, version = entries.pop(chance.randrange(len(entries))) if amend else (drink(patient), 0)
    resource = {**resource, "note": [{"text": f"{chance.random()}"}]}
    kept = attachments.keep(f"On paper: {chance.random()}".encode()) if chance.random() < 0.3 else None
    with worker.transaction() as cursor:
        written = put(
            cursor, json.dumps(resource), id=UUID(resource["id"]), labels=worker.labels(), author=worker.staff,
            expected=version or None,
        )  # fmt: skip
        if kept:
            attachments.attach(cursor, written.id, written.version, kept)
    entries.append((resource, written.version))
    body = hashlib.sha256(written.body.encode()).hexdigest()
    say({"id": str(written.id), "version": written.version, "body": body, "file": kept and kept.name,
         "sha256": kept and kept.sha256.hex()})  # fmt: skip


def say(words: dict[str, Any]) -> None:
    """One whole line, at once."""
    with _saying:
        sys.stdout.write(json.dumps(words) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
