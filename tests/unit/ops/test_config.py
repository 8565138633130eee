"""What the environment and the data folder say."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from kith.ops import config, places


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own, without secrets from the environment."""
    for role in (*config.ROLES, "admin"):
        monkeypatch.delenv(f"KITH_SECRET_DB_{role.upper()}", raising=False)
    monkeypatch.delenv("KITH_DATABASE_URL", raising=False)
    monkeypatch.setenv("KITH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_secret_is_made_once_and_is_private(own_folder: Path) -> None:
    """Processes that ask at once get the same, and nobody else can read it."""
    with ThreadPoolExecutor(8) as pool:
        told = set(pool.map(config.secret, ["one"] * 40))
    assert len(told) == 1
    assert len(told.pop()) >= 48
    path = own_folder / "secrets" / "one"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["one"]


def test_roles_have_passwords_of_their_own(own_folder: Path) -> None:
    """Whoever reads one connection's words has no other role."""
    passwords = {conninfo_to_dict(config.dsn(role))["password"] for role in config.ROLES}
    assert len(passwords) == len(config.ROLES)


def test_an_address_of_a_server_is_the_owners_alone(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other roles keep its place and way, never its password."""
    monkeypatch.setenv(
        "KITH_DATABASE_URL", "postgresql://boss:hidden@db.example:5433/care?sslmode=verify-full"
    )
    owner, app = (conninfo_to_dict(config.dsn(role)) for role in ("owner", "app"))
    assert (owner["user"], owner["password"]) == ("boss", "hidden")
    assert (app["user"], app["host"], app["port"], app["dbname"]) == (
        "kith_app",
        "db.example",
        "5433",
        "care",
    )
    assert app["sslmode"] == "verify-full"
    assert app["password"] != "hidden"
    assert config.database()["OPTIONS"]["sslmode"] == "verify-full"
    assert config.database()["USER"] == "kith_app"


def test_a_socket_fits_whatever_the_folder(tmp_path: Path) -> None:
    """107 bytes, counted as the operating system counts them."""
    for folder in (tmp_path, tmp_path / ("é" * 60), tmp_path / "a" / ("b" * 200)):
        socket = f"{places.socket_folder(folder)}{places.SOCKET_NAME}"
        assert len(socket.encode()) <= places.LONGEST_SOCKET
