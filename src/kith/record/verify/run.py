"""One verification from end to end."""

from pathlib import Path
from typing import Any

import psycopg

from kith.record.verify.chain import check_chain
from kith.record.verify.files import check_attachments
from kith.record.verify.heads import anchored, check_anchor
from kith.record.verify.report import Report
from kith.record.verify.rows import check_bodies, check_current


def verify(connection: psycopg.Connection[Any], anchor: Path | None) -> Report:
    """Check chain, anchor, bodies, current rows, search rows and attachments.

    `connection` is the owner's; over a store in use it stands in one repeatable-read transaction. Without an
    `anchor` file the report says what cannot be proved.
    """
    report, heads = Report(), anchored(anchor)
    check_anchor(anchor, heads, check_chain(connection, report), report)
    check_bodies(connection, report)
    check_current(connection, report)
    check_attachments(connection, report)
    return report
