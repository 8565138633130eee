"""An entry for the wrong person: put right in one act (practice, rule 17)."""

from uuid import UUID

from kith.catalogue.categories import Category, Tier
from kith.record import meta, reading
from kith.record.connection import Cursor
from kith.record.errors import Missing
from kith.record.labels import Labels
from kith.record.relabelling import relabel
from kith.record.writing import Action, Written, put


def put_right(
    cursor: Cursor,
    type: str,
    id: UUID,
    *,
    expected: int,
    patient: UUID,
    new_id: UUID,
    author: UUID,
    labels: Labels,
    reason: str,
    right: str | None = None,
) -> Written:
    """Mark the entry as an error and withhold it; write it again, under `new_id`, about the right `patient`.

    Must run in one transaction. `labels` are those of the new entry, `right` its text where more than whose it is
    differs. Raises what `put` raises.
    """
    stored = reading.read(cursor, type, id)
    if stored is None or stored.body is None:
        raise Missing(id)
    wrong = meta.replace(stored.body, "status", '"entered-in-error"')
    team, barred = reading.restrictions(
        cursor, [id]
    )  # what was removed is told to whoever could read it, and no others
    old = Labels(stored.custodian, Category(stored.category), Tier(stored.tier), team, barred)
    put(
        cursor,
        wrong,
        id=id,
        labels=old,
        author=author,
        expected=expected,
        action=Action.PUT_RIGHT,
        reason=reason,
    )
    relabel(cursor, id, old, reason=reason, withhold=True)
    text = right or meta.replace(stored.body, "subject", f'{{"reference":"Patient/{patient}"}}')
    written = put(cursor, text, id=new_id, labels=labels, author=author, reason=reason)
    cursor.execute("select kith_note_moved(%s, %s, %s)", (id, new_id, reason))
    return written
