"""The backup as it runs: one copy a day, and every change within seconds."""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage

from kith.ops.backup import base as bases
from kith.ops.backup.beside import ship_keys
from kith.ops.backup.client import Client
from kith.ops.backup.errors import BackupError
from kith.ops.backup.expiring import expire
from kith.ops.backup.shipping import ship_attachments, ship_changes
from kith.ops.postgres import Server
from kith.ops.postgres.locks import locked

PAUSE = 10.0  # seconds between two shipments: a minute can always be had
FRESH = timedelta(hours=24)


class Backup:
    """Backs one server up into one folder, encrypted to one public key."""

    def __init__(
        self, server: Server, folder: Path, recipient: pyrage.x25519.Recipient, *, every: float = PAUSE
    ) -> None:
        self._every = every
        self._server = server
        self._folder = folder
        self._recipient = recipient
        self._spool = server.data / "backup-spool"
        self._shipped: dict[str, float] = {}

    def run(self, stop: threading.Event, *, once: bool = False) -> None:
        """Ships until `stop` is set; with `once`, makes one copy and ships what there is. Raises BackupError."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._spool.mkdir(exist_ok=True, mode=0o700)
        client = Client(self._server)
        broken = client.make_slot()  # nobody kept the changes until now: a new copy must be made
        with locked(self._server.data / "backup.lock"), self._receiving(client) as receiver:
            while True:
                if once or broken or self._is_stale():
                    bases.take(client, self._folder, self._recipient)
                    self._shipped.clear()
                    broken = False
                self.ship()
                if once or stop.wait(self._every):
                    break
                if receiver.poll() is not None:
                    raise BackupError("pg_receivewal ended by itself. Its words stand above.")
        self.ship()

    def ship(self) -> None:
        """Sends what is new, takes away what is old, and writes down when."""
        ship_changes(self._spool, self._folder, self._recipient, self._shipped)
        # After the changes: a file, or a new key, is on the disk before the version that needs it.
        ship_keys(self._server.data, self._folder, self._recipient, self._shipped)
        ship_attachments(self._server.data / "attachments", self._folder)
        expire(self._folder)
        draft = self._server.data / ".backup.json"
        draft.write_text(json.dumps({"finished": datetime.now(UTC).isoformat()}))
        os.replace(draft, self._server.data / "backup.json")

    def _is_stale(self) -> bool:
        found = bases.bases(self._folder)
        return not found or datetime.now(UTC) - found[-1].finished > FRESH

    @contextmanager
    def _receiving(self, client: Client) -> Iterator[subprocess.Popen[bytes]]:
        process = client.begin_receiving(self._spool)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)  # it writes down how far it came
            process.wait()
