"""Published versions never change: entries name them, and must be read as they were meant for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import orjson
import yaml

from kith.catalogue import files
from kith.catalogue.kinds import EntryKind
from kith.catalogue.loader import Catalogue

HEAD = """\
# Fingerprints of published versions, which never change. Written by `python scripts/check_catalogue.py --publish`
# with each release; nothing is listed before the first.
"""


def fingerprint(kind: EntryKind) -> str:
    """A hash of all that a version says. Its status may change, and the text of the law that it rests on."""
    held = asdict(kind)
    for name in ("by_key", "status"):
        del held[name]
    for element in (held, *held["parts"]):
        element["basis"] = element["basis"]["key"]
    return hashlib.sha256(orjson.dumps(held, default=str, option=orjson.OPT_SORT_KEYS)).hexdigest()


def changed(known: Catalogue, published: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with published versions: one that was changed, or that is no longer there."""
    for canonical, expected in published.items():
        kind = known.kinds.get(canonical)
        if kind is None:
            yield f"{canonical} was published and is gone: keep its file, as <key>.<version>.yaml"
        elif fingerprint(kind) != expected:
            yield f"{canonical} was published and has changed: put it back, and make a new version"


def read(folder: Path = files.DEFINITIONS) -> dict[str, str]:
    """The fingerprints of what was published, by canonical address."""
    found: dict[str, str] = files.read(folder / "published.yaml")
    return found


def publish(known: Catalogue, folder: Path = files.DEFINITIONS) -> int:
    """Write down every active version that is not yet published; how many there were."""
    held = read(folder)
    fresh = {
        canonical: fingerprint(kind)
        for canonical, kind in known.kinds.items()
        if kind.status == "active" and canonical not in held
    }
    text = yaml.safe_dump(held | fresh, width=200)
    (folder / "published.yaml").write_text(HEAD + text, encoding="utf-8")
    return len(fresh)
