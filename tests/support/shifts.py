"""Care workers who record whole shifts over HTTP, with an outbox that sends again until it has an answer."""

import random
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx

from kith.record.ids import new_id

Answers = dict[str, str]
WHAT = ("tea", "water", "coffee")


@dataclass(frozen=True, slots=True)
class Noted:
    """What one version says."""

    author: UUID
    status: str
    answers: tuple[tuple[str, str], ...]
    note: str


@dataclass
class Ledger:
    """The model: every version of every entry that was acknowledged, and whom it is about."""

    versions: dict[tuple[UUID, int], Noted] = field(default_factory=dict)
    patients: dict[UUID, UUID] = field(default_factory=dict)
    repeats: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, id: UUID, version: int, what: Noted) -> None:
        """The server said that this stands. It may say so again, but never something else."""
        with self.lock:
            before = self.versions.setdefault((id, version), what)
            assert before == what, f"{id}/{version} was {before} and is {what}"


@dataclass
class Carer:
    """Somebody with a sign-in, a tablet and an outbox."""

    url: str
    cookie: str
    staff: UUID
    patients: list[UUID]
    definition: str
    ledger: Ledger
    client: httpx.Client = field(init=False)
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, cookies={"sessionid": self.cookie}, timeout=60)
        self.headers["X-Kith-Tablet"] = self.staff.hex  # everybody has a tablet of their own
        told = self.until_answered("GET", "/pocket/key", None)
        self.headers |= {"X-Kith-Account": told.json()["owner"], "X-CSRFToken": told.json()["csrf"]}

    def shift(self, seed: int, entries: int) -> None:
        """Record so many entries; send some again, amend some, withdraw some."""
        chance = random.Random(seed)
        sent: list[tuple[dict[str, Any], int]] = []
        for _ in range(entries):
            entry = self.entry(chance)
            sent.append((entry, self.write(entry, "final")))
            if chance.random() < 0.1:
                again = self.entry_again(*chance.choice(sent))
                self.ledger.repeats += again
            if chance.random() < 0.1:
                self.amend(sent, chance)
            if chance.random() < 0.03:
                self.withdraw(sent.pop(chance.randrange(len(sent))))

    def entry(self, chance: random.Random) -> dict[str, Any]:
        """A drink, as the tablet writes it."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        offered = 50 * chance.randint(2, 8)
        taken = 50 * chance.randint(0, offered // 50)
        answers = {"what": chance.choice(WHAT), "offered": str(offered), "taken": str(taken)}
        return {
            "id": str(new_id()), "kind": "drink", "definition": self.definition,
            "patient": str(chance.choice(self.patients)), "occurred": now, "until": None, "answers": answers,
            "note": chance.choice(("", "Enjoyed it", "70.00")), "helpers": [], "confirmed": [], "made": now,
            "device": {"clock": now, "offset_seconds": 0}, "replaces": None, "reason": None,
        }  # fmt: skip

    def write(self, entry: dict[str, Any], status: str) -> int:
        """Send until it is answered, and note what stands."""
        answer = self.until_answered("PUT", f"/pocket/entries/{entry['id']}", entry)
        assert answer.status_code in (200, 201), (answer.status_code, answer.text)
        id, version = UUID(entry["id"]), answer.json()["version"]
        self.ledger.patients[id] = UUID(entry["patient"])
        self.ledger.note(id, version, self.noted(entry, status))
        return int(version)

    def noted(self, entry: dict[str, Any], status: str) -> Noted:
        """What this version says, in the model."""
        return Noted(self.staff, status, tuple(sorted(entry["answers"].items())), entry["note"])

    def entry_again(self, entry: dict[str, Any], version: int) -> bool:
        """Send an entry again, as an outbox does that never saw the answer. The same version stands."""
        assert self.write(entry, "final" if version == 1 else "amended") == version
        return True

    def amend(self, sent: list[tuple[dict[str, Any], int]], chance: random.Random) -> None:
        """Change one; first from a version that is too old, where there is one."""
        entry, version = sent.pop(chance.randrange(len(sent)))
        changed = {**entry, "answers": {**entry["answers"], "taken": "0"}, "note": f"spilt {chance.random()}",
                   "replaces": version, "reason": "It was spilt"}  # fmt: skip
        if version > 1:
            stale = self.until_answered(
                "PUT", f"/pocket/entries/{entry['id']}", {**changed, "replaces": version - 1}
            )
            assert (stale.status_code, stale.json()["current"]["version"]) == (412, version)
        sent.append((changed, self.write(changed, "amended")))

    def withdraw(self, sent: tuple[dict[str, Any], int]) -> None:
        """Mark one as an error."""
        entry, version = sent
        path = f"/pocket/entries/{entry['id']}/withdraw"
        answer = self.until_answered("POST", path, {"version": version, "reason": "Another cup"})
        assert answer.status_code == 200, (answer.status_code, answer.text)
        self.ledger.note(UUID(entry["id"]), answer.json()["version"], self.noted(entry, "entered-in-error"))

    def until_answered(self, method: str, path: str, body: Any) -> httpx.Response:
        """Send again and again, until the network lets an answer through."""
        while True:
            try:
                return self.client.request(method, path, json=body, headers=self.headers)
            except httpx.TransportError:
                continue
