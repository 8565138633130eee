"""Who else helps a person, for the pages that tell it: staff's, and the person's own."""

from django.utils import timezone

from kith.access import referring
from kith.access.open_record import OpenRecord
from kith.care import queries
from kith.directory.models import Service
from kith.web.presenters.helping import HelpingPage, Names, helping_page


def helping_of(record: OpenRecord) -> HelpingPage:
    """As far as the viewer may know."""
    referrals, teams = referring.referrals_of(record), referring.care_teams_of(record)
    admissions = referring.admissions_of(record)
    services = {kept.held.service for found in (referrals, teams, admissions) for kept in found}
    staff = {kept.held.requester for kept in referrals} | {
        each.staff for kept in teams for each in kept.held.members
    }
    names = Names(
        Service.objects.select_related("organization").in_bulk(filter(None, services)),
        queries.names_of(filter(None, staff)),
    )
    return helping_page(referrals, teams, admissions, names, timezone.now(), record.viewer.service)
