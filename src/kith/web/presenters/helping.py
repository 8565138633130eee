"""Who else helps a person: who was asked and why, on whose caseload they are, where they stay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kith.access.referring import Kept
from kith.care.days import LONDON
from kith.care.presenters.fact import day_in_short
from kith.catalogue.components.care_team import Admission, CareTeam
from kith.catalogue.components.referral import Help, Referral
from kith.directory.models import Service

ENDED: dict[str, str] = {Help.DONE: "It is done", Help.TAKEN_BACK: "Taken back"}
SOMEBODY = "Somebody outside Kith"


@dataclass(frozen=True)
class Helper:
    """One service that was asked, in words."""

    id: UUID
    who: str
    of: str
    """The organisation, where its name is another."""
    when: str
    how: str
    """The same, said to the person."""
    why: str
    ended: str
    version: int
    own: bool
    service: UUID | None


@dataclass(frozen=True)
class OnCaseload:
    """Somebody on whose caseload the person is."""

    team: UUID
    staff: UUID
    who: str
    place: str
    since: str
    version: int
    own: bool


@dataclass(frozen=True)
class HelpingPage:
    """The page."""

    asked: tuple[Helper, ...]
    past: tuple[Helper, ...]
    caseload: tuple[OnCaseload, ...]
    admitted: tuple[tuple[str, str], ...]
    """Where they stay, and since when."""


@dataclass(frozen=True)
class Names:
    """Services and members of staff by id."""

    services: Mapping[UUID, Service]
    staff: Mapping[UUID, str]

    def place(self, service: UUID | None, otherwise: str = "") -> tuple[str, str]:
        """A service and, where it is called otherwise, its organisation."""
        held = self.services.get(service) if service else None
        if held is None:
            return otherwise or SOMEBODY, ""
        return held.name, held.organization.name if held.organization.name != held.name else ""

    def who(self, staff: UUID | None) -> str:
        """A member of staff."""
        return self.staff.get(staff, "somebody") if staff else "somebody"


def helping_page(
    referrals: Iterable[Kept[Referral]],
    teams: Iterable[Kept[CareTeam]],
    admissions: Iterable[Kept[Admission]],
    names: Names,
    now: datetime,
    own: UUID,
) -> HelpingPage:
    """What counts now, and who was asked before. `own` is the viewer's service: its own caseloads can be ended there."""
    helpers = [(kept.held.counts(now), _helper(kept, names)) for kept in referrals]
    return HelpingPage(
        asked=tuple(helper for counts, helper in helpers if counts),
        past=tuple(helper for counts, helper in helpers if not counts),
        caseload=tuple(each for kept in teams for each in _caseload(kept, names, now, own)),
        admitted=tuple(
            (names.place(kept.held.service)[0], day(kept.held.since))
            for kept in admissions
            if kept.held.counts(now)
        ),
    )


def _helper(kept: Kept[Referral], names: Names) -> Helper:
    held = kept.held
    who, of = names.place(held.service, held.to)
    by, since = names.who(held.requester), day(held.since)
    until = f", until {day(held.until)}" if held.until else ""
    return Helper(
        id=held.id,
        who=who,
        of=of,
        when=f"Asked by {by} on {since}{until}",
        how=f"{by[0].upper()}{by[1:]} asked them to help you on {since}{until}.",
        why=held.why,
        ended=ENDED.get(held.status, ""),
        version=kept.version,
        own=kept.own,
        service=held.service,
    )


def _caseload(kept: Kept[CareTeam], names: Names, now: datetime, own: UUID) -> Iterable[OnCaseload]:
    held = kept.held
    for staff in held.at(now):
        mine = kept.own and held.service == own
        yield OnCaseload(
            held.id,
            staff,
            names.who(staff),
            names.place(held.service)[0],
            day(held.since),
            kept.version,
            mine,
        )


def day(moment: datetime | date) -> str:
    """A day as it was in London."""
    return day_in_short(moment.astimezone(LONDON) if isinstance(moment, datetime) else moment)
