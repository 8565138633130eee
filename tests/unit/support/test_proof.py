"""The memory of a proof."""

from pathlib import Path

import pytest

from tests.support.proof import Proof


def test_a_stopped_proof_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the same commit; another commit begins anew."""
    monkeypatch.setenv("KITH_TEST_COMMIT", "one")
    Proof(tmp_path / "memory.json").put("bursts", 120)
    assert Proof(tmp_path / "memory.json").get("bursts") == 120
    monkeypatch.setenv("KITH_TEST_COMMIT", "two")
    assert Proof(tmp_path / "memory.json").get("bursts", 0) == 0
