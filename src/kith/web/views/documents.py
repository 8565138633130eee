"""Documents for information governance, made from what is configured and in force."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import agreements, gate
from kith.access.roles import named, roles
from kith.care.days import LONDON
from kith.care.presenters.fact import day_in_short
from kith.catalogue.loader import catalogue
from kith.directory.models import Organization, Post
from kith.directory.models.team_member import during
from kith.directory.organisations import names_by_custodian
from kith.web.presenters.documents import Counts, documents_page
from kith.web.views.shared import FACE, page, signed_in, viewer_of


@require_safe
@signed_in
def documents(request: HttpRequest) -> HttpResponse:
    """One page that prints, for those who sign for their organisation. It counts people and names nobody."""
    viewer, now = viewer_of(request), timezone.now()
    if not viewer.may("agree"):
        raise Http404
    own = Organization.objects.get(custodian=viewer.custodian)
    posts = Post.objects.filter(during(now), service__organization=own)
    held = set(posts.values_list("role", flat=True)) & set(roles())
    people = gate.list_people(viewer, face=FACE, asked="how many people there are")
    shown = documents_page(
        own.name,
        day_in_short(now.astimezone(LONDON)),
        list(catalogue().current.values()),
        sorted(named(held).values(), key=lambda each: each.words),
        agreements.all_receivers(),
        agreements.all_givers(),
        names_by_custodian(),
        Counts(len(people), posts.values("staff").distinct().count(), len(held)),
    )
    return page(request, "web/documents.html", "now", shown)
