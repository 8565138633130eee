"""A small server that answers as the point of care's endpoints do, and as badly as a test asks.

The components' own behaviour under lost answers, expired sign-ins and refusals is what these tests are about;
the real endpoints have tests of their own, and the journeys run on both together.
"""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from kith.catalogue.naming.browser import told

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "src" / "kith"
DEFINITIONS = json.loads((Path(__file__).parent / "definitions.json").read_text())
MR_GREEN = "018f0000-0000-7000-8000-000000000001"
MRS_WHITE = "018f0000-0000-7000-8000-000000000002"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

PAGE = """<!DOCTYPE html><html lang="en-GB" data-look="{look}"><head>
<meta charset="utf-8"><title>Record</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/web/tokens.css"><link rel="stylesheet" href="/static/web/base.css">
<link rel="stylesheet" href="/static/pocket/pocket.css">
<script type="module" src="/static/pocket/start.js"></script></head>
<body><main><h1>Record</h1><kith-recorder data-patient="{patient}" data-person="{person}"
data-readers="Everyone who cares for {person} at Rose House." data-often='["drink"]' {more}
data-helpers='[{{"id":"018f0000-0000-7000-8000-0000000000e1","name":"Emily Hart","role":"Nurse assistant"}}]'>
</kith-recorder></main></body></html>"""

ROUND = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>To do</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/web/tokens.css"><link rel="stylesheet" href="/static/web/base.css">
<link rel="stylesheet" href="/static/web/todo.css"><link rel="stylesheet" href="/static/pocket/pocket.css">
<script type="module" src="/static/pocket/start.js"></script></head>
<body><main><h1>To do</h1><kith-round data-readers="Everyone at Rose House."><ul><li data-kith-item>
<button type="button" class="kith-todo__do" data-kith-do data-patient="{patient}" data-person="Mr Green" data-kind="drink"
data-what="A drink of his choice" data-entry="018f0000-0000-5000-8000-0000000000bb"
data-plan="018f0000-0000-7000-8000-0000000000aa" data-due="2026-11-26T10:00:00Z">Record</button>
<p class="kith-todo__kept">Just recorded</p></li></ul></kith-round></main></body></html>"""


@dataclass
class Standin:
    """What the server holds, and what it is told: `answers` are used up first, one a PUT of an entry."""

    account: str | None = "eliza"
    salt: str = "first"
    entries: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: list[Any] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    def mark(self) -> str:
        return sha256(f"mark|{self.account}".encode()).hexdigest()[:32]

    def key(self) -> str:
        raw = sha256(f"key|{self.account}|{self.salt}".encode()).digest()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    def page(
        self, *, patient: str = MR_GREEN, person: str = "Mr Green", look: str = "day", **more: str
    ) -> str:
        extra = "&".join(f"{name}={value}" for name, value in more.items())
        return f"{self.url}/record?patient={patient}&person={person.replace(' ', '+')}&look={look}&{extra}"

    def put(self, entry: dict[str, Any]) -> tuple[int, Any]:
        """Keep an entry as the record does: a repeat is the same entry, a stale amendment a conflict."""
        versions = self.entries.setdefault(entry["id"], [])
        if versions and versions[-1] == entry:
            return 200, {"id": entry["id"], "version": len(versions)}
        if versions and entry["replaces"] != len(versions):
            current = versions[-1]
            return 412, {
                "current": {"version": len(versions), "answers": current["answers"], "note": current["note"]}
            }
        versions.append(entry)
        self.drafts.pop(entry["id"], None)
        return (201 if len(versions) == 1 else 200), {"id": entry["id"], "version": len(versions)}


class Handler(BaseHTTPRequestHandler):
    state: Standin
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.state.requests.append(("GET", path))
        if path.startswith("/static/"):
            return self._static(path.removeprefix("/static/"))
        if path == "/record":
            return self._record(query)
        if path == "/round":
            return self._send(200, "text/html; charset=utf-8", ROUND.format(patient=MR_GREEN).encode())
        if path == "/pocket/definitions.json":
            return self._json(200, DEFINITIONS)
        if path == "/pocket/naming.json":
            return self._json(200, told())
        if self.state.account is None:
            return self._json(401, {"sign_in": True})
        if path == "/pocket/key":
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            return self._json(
                200, {"owner": self.state.mark(), "key": self.state.key(), "csrf": "token", "now": now}
            )
        if path == "/pocket/drafts":
            mine = [draft for draft in self.state.drafts.values() if draft["account"] == self.state.account]
            return self._json(200, {"drafts": mine})
        return self._json(404, {})

    def do_PUT(self) -> None:
        self._write("PUT")

    def do_POST(self) -> None:
        self._write("POST")

    def do_DELETE(self) -> None:
        self._write("DELETE")

    def _write(self, method: str) -> None:
        state = self.state
        state.requests.append((method, self.path))
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null")
        if state.account is None or self.headers.get("X-Kith-Account") != state.mark():
            return self._json(401, {"sign_in": True})
        kind, name = self.path.removeprefix("/pocket/").split("/")[:2]
        if kind == "drafts":
            return self._draft(method, name, body)
        if self.path.endswith("/withdraw"):
            if name not in state.entries:
                return self._json(404, {})
            state.withdrawn.append(name)
            return self._json(200, {"id": name, "version": (body["version"] or 0) + 1})
        told = state.answers.pop(0) if state.answers else None
        if told == "lose the answer":
            state.put(body)
            return self._cut()
        if told == "cut":
            return self._cut()
        return self._json(*(told or state.put(body)))

    def _draft(self, method: str, name: str, body: Any) -> None:
        if method == "DELETE":
            self.state.drafts.pop(name, None)
        else:
            self.state.drafts[name] = {"id": name, "account": self.state.account, **body}
        self._json(204, None)

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _record(self, query: str) -> None:
        from urllib.parse import parse_qs

        asked = {name: values[0] for name, values in parse_qs(query).items()}
        more = " ".join(f"data-{name}='{asked[name]}'" for name in ("entry", "kind", "done") if name in asked)
        page = PAGE.format(patient=asked["patient"], person=asked["person"], look=asked["look"], more=more)
        self._send(200, "text/html; charset=utf-8", page.encode())

    def _static(self, name: str) -> None:
        app = name.split("/", 1)[0]
        path = STATIC / app / "static" / name
        if not path.is_file():
            return self._json(404, {})
        return self._send(200, TYPES[path.suffix], path.read_bytes())

    def _json(self, status: int, data: Any) -> None:
        if data is None:
            return self._send(status, "text/html", b"")
        return self._send(status, "application/json", json.dumps(data).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what was asked is in `requests`."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up, or that we hang up on, is what some tests are about."""


@contextmanager
def standin() -> Iterator[Standin]:
    """A running stand-in on a free port of this machine."""
    state = Standin()
    handler = type("Bound", (Handler,), {"state": state})
    server = _Server(("127.0.0.1", 0), handler)
    state.url = f"http://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
