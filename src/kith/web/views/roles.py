"""Roles of the viewer's organisation: what each may, making one, changing it, ending it."""

from collections import Counter
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kith.access import making_roles
from kith.access.making_roles import NotPossible
from kith.access.role_limits import Wanted, bases, settled, start
from kith.access.roles import Role, named, usual
from kith.access.viewer import Viewer
from kith.care import queries
from kith.directory.models import MadeRole, Post
from kith.directory.models.team_member import during
from kith.web.presenters import roles as shown
from kith.web.presenters.role_form import hidden, read, role_form
from kith.web.sent import whole
from kith.web.views.shared import page, signed_in, viewer_of


@require_safe
@signed_in
def roles(request: HttpRequest) -> HttpResponse:
    """The list, for those who lead: their own organisation's, and those that come with Kith and are used here."""
    viewer = _lead(request)
    rows, held = making_roles.known(viewer), _held(viewer)
    known = named(row.key for row in rows)
    ours = [shown.made_line(row, known[row.key], held[row.key]) for row in rows]
    used = [each for each in usual().values() if held[each.key] or each in bases(viewer)]
    lines = [shown.usual_line(each, held[each.key]) for each in used]
    return page(request, "web/roles.html", "now", (ours, lines), may=viewer.may("agree"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def role(request: HttpRequest, key: str) -> HttpResponse:
    """One role; a POST ends it."""
    viewer = _lead(request)
    if request.method == "POST":
        if request.POST.get("act") != "end" or not making_roles.end(key):
            raise Http404
        return redirect("web:role", key)
    return page(
        request, "web/role.html", "now", _page(viewer, key), may=viewer.may("agree"), base=_base(viewer, key)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Choose what to start from, say what is different, see what changes, and make it."""
    viewer = _signs(request)
    base = _base(viewer, request.GET.get("from", ""))
    if base is None:
        return page(request, "web/role_new.html", "now", bases(viewer))
    return _asked(request, base, start(viewer, base), None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: HttpRequest, key: str) -> HttpResponse:
    """The same for a role that there is."""
    viewer = _signs(request)
    row = _row(viewer, key)
    if row is None or row.ended:
        raise Http404
    return _asked(request, shown.base_of(row), making_roles.held(row), row)


def _asked(request: HttpRequest, base: Role, before: Wanted, row: MadeRole | None) -> HttpResponse:
    viewer, act = viewer_of(request), request.POST.get("act", "")
    wanted = settled(viewer, base, read(request.POST, viewer, base)) if request.method == "POST" else before
    problems = (
        making_roles.problems(viewer, base, wanted, key=row.key if row else "")
        if act in ("check", "save")
        else {}
    )
    if act == "save" and not problems:
        try:
            return redirect("web:role", _saved(request, base, wanted, row))
        except NotPossible as no:
            problems = no.problems
    if act == "check" and not problems:
        return _checked(request, base, before, wanted, row)
    form = role_form(viewer, base, wanted)
    return page(
        request,
        "web/role_form.html",
        "now",
        form,
        base=base,
        row=row,
        problems=problems,
        version=_version(request, row),
    )


def _checked(
    request: HttpRequest, base: Role, before: Wanted, wanted: Wanted, row: MadeRole | None
) -> HttpResponse:
    changes = shown.differences(before, wanted, base="" if row else base.words)
    held = shown.holders(_held(viewer_of(request))[row.key]) if row else ""
    fields = [*hidden(wanted), ("version", str(_version(request, row)))]
    return page(
        request,
        "web/role_check.html",
        "now",
        changes,
        base=base,
        row=row,
        wanted=wanted,
        fields=fields,
        held=held,
    )


def _saved(request: HttpRequest, base: Role, wanted: Wanted, row: MadeRole | None) -> str:
    """The key of the role that was made or changed. Raises `NotPossible`."""
    if row is None:
        return making_roles.make(viewer_of(request), base, wanted)
    making_roles.change(viewer_of(request), row, wanted, version=_version(request, row))
    return row.key


def _version(request: HttpRequest, row: MadeRole | None) -> int:
    """The version that somebody looked at when they began."""
    return whole(request.POST, "version") or (row.version if row else 0)


def _page(viewer: Viewer, key: str) -> shown.RolePage:
    row, held = _row(viewer, key), _held(viewer)[key]
    if row is not None:
        names = queries.names_of({UUID(each["by"]) for each in row.former})
        return shown.made_page(row, names, held)
    if key not in usual():
        raise Http404
    return shown.usual_page(usual()[key], held)


def _row(viewer: Viewer, key: str) -> MadeRole | None:
    return next((each for each in making_roles.known(viewer) if each.key == key), None)


def _base(viewer: Viewer, key: str) -> Role | None:
    return next((each for each in bases(viewer) if each.key == key), None)


def _held(viewer: Viewer) -> Counter[str]:
    """How many people of the organisation work in each role now."""
    posts = Post.objects.filter(during(timezone.now()), service__organization__custodian=viewer.custodian)
    return Counter(key for key, _ in set(posts.values_list("role", "staff_id")))


def _lead(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not viewer.role.leads:
        raise Http404
    return viewer


def _signs(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not viewer.may("agree"):
        raise Http404
    return viewer
