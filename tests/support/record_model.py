"""The record as anybody would explain it: plain Python, in memory, written from the architecture, not from the store.

Rules come from `architecture.md` ("Rows", "Feed", "Seals") and `access-rules.md`. Nothing here asks the database, and
nothing here is fast; the store must give the same answers.
"""

import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from kith.record.ids import NOBODY
from tests.support.record_facts import (
    CREATE,
    DESTRUCTION,
    NONE,
    PUT_RIGHT,
    RELABEL,
    UPDATE,
    VERSION,
    Change,
    Content,
    Kept,
    Label,
    No,
    Person,
    Request,
    Resource,
    Rights,
)


class Model:
    """The whole record."""

    def __init__(self) -> None:
        self.resources: dict[UUID, Resource] = {}
        self.rights: dict[tuple[int, UUID, int], Rights] = {}
        self.feed: list[Change] = []
        self.requests: dict[int, Request] = {}
        self.looks: list[tuple[UUID, UUID]] = []
        """Who looked at which Patient."""
        self._numbers = itertools.count(1)

    # who may

    def of(self, who: Person, patient: UUID | None, custodian: int) -> Rights:
        """What `who` may do with this Patient's resources of this custodian."""
        found = self.rights.get((who.session, patient or NOBODY, custodian), NONE)
        return NONE if found.over else found

    def decided(self, who: Person, patient: UUID, custodian: int) -> bool:
        """Whether there is a decision for this custodian's Patient that has not run out."""
        found = self.rights.get((who.session, patient, custodian))
        return found is not None and not found.over

    def known(self, who: Person, resource: Resource) -> bool:
        """Whether the resource is not closed to `who` by name, team, mistake or destruction (rules 1 and 2)."""
        label = resource.label
        if resource.withheld or resource.destroyed or who.staff in label.barred:
            return False
        rights = self.of(who, resource.patient, label.custodian)
        return label.team is None or label.team in rights.teams

    def sees(self, who: Person, resource: Resource) -> bool:
        """Whether `who` may read the resource, in every version."""
        rights = self.of(who, resource.patient, resource.label.custodian)
        return self.known(who, resource) and resource.label.right in rights.read

    def changes(self, who: Person, resource: Resource) -> bool:
        """Whether `who` may change the resource."""
        rights = self.of(who, resource.patient, resource.label.custodian)
        return self.known(who, resource) and resource.label.right in rights.change

    # writing

    def put(
        self, who: Person, content: Content, label: Label, *, expected: int | None = None,
        action: int | None = None, reason: str | None = None,
    ) -> tuple[str, int]:  # fmt: skip
        """Create or change; answers the outcome and the version, or raises `No`."""
        kind = action or (CREATE if expected is None else UPDATE)
        there = self.resources.get(content.id)
        if there is None:
            return self._create(who, content, label, expected, kind, reason)
        again = self._repeated(who, there, content, (expected or 0) + 1, kind)
        if again:
            return "REPEATED", again
        self._refuse_change(who, there, content, label, expected)
        return "UPDATED", self._add(there, content, who, kind, reason)

    def _create(
        self, who: Person, content: Content, label: Label, expected: int | None, kind: int, reason: str | None
    ) -> tuple[str, int]:
        if expected is not None:
            raise No("Missing")
        if label.right not in self.of(who, content.patient, label.custodian).add:
            raise No("NotAllowed")
        made = Resource(content.id, content.type, content.patient, label)
        self.resources[content.id] = made
        return "CREATED", self._add(made, content, who, kind, reason)

    def _repeated(self, who: Person, there: Resource, content: Content, number: int, kind: int) -> int | None:
        """The version that this very text made before, when the same person sends it again."""
        if number > len(there.versions):
            return None
        before = there.versions[number - 1]
        same = (before.content.text, before.content.patient, before.action) == (
            content.text,
            content.patient,
            kind,
        )
        return number if same and before.author == who.staff else None

    def _refuse_change(
        self, who: Person, there: Resource, content: Content, label: Label, expected: int | None
    ) -> None:
        if not self.sees(who, there):
            self._hide(who, content, label, expected)
        elsewhere = (there.type, there.patient) != (content.type, content.patient)
        if expected is not None and elsewhere:
            raise No("OtherPerson")
        if expected != there.current.number:
            raise No("Conflict", there.current.number)
        if not self.changes(who, there):
            raise No("NotAllowed")

    def _hide(self, who: Person, content: Content, label: Label, expected: int | None) -> NoReturn:
        """Hidden answers as absent does, but for the id, which cannot be had twice."""
        if expected is not None:
            raise No("Missing")
        if label.right not in self.of(who, content.patient, label.custodian).add:
            raise No("NotAllowed")
        raise No("IdTaken")

    def _add(self, there: Resource, content: Content, who: Person, kind: int, reason: str | None) -> int:
        number = len(there.versions) + 1
        there.versions.append(Kept(number, content, who.staff, who.session, kind, reason))
        self.feed.append(Change(VERSION, there.id, number))
        return number

    # other acts

    def relabel(self, who: Person, id: UUID, label: Label) -> None:
        """Put other labels on it. The custodian stays."""
        there = self._changeable(who, id)
        there.label = Label(there.label.custodian, label.category, label.tier, label.team, label.barred)
        self.feed.append(Change(RELABEL, id))

    def put_right(
        self, who: Person, id: UUID, label: Label, *, expected: int, error: Content, right: Content, reason: str
    ) -> int:  # fmt: skip
        """Take an entry out of the wrong record and write it into the right one, or neither."""
        there = self.resources.get(id)
        if there is None or not self.sees(who, there):
            raise No("Missing")
        self._refuse_change(who, there, error, label, expected)
        if right.id in self.resources:
            raise No("IdTaken")
        if label.right not in self.of(who, right.patient, label.custodian).add:
            raise No("NotAllowed")
        self._add(there, error, who, PUT_RIGHT, reason)
        there.withheld = True
        self.feed.append(Change(RELABEL, id))
        return self._create(who, right, label, None, CREATE, reason)[1]

    def ask(self, who: Person, id: UUID) -> int:
        """The first of two people asks for destruction."""
        self._changeable(who, id)
        for number, request in self.requests.items():
            if request.resource == id:
                return number
        number = next(self._numbers)
        self.requests[number] = Request(id, who.staff)
        return number

    def hold(self, who: Person, id: UUID, *, stands: bool) -> None:
        """Keep it from destruction while the hold stands."""
        self._changeable(who, id).holds.append(stands)

    def confirm(self, who: Person, number: int) -> None:
        """The second person confirms: the bodies go, the rest stays."""
        request = self.requests[number]
        there = self._changeable(who, request.resource)
        if request.staff == who.staff:
            raise No("Refused same")
        if any(there.holds):
            raise No("Refused held")
        there.destroyed = True
        self.feed.append(Change(DESTRUCTION, there.id))

    def _changeable(self, who: Person, id: UUID) -> Resource:
        there = self.resources.get(id)
        if there is None or not self.changes(who, there):
            raise No("Missing")
        return there

    # reading

    def read(self, who: Person, type: str, id: UUID) -> Resource | None:
        """The resource, when `who` may see it."""
        there = self.resources.get(id)
        return there if there and there.type == type and self.sees(who, there) else None

    def visible(self, who: Person) -> Iterator[Resource]:
        """Everything that `who` may see."""
        return (each for each in self.resources.values() if self.sees(who, each))

    def found(
        self, who: Person, type: str, patients: Iterable[UUID], *, codes: Iterable[str] = (),
        since: datetime | None = None, until: datetime | None = None, limit: int = 1000, with_deleted: bool = False,
    ) -> list[UUID]:  # fmt: skip
        """Ids of what fits, newest first."""
        people, wanted = set(patients), set(codes)
        fitting = []
        for each in self.visible(who):
            now = each.current.content
            if each.type != type or each.patient not in people or (each.deleted and not with_deleted):
                continue
            if wanted and now.code not in wanted:
                continue
            if (since and not (now.occurred and now.occurred >= since)) or (
                until and not (now.occurred and now.occurred < until)
            ):
                continue
            fitting.append(each)
        fitting.sort(key=lambda each: (each.current.content.occurred, each.id), reverse=True)
        return [each.id for each in fitting][:limit]

    def feed_for(self, who: Person) -> list[Change]:
        """What `who` reads of the feed."""
        return [each for each in self.feed if self.sees(who, self.resources[each.id])]
