"""One person's record, opened by the gate."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from kith.access import concerns
from kith.access.decisions import Decision, Grant
from kith.access.refused import Refused
from kith.access.viewer import Viewer
from kith.catalogue import exact
from kith.catalogue.categories import Category, Masks, Tier, allows
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.amending import Resource
from kith.catalogue.systems import ENTRY_KINDS
from kith.directory.models import KnownPatient
from kith.record import reading, writing
from kith.record.connection import cursor
from kith.record.labels import Labels
from kith.record.looks import Look, Looker, looks_at
from kith.record.looks import lookers as lookers_at
from kith.record.search.hashing import coded
from kith.record.stored import Stored
from kith.record.writing import Written


@dataclass(frozen=True)
class OpenRecord:
    """Reads and writes about one person, as far as the decision goes. Row security holds it to that."""

    viewer: Viewer
    patient: UUID
    """The Patient that was asked for; what is added is about this one."""
    decision: Decision

    @cached_property
    def patients(self) -> list[UUID]:
        """Every Patient of the person that is open to the viewer."""
        return [grant.patient for grant in self.decision.grants]

    @cached_property
    def person(self) -> KnownPatient:
        """What the directory knows of the Patient that was asked for.

        Raises `Refused` when even that is closed.
        """
        try:
            return KnownPatient.objects.get(id=self.patient)
        except KnownPatient.DoesNotExist:
            raise Refused from None

    def find(
        self,
        kind: str | Sequence[str] | None = None,
        *,
        type: str = "Observation",
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 1000,
    ) -> list[Stored]:
        """Current resources of this type, newest first; `kind` is an entry kind's key, or several.

        `since` and `until` are about when it happened: from `since` up to, not including, `until`.
        """
        kinds = [kind] if isinstance(kind, str) else kind or ()
        codes = [coded("code", ENTRY_KINDS, each) for each in kinds]
        query = reading.Query(
            type, patients=self.patients, codes=codes, since=since, until=until, limit=limit
        )
        return reading.find(cursor(), query)

    def entries(
        self,
        kind: str | None = None,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 1000,
        with_withdrawn: bool = False,
    ) -> list[DailyEntry]:
        """Daily entries, newest first, without those that were entered in error.

        Facts are no events of a day: without a `kind` they are left out. What another system wrote and does not
        read as an entry of a kind we know is left to `find`.
        """
        found = self._entries(self.find(kind, since=since, until=until, limit=limit), with_withdrawn)
        return [entry for entry in found if kind or not entry.is_fact]

    def read(self, type: str, id: UUID) -> Stored:
        """One resource of this person, as it is now. Raises `Refused` when it is not there or not open."""
        stored = reading.read(cursor(), type, id)
        if stored is None or stored.patient not in self.patients:
            raise Refused
        return stored

    def history(self, type: str, id: UUID) -> list[Stored]:
        """Every version of one resource of this person, newest first. Raises `Refused` like `read`."""
        self.read(type, id)
        return reading.history(cursor(), type, id)

    def add(self, entry: DailyEntry, *, team: int | None = None) -> Written:
        """Record an entry about the Patient that was asked for. A repeat answers with what stands.

        Raises `kith.record.errors.NotAllowed` when the role may not, and the record's other errors.
        """
        if entry.patient != self.patient:
            raise Refused
        return self._put(entry, concerns.labels_of(entry, self.viewer.custodian, team))

    def amend(self, entry: DailyEntry, *, expected: int, reason: str) -> Written:
        """Save a new version of an entry that stands at version `expected`. Labels stay as they are, except that
        whoever it names now is barred from it too, and whoever it named before stays barred.
        """
        stored = self.read("Observation", entry.id)
        labels = Labels(stored.custodian, Category(stored.category), Tier(stored.tier), stored.team)
        written = self._put(entry, labels, expected=expected, reason=reason)
        concerns.bar(cursor(), stored, (*concerns.named_in(stored.resource), *entry.about))
        return written

    def withdraw(self, id: UUID, *, expected: int, reason: str) -> Written:
        """Mark an entry as entered in error; it stays in the history."""
        stored = self.read("Observation", id)
        entry = DailyEntry.from_fhir(exact.loads(stored.body or "{}"))
        return self.amend(entry.withdrawn(), expected=expected, reason=reason)

    def keep(
        self,
        resource: Resource,
        labels: Labels,
        *,
        expected: int | None = None,
        reason: str | None = None,
    ) -> Written:
        """Put a resource that is no entry in the record, under labels of the viewer's own custodian.

        Raises the record's errors, `Conflict` among them.
        """
        return writing.put(
            cursor(),
            exact.dumps(resource),
            id=UUID(resource["id"]),
            labels=labels,
            author=self.viewer.practitioner,
            expected=expected,
            reason=reason,
        )

    def looks(self, *, since: datetime, limit: int = 500) -> list[Look]:
        """Who looked at this person, newest first."""
        return looks_at(cursor(), self.patients, since=since, limit=limit)

    @property
    def reads(self) -> Masks:
        """What is open of the Patient that was asked for."""
        return self._grant.read

    @property
    def is_own(self) -> bool:
        """Whether the viewer's own organisation holds the Patient that was asked for."""
        return self._grant.custodian == self.viewer.custodian

    def lookers(self, *, since: datetime) -> list[Looker]:
        """Everybody who looked at this person since then, whoever looked last first."""
        return lookers_at(cursor(), self.patients, since=since)

    def may_read(self, category: Category, tier: Tier) -> bool:
        """Whether the viewer may read such things about the Patient that was asked for."""
        return allows(self._grant.read, category, tier)

    def may_add(self, category: Category, tier: Tier) -> bool:
        """Whether the viewer may record such things."""
        return allows(self._grant.add, category, tier)

    def may_change(self, category: Category, tier: Tier) -> bool:
        """Whether the viewer may amend or withdraw such things."""
        return allows(self._grant.change, category, tier)

    @cached_property
    def _grant(self) -> Grant:
        return next(grant for grant in self.decision.grants if grant.patient == self.patient)

    def _put(
        self, entry: DailyEntry, labels: Labels, *, expected: int | None = None, reason: str | None = None
    ) -> Written:
        text = exact.dumps(entry.to_fhir())
        author = self.viewer.practitioner
        return writing.put(
            cursor(), text, id=entry.id, labels=labels, author=author, expected=expected, reason=reason
        )

    @staticmethod
    def _entries(found: list[Stored], with_withdrawn: bool) -> Iterator[DailyEntry]:
        for stored in found:
            if with_withdrawn or not stored.in_error:
                with suppress(ValueError):
                    yield DailyEntry.from_fhir(exact.loads(stored.body or "{}"))
