"""Who will be able to read something before it is written: those who work here, those it flows to, those who read for them.

What the gate would decide tomorrow cannot be known; this is by the roles, agreements, choices and leaves of this moment.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kith.access import agreements
from kith.access.open_record import OpenRecord
from kith.access.own import PERSON, READER
from kith.access.purposes import Purpose
from kith.access.roles import Role, named, shipped
from kith.access.sharing import Agreed, Chosen, Consent, Declared, PersonsChoice, both, flow
from kith.catalogue.categories import Category, Masks, Tier, allows
from kith.directory.models import OwnAccess, Post
from kith.directory.models.team_member import during
from kith.record.connection import cursor

Gate = tuple[Category, Tier]


@dataclass(frozen=True)
class Reads:
    """Who reads one part of the record at one depth."""

    roles: tuple[str, ...]
    """What those roles of the service are called."""
    everybody: bool
    """Whether all who care for the person there are among them."""
    organisations: tuple[int, ...]
    people: tuple[str, ...]
    person: bool
    you: bool


def who_reads(record: OpenRecord, gates: Collection[Gate], now: datetime) -> Mapping[Gate, Reads]:
    """For each of these, who will read it; in a handful of queries whatever their number."""
    here = _roles_here(record, now)
    flows = flows_of(record)
    leaves = cursor().execute("select * from kith_own_readers(%s)", (record.patient,)).fetchall()
    return {gate: _reads(record, gate, here, flows, leaves) for gate in set(gates)}


def _reads(
    record: OpenRecord,
    gate: Gate,
    here: list[Role],
    flows: Mapping[int, Masks],
    leaves: list[tuple[str, int, int, int]],
) -> Reads:
    caring = [role for role in here if Purpose.DIRECT_CARE in role.purposes and role.writes]
    reading = [role for role in here if allows(role.read, *gate)]
    own = [
        (name, kind) for name, kind, low, high in leaves if allows(_granted(kind, Masks(low, high)), *gate)
    ]
    return Reads(
        roles=tuple(sorted(role.words for role in reading)),
        everybody=all(role in reading for role in caring),
        organisations=tuple(number for number, masks in flows.items() if allows(masks, *gate)),
        people=tuple(name for name, kind in own if kind != OwnAccess.Kind.PERSON),
        person=any(kind == OwnAccess.Kind.PERSON for _, kind in own),
        you=allows(record.viewer.role.read, *gate),
    )


def _granted(kind: int, granted: Masks) -> Masks:
    role = shipped()[PERSON if kind == OwnAccess.Kind.PERSON else READER]
    return both(role.read, granted)


def _roles_here(record: OpenRecord, now: datetime) -> list[Role]:
    keys = Post.objects.filter(during(now), service=record.viewer.service).values_list("role", flat=True)
    return [role for role in named(keys).values() if not role.ended]


def flows_of(record: OpenRecord, also: Sequence[PersonsChoice] = ()) -> dict[int, Masks]:
    """What flows to each organisation, once the person was asked where an agreement wants that; with further choices of
    theirs as though they were made already.
    """
    own = record.viewer.custodian
    agreed: dict[int, list[Agreed]] = defaultdict(list)
    for each in agreements.receivers():
        terms = each.agreement
        agreed[each.custodian].append(
            Agreed(own, Masks(terms.read_low, terms.read_high), Consent(terms.consent))
        )
    choices = [*_choices(record), *also] if agreed else []
    asked = frozenset({Declared.AGREED})
    return {
        number: flow(several, choices, asked, holder=own, receiver=number).read
        for number, several in agreed.items()
    }


def _choices(record: OpenRecord) -> list[PersonsChoice]:
    rows = cursor().execute("select * from kith_choices(%s)", ([record.patient],), prepare=True).fetchall()
    return [PersonsChoice(Chosen(r.kind), r.of, r.to, Masks(r.low, r.high), r.begins, r.until) for r in rows]
