"""Decisions worked out and written, for a named person and for the viewer's own people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import attrgetter, or_
from typing import Any
from uuid import UUID

from django.utils import timezone

from kith.access.decisions import Decision, Grant, Reason, decide
from kith.access.facts import Facts, Holding, Relationship
from kith.access.gathering import with_own_access, with_sharing, with_shown
from kith.access.sharing import CLOSED, Declared
from kith.access.viewer import Viewer
from kith.record.connection import Cursor, cursor
from kith.record.ids import NOBODY

AT_SIGN_IN = 2000
"""As many of the viewer's own people are decided at once (architecture, "Gate").

The rest when they are opened.
"""

DECIDE = (
    "select kith_decide(%s, %s, %s::smallint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],"
    " %s::bigint[], %s::bigint[], %s, %s, %s)"
)

UNDECIDED = "select %s::uuid where kith_nobody_undecided() union all select kith_undecided(%s)"


def decide_named(viewer: Viewer, patient: UUID, *, emergency: bool = False) -> Decision:
    """Decide about a Patient that was named, and store what is open.

    Costs the same for one that is not there.
    """
    [decision] = decide_about(viewer, [patient], emergency=emergency)
    return decision


def decide_own_people(viewer: Viewer, at_once: int = AT_SIGN_IN) -> int:
    """Decide about people of the viewer's own service who are not decided yet, `at_once` at most; answers of how many
    something is open now.

    Of whom nothing is open (another organisation holds them and shares nothing) no decision stands: they are asked for
    again each time, and whoever goes on until nobody is left must not go on for them. Resources about nobody are decided
    too, when they have not been.
    """
    if viewer.role.own:
        decide_about(viewer, own_patients())
        return 0  # nobody more is to come
    rows = cursor().execute(UNDECIDED, (NOBODY, at_once), prepare=True).fetchall()
    people = [row[0] for row in rows if row[0] != NOBODY]
    if len(people) < len(rows):
        decide_nobody(viewer)
    return sum(decision.allowed for decision in decide_about(viewer, people))


def own_patients() -> list[UUID]:
    """The Patients whom the session reads about in its own right."""
    return [row[0] for row in cursor().execute("select * from kith_own_people()", prepare=True).fetchall()]


def decide_about(viewer: Viewer, patients: list[UUID], *, emergency: bool = False) -> list[Decision]:
    """Decide about these Patients and store what is open, in the order they were asked for."""
    c = cursor()
    decisions = [decide(viewer, facts, emergency=emergency) for facts in gather(c, viewer, patients)]
    store(c, viewer, [grant for decision in decisions for grant in decision.grants])
    return decisions


def narrow(viewer: Viewer, decisions: Iterable[Decision]) -> None:
    """Decide about people again without the emergency; what is not open then is closed at once."""
    wide = list(decisions)
    now = decide_about(viewer, [decision.asked for decision in wide])
    open_ = {(grant.patient, grant.custodian) for decision in now for grant in decision.grants}
    shut = [
        replace(grant, read=CLOSED, add=CLOSED, change=CLOSED, until=timezone.now())
        for decision in wide
        for grant in decision.grants
        if (grant.patient, grant.custodian) not in open_
    ]
    store(cursor(), viewer, shut)


def gather(c: Cursor, viewer: Viewer, patients: list[UUID]) -> list[Facts]:
    """The facts about each of these Patients that the session may weigh."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in c.execute("select * from kith_facts(%s)", (patients,), prepare=True).fetchall():
        found[row.asked].append(row)
    now = timezone.now()
    about = [_facts(viewer, patient, found[patient], now) for patient in patients]
    if viewer.role.by_code:  # nothing flows to it by an agreement, and no choice bears on it
        return with_shown(c, viewer, about)
    return with_sharing(c, viewer, with_own_access(c, viewer, about))


def decide_nobody(viewer: Viewer) -> None:
    """Open the resources that are about nobody (organisations, rooms, staff), as far as the role reads.

    They are read only: what is derived from them gives rights, so only the owner's command writes them.
    """
    grant = Grant(
        patient=NOBODY,
        custodian=viewer.custodian,
        read=viewer.role.read,
        add=CLOSED,
        change=CLOSED,
        teams=viewer.teams,
        until=viewer.until,
        reason=Reason.OWN_SERVICE,
    )
    store(cursor(), viewer, [grant])


def store(c: Cursor, viewer: Viewer, grants: Iterable[Grant]) -> None:
    """Write grants for the viewer's session; one statement for all that end together."""

    def key(grant: Grant) -> tuple[datetime, tuple[int, ...], str]:
        return grant.until, grant.teams, grant.reason.value

    for (until, teams, reason), same in groupby(sorted(grants, key=key), key):
        unique = {(g.patient, g.custodian): g for g in same}.values()
        c.execute(DECIDE, (viewer.session, *_columns(list(unique)), list(teams), until, reason))


def _columns(grants: list[Grant]) -> list[list[Any]]:
    parts: list[list[Any]] = [[g.patient for g in grants], [g.custodian for g in grants]]
    for name in ("read", "add", "change"):
        masks = [getattr(g, name) for g in grants]
        parts += [[m.low for m in masks], [m.high for m in masks]]
    return parts


def _facts(viewer: Viewer, asked: UUID, rows: list[Any], now: Any) -> Facts:
    holdings = {Holding(r.patient, r.custodian, r.removed) for r in rows}
    relationships = {
        Relationship(viewer.service, r.since, r.until, r.open, r.chosen, r.inside)
        for r in rows
        if r.since is not None
    }
    bits = reduce(or_, (r.declared or 0 for r in rows), 0)
    return Facts(
        asked,
        now,
        tuple(sorted(holdings, key=attrgetter("patient"))),
        tuple(relationships),
        declared=frozenset(kind for kind in Declared if bits >> kind & 1),
        declared_until=min((r.declared_until for r in rows if r.declared_until), default=None),
    )
