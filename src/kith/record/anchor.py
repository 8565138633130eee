"""The anchor: heads of the seal chain in a file outside the database, best kept where the server cannot reach it."""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from kith.ops import config


@dataclass(frozen=True, slots=True)
class Head:
    """The chain after one seal; or, with `restored` true, that the store was restored to this seal."""

    seal: int
    chain: str
    position: int
    restored: bool = False


def anchor_file() -> Path:
    """Where the heads are kept: `KITH_ANCHOR`, else `anchor/heads.jsonl` in the data folder."""
    given = os.environ.get("KITH_ANCHOR")
    return Path(given) if given else config.data_folder() / "anchor" / "heads.jsonl"


def destruction_file() -> Path:
    """The list of lawful destructions beside the anchor: a restore replays it."""
    return anchor_file().with_name("destructions.jsonl")


def append(head: Head, file: Path | None = None) -> None:
    """Add a head and have it on disk before returning."""
    append_line(file or anchor_file(), json.dumps(asdict(head)))


def append_line(file: Path, line: str) -> None:
    """Add one line to a private file and sync it."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "r+b") as stream:
        if stream.seek(0, os.SEEK_END) and not _ends_whole(stream):
            line = "\n" + line  # what a power cut tore stays on a line of its own
        stream.write(line.encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def _ends_whole(stream: BinaryIO) -> bool:
    stream.seek(-1, os.SEEK_END)
    return stream.read(1) == b"\n"


def heads(file: Path) -> Iterator[Head]:
    """The heads in the order they were written. A line that a power cut tore is left out."""
    for line in lines(file):
        with contextlib.suppress(ValueError, TypeError):
            yield Head(**json.loads(line))


def lines(file: Path) -> Iterator[str]:
    """Whole lines of a file that is only ever added to; nothing when it does not exist."""
    if file.exists():
        yield from (line for line in file.read_text().splitlines(keepends=True) if line.endswith("\n"))


def last_head(file: Path) -> Head | None:
    """The head of the newest seal, or None."""
    return max(heads(file), key=lambda head: head.seal, default=None)
