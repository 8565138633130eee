"""What the backup sends while the receiver goes on writing."""

import gzip
from pathlib import Path

import pyrage
import pytest

from kith.ops.backup.sealed import SUFFIX
from kith.ops.backup.shipping import ship_changes

KEY = pyrage.x25519.Identity.generate()
FIRST, SECOND = "000000010000000000000001", "000000010000000000000002"


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    """A finished segment, and one that the receiver renames after the folder was listed: its name leads nowhere."""
    folder = tmp_path / "spool"
    folder.mkdir()
    (folder / FIRST).write_bytes(b"finished")
    (folder / f"{SECOND}.partial").symlink_to(folder / "renamed")
    return folder


def test_a_segment_that_is_finished_meanwhile_goes_with_the_next_round(spool: Path, tmp_path: Path) -> None:
    backup, shipped = tmp_path / "backup", dict[str, float]()
    ship_changes(spool, backup, KEY.to_public(), shipped)
    assert [path.name for path in (backup / "wal").iterdir()] == [f"{FIRST}{SUFFIX}"]

    (spool / f"{SECOND}.partial").unlink()
    (spool / SECOND).write_bytes(b"whole")
    ship_changes(spool, backup, KEY.to_public(), shipped)
    sent = pyrage.decrypt((backup / "wal" / f"{SECOND}{SUFFIX}").read_bytes(), [KEY])
    assert gzip.decompress(sent) == b"whole"
    assert list(spool.iterdir()) == []
