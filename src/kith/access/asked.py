"""Whom another service asks the viewer's own to help (access rules, 4): by name where it is shared, and how many more."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

import orjson

from kith.access.deciding import decide_about
from kith.access.sharing import Consent
from kith.access.viewer import Viewer
from kith.catalogue.categories import Tier
from kith.catalogue.components.referral import Referral
from kith.directory.models import KnownPatient
from kith.record import reading
from kith.record.connection import cursor
from kith.record.looks import LookKind, record_look

ASKED = "asked to help"
NAME = 1
"""The gate of who somebody is: the headline of demographics."""
MOST = 500
"""As many are listed, the newest first."""


class Hidden(Enum):
    """Why nothing is shared of somebody, as far as it may be told: never what the person chose."""

    NOTHING_AGREED = "no agreement"
    ASK_FIRST = "only once the person was asked"
    NOT_SHARED = "nothing of it is shared"


@dataclass(frozen=True)
class Asked:
    """Somebody who was referred to the viewer's service. `referral` is none where the reason is not shared."""

    person: KnownPatient
    since: datetime
    until: datetime | None
    referral: Referral | None


@dataclass(frozen=True)
class AskedToHelp:
    """Those who are known by name, and how many more each organisation has asked for, and why they are not known."""

    people: Sequence[Asked]
    hidden: Mapping[tuple[int, Hidden], int]


def anybody_asks() -> bool:
    """Whether anybody is referred to the viewer's service now."""
    row = cursor().execute("select kith_is_asked()", prepare=True).fetchone()
    return bool(row and row[0])


def asked_to_help(viewer: Viewer, *, face: str) -> AskedToHelp:
    """Everybody who is referred to the viewer's service, the newest first; logged as a list of those whom it names."""
    rows = cursor().execute("select * from kith_asked(%s)", (MOST,), prepare=True).fetchall()
    ids = list({row.patient for row in rows})
    decide_about(viewer, ids)
    known = KnownPatient.objects.in_bulk(ids)
    record_look(cursor(), known, kind=LookKind.LIST, face=face, asked=ASKED, depth=int(Tier.SUMMARY))
    why = _referrals(list(known))
    return AskedToHelp(
        [
            Asked(known[row.patient], row.since, row.until, why.get(row.resource))
            for row in rows
            if row.patient in known
        ],
        _hidden([row for row in rows if row.patient not in known]),
    )


def no_longer(patient: UUID) -> int | None:
    """Which organisation's request to help this person is over, for whoever opened the record while it was not."""
    row = cursor().execute("select kith_no_longer(%s)", (patient,), prepare=True).fetchone()
    return row[0] if row else None


def _referrals(patients: list[UUID]) -> dict[UUID, Referral]:
    """What was asked, by the id of the referral; row security leaves out what is not shared."""
    if not patients:
        return {}
    found = {}
    for stored in reading.find(cursor(), reading.Query("ServiceRequest", patients=patients)):
        try:
            found[stored.id] = Referral.from_fhir(orjson.loads(stored.body or "{}"))
        except (KeyError, ValueError, AttributeError):
            continue  # as another program writes it: that it was asked is told, and not why
    return found


def _hidden(rows: list[Any]) -> dict[tuple[int, Hidden], int]:
    """How many are not known by name, by who asked. What the agreements say is told; what a person chose is not."""
    if not rows:
        return {}
    holders = sorted({row.custodian for row in rows})
    agreed = cursor().execute("select * from kith_agreed(%s::smallint[])", (holders,)).fetchall()
    flows = [
        row for row in agreed if (row.low, row.high) != (0, 0)
    ]  # a framework by itself lets nothing flow
    why = {each: _why([row for row in flows if row.holder == each]) for each in holders}
    return dict(Counter((row.custodian, why[row.custodian]) for row in rows))


def _why(flows: list[Any]) -> Hidden:
    if not flows:
        return Hidden.NOTHING_AGREED
    named = {Consent(row.consent) for row in flows if row.low & NAME}
    return Hidden.ASK_FIRST if named == {Consent.ASKED} else Hidden.NOT_SHARED
