"""Whom the home has asked others to help, and whom a social worker has on her caseload."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kith.access.referring import KEPT_AS
from kith.care.demonstration.home import Home
from kith.catalogue.components.care_team import CareTeam, Member
from kith.catalogue.components.referral import Help, Referral
from kith.directory import actions
from kith.directory.models import Account, KnownPatient, Service
from kith.record.ids import new_id
from kith.record.labels import Labels


@dataclass(frozen=True)
class Story:
    """One service asked to help one resident, so many days ago."""

    key: str
    to: str
    by: str
    days: int
    why: str
    status: Help = Help.ASKED


STORIES = (
    Story(
        "room-4", "Mill Lane Surgery", "eva", 3,
        "She has lost weight for eight weeks. Please see her, and think of her swallowing.",
    ),
    Story("room-10", "Corner Pharmacy", "samuel", 1, "She refuses her tablets. Is there another form of them?"),
    Story(
        "walter", "Northmoor Council, adult social care", "margaret", 6,
        "He would like to go to his old bowls club again. Can you find somebody to go with him?",
    ),
    Story("patrick", "Northmoor Council, adult social care", "eva", 2, "His sister asks what he can do about his flat."),
    Story("harold", "Mill Lane Surgery", "eva", 40, "His legs are swollen again.", Help.DONE),
)  # fmt: skip
SINCE = timedelta(days=75)


def refer(home: Home, services: Mapping[str, Service], now: datetime) -> None:
    """Ask each of them, as the home wrote it down."""
    for each in STORIES:
        asked, author = now - timedelta(days=each.days, hours=2), home.staff[each.by]
        referral = Referral(
            new_id(), home.patients[each.key], asked, services[each.to].id, each.why, author,
            status=each.status, to=each.to,
        )  # fmt: skip
        labels = Labels(home.custodian, *KEPT_AS)
        actions.put(referral.to_fhir(), labels=labels, author=author, recorded=asked)


def on_caseload(username: str, service: Service, known: KnownPatient, now: datetime) -> None:
    """Put somebody on the caseload of a worker there."""
    staff = Account.objects.get(username=username).staff_id
    assert staff is not None
    assert service.organization.custodian is not None
    team = CareTeam(new_id(), known.id, now - SINCE, service.id, (Member(staff),))
    labels = Labels(service.organization.custodian, *KEPT_AS)
    actions.put(team.to_fhir(), labels=labels, author=staff, recorded=now - SINCE)
