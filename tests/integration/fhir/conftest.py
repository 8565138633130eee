"""Two homes of two organisations, a person in each, and programs with tokens.

Imports stand inside: this file is read before Django is ready.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.api import Program
    from tests.support.places import Place


@pytest.fixture
def ours(store_url: str) -> "Iterator[Place]":
    from tests.support.places import place

    with place("Rosewood House") as found:
        yield found


@pytest.fixture
def theirs(store_url: str) -> "Iterator[Place]":
    from tests.support.places import place

    with place("Elsewhere") as found:
        yield found


@pytest.fixture
def stranger(store_url: str) -> "Iterator[Program]":
    from tests.support.api import Program, in_process

    with in_process() as client:
        yield Program(None, client)
