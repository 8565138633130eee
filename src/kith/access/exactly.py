"""Finding somebody with whom one has no relationship: by the exact rule alone (access rules, 8)."""

from dataclasses import astuple, dataclass
from datetime import date
from uuid import UUID

from kith.access.viewer import Viewer
from kith.catalogue.categories import Tier
from kith.record.connection import cursor
from kith.record.looks import LookKind, record_look

MOST_AN_HOUR = 20
"""So often one member of staff may look for somebody like this within an hour. The number is ours."""
ASKED = "finding somebody by exact details"
FIND = "select * from kith_find_exactly(%s, %s, %s, %s, %s, %s)"


class TooOften(Exception):
    """More was asked within an hour than anybody's work needs."""


@dataclass(frozen=True)
class Exactly:
    """NHS number and birth date; or, where there is no number, full name, birth date and postcode.

    `number` is ten digits without spaces, `postcode` has none either and is in capitals.
    """

    born: date
    number: str = ""
    family: str = ""
    given: str = ""
    postcode: str = ""

    @property
    def is_enough(self) -> bool:
        """Whether it says all that the rule asks for."""
        return bool(self.number or (self.family and self.given and self.postcode))


def find_exactly(viewer: Viewer, sought: Exactly, *, face: str) -> UUID | None:
    """A Patient of the one person who is meant: that there is such a record, and nothing of it. Logged as a look.

    None for nobody, for several people, and for a role that may declare no reason. Raises `TooOften`.
    """
    row = cursor().execute(FIND, (*astuple(sought), MOST_AN_HOUR)).fetchone()
    if row is not None and row.too_often:
        raise TooOften
    if row is None or row.patient is None:
        return None
    found: UUID = row.patient
    record_look(cursor(), [found], kind=LookKind.LIST, face=face, asked=ASKED, depth=int(Tier.HEADLINE))
    return found
