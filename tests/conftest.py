"""What every test may ask for. See `tests/support` for how it is made."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import django
import psycopg
import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings

from tests.support import run

RUN = run.begin()

# A busy machine is no failure: generated tests are judged by what they find, not by how long it takes.
settings.register_profile("kith", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kith")

from kith.ops import config  # noqa: E402 - the run's environment comes first
from kith.ops.assets import build_if_changed  # noqa: E402
from kith.ops.postgres import LauncherError, Server  # noqa: E402
from scripts import fhir_schema  # noqa: E402
from tests.support import stores  # noqa: E402
from tests.support.hashing import QUICK  # noqa: E402
from tests.support.live import LiveKith  # noqa: E402
from tests.support.proof import Proof  # noqa: E402


def pytest_configure() -> None:
    """Removes what killed runs left behind, their servers too, and readies Django."""
    for folder in run.left_over() if run.is_ours(RUN) else []:
        for cluster in [*folder.glob("*/postgres/PG_VERSION"), *folder.glob("*/*/postgres/PG_VERSION")]:
            with suppress(LauncherError):  # another run may be clearing the same folder
                Server(cluster.parents[1]).stop("immediate")
        run.remove(folder)
    django.setup()
    django_settings.PASSWORD_HASHERS = QUICK


def pytest_unconfigure() -> None:
    """Removes this run's folder, when all its processes are done."""
    if run.is_ours(RUN):
        run.remove(RUN)


@pytest.fixture(scope="session")
def test_server() -> Iterator[str]:
    """The owner's address of the run's server, with the template ready."""
    with stores.server_for_run(RUN) as server:
        stores.make_template(RUN, server)
        yield server


@pytest.fixture(scope="session")
def django_db_setup(test_server: str, django_db_blocker: Any) -> Iterator[None]:
    """Points Django at a migrated database as the role app, in place of pytest-django's own."""
    with stores.fresh_database(test_server) as url, django_db_blocker.unblock(), _kith_is(url, "session"):
        yield


@pytest.fixture(scope="module")
def store_url(
    test_server: str,
    django_db_setup: None,
    built_assets: None,
    request: pytest.FixtureRequest,
    django_db_blocker: Any,
) -> Iterator[str]:
    """The owner's URL of a fresh, migrated database for this module. Django and `config` speak to it too.

    Writes are really committed: keep apart by making your own organisations and people.
    """
    name = request.node.nodeid.replace("/", "-")
    with stores.fresh_database(test_server) as url, django_db_blocker.unblock(), _kith_is(url, name):
        yield url


@contextmanager
def _kith_is(url: str, name: str) -> Iterator[None]:
    """Makes this process a Kith over that database, with a data folder of its own."""
    before = {key: os.environ.get(key) for key in ("KITH_DATABASE_URL", "KITH_DATA")}
    data = RUN / f"{name}-{os.getpid()}"
    data.mkdir()
    os.environ.update(KITH_DATABASE_URL=url, KITH_DATA=str(data))
    settings = _point_django(config.database())
    try:
        yield
    finally:
        _point_django(settings)
        for key, value in before.items():
            if value is None:
                del os.environ[key]
            else:
                os.environ[key] = value


def _point_django(settings: dict[str, Any]) -> dict[str, Any]:
    """Gives Django's connection other settings, and gives back the ones it had."""
    from django.db import connection, connections

    connections.close_all()
    before = dict(connection.settings_dict)
    connection.settings_dict.update(settings)
    return before


@pytest.fixture(scope="module")
def owner_dsn(store_url: str) -> str:
    """Connection words as the owner."""
    return stores.dsn_for(store_url, "owner")


@pytest.fixture(scope="module")
def app_dsn(store_url: str) -> str:
    """Connection words as the application, whom policies bind."""
    return stores.dsn_for(store_url, "app")


@pytest.fixture(scope="module")
def worker_dsn(store_url: str) -> str:
    """Connection words as the background worker."""
    return stores.dsn_for(store_url, "worker")


@pytest.fixture(scope="module")
def admin_dsn(store_url: str) -> str:
    """Connection words as a superuser, for tests of what nothing in the database can prevent."""
    return stores.dsn_for(store_url, "admin")


@pytest.fixture
def owner(owner_dsn: str) -> Iterator[psycopg.Connection[Any]]:
    """An open connection as the owner; every statement commits."""
    with psycopg.connect(owner_dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def durable_server() -> Iterator[stores.DurableServer]:
    """A migrated server of this module's own that loses nothing it has acknowledged, and may be killed."""
    server = stores.DurableServer(RUN / f"durable-{os.getpid()}-{os.urandom(3).hex()}")
    server.start()
    try:
        stores.migrate(server.dsn(), server.data)
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="module")
def live_kith(store_url: str) -> Iterator[LiveKith]:
    """A running Kith over this module's database, with this module's data folder; stopped afterwards."""
    kith = LiveKith(store_url, config.data_folder())
    kith.start()
    try:
        yield kith
    finally:
        kith.stop()


@pytest.fixture(scope="session", autouse=True)
def built_assets() -> None:
    """Static files under hashed names, as pages refer to them, and the FHIR schema."""
    build_if_changed()
    fhir_schema.build_if_changed()


@pytest.fixture
def proof() -> Iterator[Proof]:
    """Memory and figures of a proof at full size; see `tests/support/proof.py`. In an ordinary run, this test's alone."""
    kept = os.environ.get("KITH_TEST_PROOF")
    with tempfile.TemporaryDirectory(dir=RUN) as folder:
        yield Proof(Path(kept) if kept else Path(folder, "proof.json"))


@pytest.fixture
def open_folder() -> Path:
    """A new folder that a service account may pass through, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(dir=RUN))
    folder.chmod(0o711)
    return folder


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of published data, from `KITH_TEST_DATA`."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("KITH_TEST_DATA") or default)
