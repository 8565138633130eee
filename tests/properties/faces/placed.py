"""What is put in the store to be looked at: entries, lasting facts and pictures about everybody, under every label."""

import io
import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from PIL import Image

from kith.care.keepsakes import TYPE as DOCUMENT
from kith.catalogue import exact
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.keepsake import Keepsake
from kith.catalogue.loader import catalogue
from kith.record import attachments, writing
from kith.record.attachments import Attachment
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.properties.access_rules import DEPTHS, Entry
from tests.properties.gate_world import CATEGORIES, COMMON, World, draw_barred

KINDS = ("note", "marked-change", "risk", "note", "marked-change", "keepsake")
"""What everybody has one of each of: notes, events that a crew asks about, a fact, a picture."""


@dataclass
class Thing:
    """One resource in the store: by which word pages tell it, and for a picture its file's key."""

    id: UUID
    about: str
    """Name of the Patient."""
    kind: str
    word: str
    version: int = 1
    key: str = ""
    fed: bool = True
    """False for what was added by somebody since the feed was last read to its end."""

    @property
    def type(self) -> str:
        """Its FHIR type."""
        return DOCUMENT if self.kind == "keepsake" else "Observation"

    @property
    def is_event(self) -> bool:
        """Whether it stands on the page of a day."""
        return self.kind in ("note", "marked-change")


def place(world: World) -> tuple[dict[UUID, Thing], dict[str, str]]:
    """Everything by id, and the key of everybody's photo by name. Called as the owner. Half has been changed once."""
    things: dict[UUID, Thing] = {}
    photos: dict[str, str] = {}
    for name in world.people:
        for number, kind in enumerate(KINDS):
            thing = Thing(new_id(), name, kind, f"entry-{name.split()[-1]}-{number}")
            put(world, thing, drawn(world, name))
            things[thing.id] = thing
        photos[name] = photograph(world, name)
    return things, photos


def drawn(world: World, name: str) -> Entry:
    """Labels by lot."""
    lot = world.chance
    category = lot.choice(CATEGORIES if lot.random() < 0.4 else COMMON)
    team = lot.choice([None] * 8 + list(world.teams))
    return Entry(name, category, lot.choice(DEPTHS), team, draw_barred(world))


def put(world: World, thing: Thing, entry: Entry) -> None:
    """Keep a thing under these labels, and perhaps a second version of it."""
    world.entries[thing.id] = entry
    kept = picture(world.chance) if thing.kind == "keepsake" else None
    thing.key = kept.sha256.hex()[:32] if kept else ""
    _put(world, thing, None)
    if kept:
        attachments.attach(cursor(), thing.id, 1, kept)
    elif world.chance.random() < 0.5:
        _put(world, thing, thing.version)
        thing.version += 1


def _put(world: World, thing: Thing, expected: int | None) -> None:
    text = exact.dumps(resource_of(world, thing))
    labels = labels_of(world, world.entries[thing.id])
    writing.put(cursor(), text, id=thing.id, labels=labels, author=new_id(), expected=expected)


def labels_of(world: World, entry: Entry) -> Labels:
    """The labels in the store's own terms."""
    return Labels(
        world.numbers[world.people[entry.about].organisation],
        Category.from_slug(entry.category),
        Tier.from_slug(entry.depth),
        world.teams[entry.team] if entry.team else None,
        tuple(world.staff[each] for each in entry.barred),
    )


def resource_of(world: World, thing: Thing) -> dict[str, Any]:
    """The thing as a FHIR resource that the catalogue finds nothing wrong with."""
    if thing.kind != "keepsake":
        return entry_of(world, thing).to_fhir()
    return Keepsake(
        id=thing.id, patient=world.patients[thing.about], heading="most", words=thing.word, media="image/jpeg",
        key=thing.key, size=1, made=world.now, author=new_id(),
    ).to_fhir()  # fmt: skip


def entry_of(world: World, thing: Thing, said: str = "") -> DailyEntry:
    """The thing as a daily entry; `said` goes with its word."""
    word = f"{thing.word} {said}".strip()
    return DailyEntry(
        id=thing.id, kind=thing.kind, definition=catalogue().kind(thing.kind).canonical,
        patient=world.patients[thing.about], occurred=world.now, made=world.now, author=new_id(),
        answers=_answers(thing.kind, word), note="",
    )  # fmt: skip


def _answers(kind: str, word: str) -> dict[str, Any]:
    match kind:
        case "note":
            return {"text": word}
        case "marked-change":
            return {"about": ["mood"], "direction": "worse", "what": word, "told": ["nurse"]}
        case _:
            return {
                "known": "known",
                "about": "falls",
                "what": word,
                "helps": "A frame",
                "source": "staff",
            }


def picture(lot: random.Random) -> Attachment:
    """A small picture like no other, kept encrypted as the pages keep them."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), tuple(lot.randrange(256) for _ in range(3))).save(out, "PNG")
    return attachments.keep(out.getvalue())


def photograph(world: World, name: str) -> str:
    """A photo with who somebody is, in a new version of it; answers its key."""
    kept, patient = picture(world.chance), world.patients[name]
    row = cursor().execute(
        "select v.version, v.body, c.custodian from current c join version v using (id, version) where c.id = %s",
        (patient,),
    ).fetchone()  # fmt: skip
    body = orjson.loads(row.body) | {"photo": [{"url": f"photo/{kept.sha256.hex()[:32]}"}]}
    labels = Labels(row.custodian, Category.DEMOGRAPHICS, Tier.HEADLINE)
    written = writing.put(
        cursor(), exact.dumps(body), id=patient, labels=labels, author=new_id(), expected=row.version
    )
    attachments.attach(cursor(), patient, written.version, kept)
    return kept.sha256.hex()[:32]
