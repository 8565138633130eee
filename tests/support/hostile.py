"""Requests that nobody means well with: made by hand where attacks are known, by hypothesis everywhere else."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson
from hypothesis import strategies as st

NASTY = (
    "", " ", "0", "-1", "null", "undefined", "NaN", "true", "[]", "{}", "\x00", "\x01\x1b[2J", "\r\nX-Evil: 1",
    "\ufeff", "\u202e", "\ud7ff\uffff", "\U0001f480" * 20, "é" * 300, "A" * 5_000, "%00",
    "%0d%0aSet-Cookie:x=1", "%", "%zz", "%c0%ae%c0%ae/", "..", "../", "../../etc/passwd", "..\\..\\", "/",
    "//evil.example", "\\", "~root", ".git/config", "' or 1=1 --", "'; drop table current; --", '" or ""="',
    "1) or pg_sleep(0)--", "$$", "%s", "%(x)s", "{0}", "{{7*7}}", "${7*7}", "#{7*7}",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "data:text/html,x",
    "file:///etc/passwd", "http://169.254.169.254/", "9" * 40, "1e400", "-0", "0x10", "2026-02-30",
    "0000-00-00", "9999-12-31", "10000-01-01", "2026-11-23T25:61:61Z", "24:00",
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "urn:uuid:x", "Patient/1",
    "#", "?", "&", ";", ",", "|", "a|b|c", "*", "@", "!", "__proto__", "constructor", "__class__", "self",
    "nul", "con", "\u0661\u0662", "Ⅷ", "ﬀ", "İ",
)  # fmt: skip

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
headers_text = texts.map(
    lambda text: text.encode("utf-8", "replace").decode("latin-1").replace("\r", "").replace("\n", "")
)
methods = st.sampled_from(
    ["GET", "GET", "GET", "POST", "POST", "PUT", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "X"]
)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@dataclass
class Attack:
    """One request, as a socket would bring it."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    who: str = "program"

    def environ(self) -> dict[str, Any]:
        """As WSGI says it (PEP 3333): bytes of the address as latin-1."""
        named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()}
        kind = named.pop("HTTP_CONTENT_TYPE", "")
        length = named.pop("HTTP_CONTENT_LENGTH", str(len(self.body)))
        return {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path.encode("utf-8", "replace").decode("latin-1"),
            "QUERY_STRING": self.query.encode("utf-8", "replace").decode("latin-1"),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": length,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **named,
        }


@dataclass
class Answered:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def make(application: Callable[..., Iterable[bytes]], attack: Attack) -> Answered:
    """Send it to the application."""
    told: list[Any] = []
    parts = application(attack.environ(), lambda *given: told.append(given))
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return Answered(int(told[-1][0].split()[0]), told[-1][1], body)


@st.composite
def mutated(draw: st.DrawFn, value: Any) -> Any:
    """Honest JSON with one place in it made hostile."""
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        key = draw(st.sampled_from(sorted(value)))
        match draw(st.integers(0, 9)):
            case 0:
                return {name: each for name, each in value.items() if name != key}
            case 1:
                return value | {draw(texts): draw(json_values)}
        return value | {key: draw(mutated(value[key]))}
    if isinstance(value, list) and value and draw(st.integers(0, 3)):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], draw(mutated(value[place])), *value[place + 1 :]]
    return draw(json_values)


@st.composite
def bodies(draw: st.DrawFn, honest: Any) -> bytes:
    """A body that was honest once."""
    match draw(st.integers(0, 11)):
        case 0:
            return draw(texts).encode("utf-8", "replace")
        case 1:
            return draw(st.binary(max_size=40))
        case 2:
            return b'{"a":' * draw(st.integers(1, 3_000))
        case 3:
            return b"[" * draw(st.integers(1, 3_000))
        case 4:
            text = written(honest)
            cut = draw(st.integers(0, len(text)))
            return text[:cut] + draw(st.binary(max_size=4)) + text[cut + draw(st.integers(0, 4)) :]
    return written(draw(mutated(honest)))


def written(value: Any) -> bytes:
    """As JSON; what orjson does not take (half characters, huge numbers) is left out."""
    try:
        return orjson.dumps(value)
    except (orjson.JSONEncodeError, TypeError):
        return b"{}"


@st.composite
def queries(draw: st.DrawFn, names: list[str], values: list[str]) -> str:
    """A query of known and unknown names with honest and hostile values, escaped well, badly or not at all."""
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(names) | texts, st.sampled_from(values) | texts), max_size=4)
    )
    return "&".join(f"{name}={value}" for name, value in pairs)


@st.composite
def paths(draw: st.DrawFn, templates: list[str], values: list[str]) -> str:
    """A known address with its parts replaced by honest and hostile ones, or an unknown one."""
    template = draw(st.sampled_from(templates) | texts.map(lambda text: "/" + text))
    parts = [draw(st.sampled_from(values) | texts) if part == "*" else part for part in template.split("/")]
    if not draw(st.integers(0, 9)):
        parts.insert(draw(st.integers(0, len(parts))), draw(texts))
    return "/" + "/".join(parts).lstrip("/")
