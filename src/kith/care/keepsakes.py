"""Pictures, sounds and short films of About me: kept under a heading, shown while they stand, removed with a reason."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kith.access.open_record import OpenRecord
from kith.care.photo import small
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.keepsake import Keepsake
from kith.catalogue.kinds import EntryKind
from kith.catalogue.loader import catalogue
from kith.record import attachments
from kith.record.connection import cursor
from kith.record.labels import Labels
from kith.record.statuses import DELETED, ENTERED_IN_ERROR
from kith.record.stored import Stored
from kith.record.writing import Outcome

ABOUT_ME = "about-me"
NOT_HEADINGS = ("known", "helped", "source")
"""Parts of About me that are no headings of it."""
WHERE = (Category.COMMUNICATION, Tier.HEADLINE)
"""Where About me is filed, and so what belongs to it: whoever reads the words sees the pictures."""
SIDE = 1280
"""Points of a picture's longer side as it is kept."""
TYPE = "DocumentReference"
GONE = "entered-in-error"
NO_DOCUMENT = "Only a picture, a sound or a film can be kept here."


@dataclass(frozen=True)
class Held:
    """One that stands, as the record holds it now."""

    keepsake: Keepsake
    version: int
    custodian: int


def headings() -> dict[str, str]:
    """The headings of About me in words, by key, in their order (PRSB About Me)."""
    return {part.key: part.words.everyday for part in kind().parts if part.key not in NOT_HEADINGS}


def kind() -> EntryKind:
    """About me, as the catalogue has it."""
    return catalogue().kind(ABOUT_ME)


def keepsakes_of(record: OpenRecord) -> list[Held]:
    """Every one that stands, in the order of the headings, the newest first."""
    order = list(headings())
    found = [held for held in map(_held, record.find(type=TYPE)) if held]
    return sorted(
        found, key=lambda each: (order.index(each.keepsake.heading), -each.keepsake.made.timestamp())
    )


def add(
    record: OpenRecord,
    content: bytes,
    *,
    id: UUID,
    heading: str,
    words: str,
    helped: str,
    now: datetime,
    agreed: str,
) -> None:
    """Keep a file under a heading. `agreed` says in words on what it is kept.

    A picture is made smaller, a film loses its place. Raises `Unreadable` with words fit to show, and the record's
    errors: `IdTaken` where a form was sent again with other content.
    """
    is_picture = attachments.media_of(content) in attachments.PICTURES
    kept = attachments.keep(small(content, SIDE) if is_picture else content)
    if kept.media.partition("/")[0] not in ("image", "audio", "video"):
        raise attachments.Unreadable(NO_DOCUMENT)
    keepsake = Keepsake(
        id=id,
        patient=record.patient,
        heading=heading,
        words=words,
        media=kept.media,
        key=kept.sha256.hex()[:32],
        size=kept.size,
        made=now,
        author=record.viewer.practitioner,
        helped=helped,
    )
    labels = Labels(record.viewer.custodian, *WHERE)
    written = record.keep(keepsake.to_fhir(), labels, reason=f"About me, {keepsake.sort}. {agreed}")
    if written.outcome is Outcome.CREATED:
        attachments.attach(cursor(), id, written.version, kept)


def remove(record: OpenRecord, id: UUID, *, expected: int, reason: str) -> None:
    """From now on it is shown to nobody; its earlier version keeps it. Raises the record's errors."""
    stored = record.read(TYPE, id)
    gone = replace(Keepsake.from_fhir(stored.resource), status=GONE)
    labels = Labels(stored.custodian, *WHERE, stored.team)
    record.keep(gone.to_fhir(), labels, expected=expected, reason=reason)


def content_of(patient: UUID, id: UUID, key: str) -> tuple[bytes, str] | None:
    """The file behind a keepsake that stands, with its media type.

    None when it is not there, not about this person, removed, or not open to the session: row security sees it through
    its own resource.
    """
    row = cursor().execute(
        "select a.name, a.media from attachment a join current c on c.id = a.id"
        " where a.id = %s and c.patient = %s and c.status <> all(%s) and encode(a.sha256, 'hex') like %s || '%%' limit 1",
        (id, patient, [DELETED, ENTERED_IN_ERROR], key),
    ).fetchone()  # fmt: skip
    return (attachments.load(row.name), row.media) if row else None


def _held(stored: Stored) -> Held | None:
    """What another system has kept as a document is none of these."""
    try:
        keepsake = Keepsake.from_fhir(stored.resource)
    except (KeyError, ValueError, IndexError):
        return None
    known = not stored.in_error and keepsake.heading in headings()
    return Held(keepsake, stored.version, stored.custodian) if known else None
