"""Reads the environment and the private data folder; nothing else in Kith does."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kith.ops import places

ROLES = ("owner", "app", "worker", "backup")


def flag(name: str) -> bool:
    """True when the environment variable is set to 1, true, yes or on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str) -> list[str]:
    """A comma-separated environment variable as a list without empty items."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def given(name: str) -> str:
    """An environment variable, or nothing."""
    return os.environ.get(name, "").strip()


def data_folder() -> Path:
    """The folder of the database, keys, anchor and attachments (`KITH_DATA`, else the usual place)."""
    folder = os.environ.get("KITH_DATA")
    return Path(folder).resolve() if folder else places.default_data()


def secret(name: str) -> str:
    """A secret from `KITH_SECRET_<NAME>`, else from a private file made at first use."""
    held = os.environ.get(f"KITH_SECRET_{name.upper()}")
    if held:
        return held
    path = data_folder() / "secrets" / name
    if not path.exists():
        _write_private(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def _write_private(path: Path, text: str) -> None:
    """Writes whole or not at all: a second process never reads half a secret, and the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:  # another process was first: its secret is the secret
        pass
    finally:
        os.unlink(draft)


def password(role: str) -> str:
    """The database password of one of Kith's roles (`owner`, `app`, `worker`, `backup`) or of `admin`."""
    return secret(f"db_{role}")


def database_url() -> str | None:
    """The owner's address of a server that somebody else runs, when one is given."""
    return os.environ.get("KITH_DATABASE_URL") or None


def dsn(role: str = "app", database: str | None = None) -> str:
    """Connection words for psycopg as one of Kith's roles; asks nothing of the server itself."""
    given = database_url()
    if given is None:
        where = {"host": str(places.socket_folder(data_folder())), "dbname": database or "kith"}
        return make_conninfo(**where, user=f"kith_{role}", password=password(role))
    changes = {} if role == "owner" else {"user": f"kith_{role}", "password": password(role)}
    if database:
        changes["dbname"] = database
    return make_conninfo(given, **changes)


def database() -> dict[str, Any]:
    """Django's database settings for the role in `KITH_DB_ROLE` (`app` unless told otherwise)."""
    parts = dict(conninfo_to_dict(dsn(os.environ.get("KITH_DB_ROLE") or "app")))
    named = {
        "NAME": parts.pop("dbname", "kith"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "") or ""),
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        **named,
        "CONN_MAX_AGE": None,  # kept for the life of a thread: connecting costs more than most requests
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "prepare_threshold": 3},
    }
