"""The catalogue in memory: every version of every kind, list and group, read once from the shipped files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kith.catalogue import documents, files
from kith.catalogue.documents import BadDefinition, Shared
from kith.catalogue.kinds import EntryKind, Group, LawfulBasis, Refused, Unit, Words


class UnknownKind(LookupError):
    """No kind or version of that name is in the catalogue."""


@dataclass(frozen=True)
class Catalogue:
    """What a record is made of: `kinds` is every version by canonical address, `current` the newest."""

    kinds: Mapping[str, EntryKind]
    current: Mapping[str, EntryKind]
    groups: tuple[Group, ...]
    shared: Shared

    def kind(self, key: str) -> EntryKind:
        """The newest version in use of the kind with this key. Raises UnknownKind."""
        try:
            return self.current[key]
        except KeyError:
            raise UnknownKind(f"There is no kind of entry called {key!r}.") from None

    def version(self, canonical: str) -> EntryKind:
        """The kind in exactly the version named, such as `https://kith.example/EntryKind/drink|1`."""
        try:
            return self.kinds[canonical]
        except KeyError:
            raise UnknownKind(f"There is no definition {canonical!r}.") from None

    def best(self, canonical: str, key: str) -> EntryKind:
        """The version named, or the newest of that key where it is not known here. Raises UnknownKind."""
        return self.kinds.get(canonical) or self.kind(key)

    def with_kinds(self, kinds: Iterable[EntryKind]) -> Catalogue:
        """This catalogue and further versions; an active one becomes the current one of its key."""
        added = {kind.canonical: kind for kind in kinds}
        if twice := added.keys() & self.kinds.keys():
            raise BadDefinition(f"already published and never changed: {', '.join(sorted(twice))}")
        active = {kind.key: kind for kind in added.values() if kind.status == "active"}
        return replace(self, kinds={**self.kinds, **added}, current={**self.current, **active})


@cache
def catalogue() -> Catalogue:
    """The catalogue as shipped, without anybody's additions."""
    return load(files.DEFINITIONS)


def load(folder: Path) -> Catalogue:
    """Read a folder of definitions. Raises BadDefinition, saying what to mend."""
    shared = load_shared(folder)
    kinds: dict[str, EntryKind] = {}
    for name, document in files.read_folder(folder / "entry-kinds").items():
        kind = documents.entry_kind(document, shared)
        if kind.canonical in kinds:
            raise BadDefinition(f"{name}: {kind.canonical} is defined twice")
        kinds[kind.canonical] = kind
    groups = tuple(_group(each) for each in files.read(folder / "groups.yaml"))
    return Catalogue(kinds, _newest(kinds.values()), groups, shared)


def load_shared(folder: Path) -> Shared:
    """Read what kinds refer to: lists, units, lawful bases, words that are refused."""
    found = (documents.option_list(each) for each in files.read_folder(folder / "lists").values())
    lists = sorted(found, key=lambda each: int(each.version))
    bases = files.read(folder / "lawful-bases.yaml")
    refused = files.read(folder / "refused-words.yaml")
    return Shared(
        lists={each.key: each for each in lists},
        every_list={f"{each.key}|{each.version}": each for each in lists},
        units={key: Unit(**each) for key, each in files.read(folder / "units.yaml").items()},
        bases={key: LawfulBasis(key, **each) for key, each in bases.items()},
        refused={key: Refused(tuple(each["phrases"]), each["because"]) for key, each in refused.items()},
    )


def _newest(kinds: Iterable[EntryKind]) -> dict[str, EntryKind]:
    active = (kind for kind in kinds if kind.status == "active")
    return {kind.key: kind for kind in sorted(active, key=lambda kind: int(kind.version))}


def _group(document: dict[str, object]) -> Group:
    words = document["words"]
    assert isinstance(words, dict)
    return Group(str(document["key"]), Words(**words), str(document["icon"]))
