from collections.abc import Iterator

import pytest

from tests.support.world import World


@pytest.fixture
def world(app_dsn: str) -> Iterator[World]:
    """Organisations, people and sessions in this module's database."""
    made = World(app_dsn)
    yield made
    made.close()
