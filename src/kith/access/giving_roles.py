"""Another role for somebody who already works there: their post goes on, and the role before is kept with who and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.db import transaction

from kith.access import taking_on, work
from kith.access.deciding import decide_nobody
from kith.access.roles import Role, called, role
from kith.access.viewer import Viewer
from kith.directory.models import Post
from kith.directory.reading import code
from kith.directory.systems import ROLE
from kith.record import reading
from kith.record.connection import cursor
from kith.record.errors import RecordError
from kith.record.stored import Stored

NOT_YOURS = "It was changed meanwhile, or your role cannot do this. Look at it again."
REASON = "role given"


class NotPossible(Exception):
    """The role was not given; the words say why."""


@dataclass(frozen=True)
class Held:
    """A role in which somebody worked: from when on, and by whom it was given."""

    words: str
    since: datetime
    by: UUID


def may_give(viewer: Viewer, post: Post, held: Role) -> bool:
    """Whether the viewer may give the holder of this post, who is in the role `held`, another one.

    Nobody gives themselves a role, and an agency's login ends by itself.
    """
    theirs = post.staff_id != viewer.practitioner and not held.agency
    return theirs and viewer.may("oversee") and viewer.may_for("reset", held)


def offered(viewer: Viewer, post: Post) -> list[tuple[str, str]]:
    """Roles that the viewer may give to whoever holds this post, besides the one that they have; none where they may not."""
    may = may_give(viewer, post, role(post.role))
    return [each for each in taking_on.offered(viewer) if each[0] != post.role] if may else []


@transaction.atomic
def give(viewer: Viewer, post: Post, role_key: str, *, knowing: str) -> None:
    """From the next request on they have this role: they are signed out, and sign in again in it.

    `knowing` is the role that the viewer saw. Raises `NotPossible`; the database refuses one that sees more than theirs.
    """
    decide_nobody(viewer)
    stored = reading.read(cursor(), "PractitionerRole", post.id)
    if stored is None or post.role != knowing or role_key not in dict(offered(viewer, post)):
        raise NotPossible(NOT_YOURS)
    resource = orjson.loads(stored.body or "{}")
    coding = {"system": ROLE, "code": role_key, "display": role(role_key).words}
    resource["code"] = [{"coding": [coding]}]
    try:
        work.put(viewer, resource, reason=REASON, expected=stored.version)
    except RecordError:
        raise NotPossible(NOT_YOURS) from None
    row = cursor().execute("select kith_give_role(%s, %s)", (post.id, role_key)).fetchone()
    if not (row and row[0]):
        raise NotPossible(NOT_YOURS)


def held_before(viewer: Viewer, post: Post) -> list[Held]:
    """The roles of this post, the present one first; each with who gave it and when."""
    decide_nobody(viewer)
    versions = reading.history(cursor(), "PractitionerRole", post.id)
    keys = [_key(each) for each in versions]
    words = called(key for key in keys if key)
    changed = [
        (each, key)
        for place, (each, key) in enumerate(zip(versions, keys, strict=True))
        if key and (place + 1 == len(keys) or key != keys[place + 1])
    ]
    return [Held(words[key], each.recorded, each.author) for each, key in changed if key]


def _key(stored: Stored) -> str | None:
    resource = orjson.loads(stored.body or "{}")
    return code(resource.get("code", ()), ROLE)
