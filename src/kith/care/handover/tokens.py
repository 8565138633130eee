"""What a page says it has shown, sealed: a reader can acknowledge exactly that, and learns no place in the feed by it.

Places in the feed count everybody's changes, so a reader who knew them could tell that there is something which they
may not see (practice, rule 13).
"""

import base64
import binascii
from collections.abc import Sequence
from uuid import UUID

from kith.access.factors.sealed import Unreadable, seal, unseal
from kith.access.viewer import Viewer

PLACE = 8
ID = 16


def token(viewer: Viewer, patients: Sequence[UUID], head: int) -> str:
    """These people's parts as the feed stood at `head`. Opens in the same session only."""
    shown = head.to_bytes(PLACE, "big") + b"".join(patient.bytes for patient in patients)
    return base64.urlsafe_b64encode(seal(shown, about=_about(viewer))).decode()


def opened(viewer: Viewer, text: str) -> tuple[list[UUID], int] | None:
    """The people and the place again; None for a token that is not this session's own."""
    try:
        shown = unseal(base64.urlsafe_b64decode(text.encode("ascii")), about=_about(viewer))
    except (Unreadable, ValueError, binascii.Error):
        return None
    ids = [shown[at : at + ID] for at in range(PLACE, len(shown), ID)]
    return [UUID(bytes=each) for each in ids], int.from_bytes(shown[:PLACE], "big")


def _about(viewer: Viewer) -> str:
    return f"handover {viewer.session}"
