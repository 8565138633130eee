"""Agreements that are being written: begun, asked for step by step, read through, published. For those who may sign."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.access import agreements as held
from kith.access import drafting
from kith.access.agreement_files import LARGEST, as_text
from kith.access.agreement_reach import reach, sketched
from kith.access.agreement_terms import NotAnAgreement, Told, tell, told_party
from kith.access.purposes import Purpose
from kith.access.roles import Role, depths, named, roles
from kith.access.viewer import Viewer
from kith.care.days import LONDON
from kith.directory.models import AgreementDraft, Organization
from kith.directory.organisations import names_by_custodian
from kith.web.presenters import draft_steps as steps
from kith.web.presenters.draft_page import draft_page, reach_cards
from kith.web.views.shared import page, signed_in, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft: an empty one, the next version of an agreement, or what a file says."""
    viewer = signs(request)
    if request.method != "POST":
        return page(request, "web/draft_new.html", "now", None)
    try:
        begun = _begun(request, viewer)
    except NotAnAgreement as no:
        return page(request, "web/draft_new.html", "now", str(no))
    if begun is None:
        raise Http404
    return redirect("web:draft" if "file" in request.FILES else "web:draft-step", begun, *_first(request))


def _first(request: HttpRequest) -> tuple[str, ...]:
    return () if "file" in request.FILES else (steps.STEPS[0].slug,)


def _begun(request: HttpRequest, viewer: Viewer) -> UUID | None:
    if file := request.FILES.get("file"):
        return drafting.begin_from(file.read(LARGEST * 4).decode("utf-8", "replace"))
    if "from" in request.POST:
        former = next((each for each in held.known() if str(each.id) == request.POST["from"]), None)
        return drafting.begin(_next_version(former)) if former else None
    own = Organization.objects.get(custodian=viewer.custodian)
    return drafting.begin(steps.blank(own, timezone.now().astimezone(LONDON).date()))


def _next_version(former: Any) -> Told:
    """The same again, from today on and with a review in a year: what is different is changed on the pages."""
    today = timezone.now().astimezone(LONDON).date()
    again = steps.blank(Organization(), today)
    stays = [each for each in former.parties.all() if each.left is None or not each.signed]
    return tell(former, stays) | {name: again[name] for name in ("starts", "review")}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def draft(request: HttpRequest, id: UUID) -> HttpResponse:
    """Read it through; a POST publishes it, or throws it away."""
    viewer, kept = signs(request), _kept(id)
    problem = ""
    if request.method == "POST":
        if request.POST.get("act") == "drop" and drafting.drop(id):
            return redirect("web:agreements")
        try:
            return redirect("web:agreement", _published(request, kept, viewer))
        except NotAnAgreement as no:
            problem = str(no)
            kept = _kept(id)
    return _read_through(request, kept, viewer, problem)


def _published(request: HttpRequest, kept: AgreementDraft, viewer: Viewer) -> UUID:
    if request.POST.get("act") != "publish":
        raise Http404
    if _shown(kept, viewer).concerns and "meant" not in request.POST:
        raise NotAnAgreement("Say that what is wide about it is meant so.")
    revision = request.POST.get("revision", "")
    return drafting.publish(
        kept, viewer, revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0
    )


def _read_through(request: HttpRequest, kept: AgreementDraft, viewer: Viewer, problem: str) -> HttpResponse:
    wrong = drafting.problems(kept.told, viewer)
    missing = [(words, steps.step_of(part)) for part, words in wrong.items()]
    shown = None if wrong else _shown(kept, viewer)
    return page(request, "web/draft.html", "now", shown, draft=kept, steps=steps.STEPS, here=None, missing=missing,
                problem=problem, title=kept.told.get("title") or "An agreement")  # fmt: skip


def _shown(kept: AgreementDraft, viewer: Viewer) -> Any:
    whole, former = drafting.checked(kept.told, viewer), drafting.former(kept.told)
    return draft_page(whole, former, viewer.custodian, names_by_custodian(), timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def draft_step(request: HttpRequest, id: UUID, slug: str) -> HttpResponse:
    """One page of the draft; a POST keeps what it says and goes on, or fills in how much flows."""
    viewer, kept, step = signs(request), _kept(id), steps.step(slug)
    if step is None:
        raise Http404
    told: Told = kept.told
    if request.method == "POST":
        changes = _sent(request, slug)
        if "fill" not in request.POST:
            drafting.keep(id, changes)
            following = steps.after(step)
            return redirect("web:draft-step", id, following.slug) if following else redirect("web:draft", id)
        told = {**told, **changes}
    options = {name: getattr(steps, name.upper()) for name in ("fills", "depths", "does", "does_neither")}
    more = {"draft": kept, "steps": steps.STEPS, "here": step, "told": told, **options}
    title = told.get("title") or "An agreement"
    return page(request, f"web/draft_{slug}.html", "now", _form(told, slug, viewer), title=title, **more)


@require_POST
@signed_in
def draft_reach(request: HttpRequest, id: UUID) -> HttpResponse:
    """Who would read what, of what is chosen on the page at this moment; nothing is kept."""
    viewer, kept = signs(request), _kept(id)
    told = {**kept.told, **steps.read_what(request.POST)}
    return render(request, "web/draft_reach.html", {"cards": _cards(told, viewer)})


@require_safe
@signed_in
def draft_file(request: HttpRequest, id: UUID) -> HttpResponse:
    """The draft as a file, as far as it goes."""
    viewer, kept = signs(request), _kept(id)
    _, parties = sketched(kept.told)
    told = dict(kept.told)
    if parties:
        told["parties"] = [
            told_party(each.organisation.custodian or 0, each.gives, each.receives) for each in parties
        ]
    return as_file(told, viewer)


@require_safe
@signed_in
def agreement_file(request: HttpRequest, id: UUID) -> HttpResponse:
    """An agreement of one's own organisation as the file that would make it, for an area that keeps its files."""
    viewer = signs(request)
    found = next((each for each in held.known() if each.id == id), None)
    if found is None:
        raise Http404
    return as_file(tell(found, found.parties.filter(left=None).order_by("custodian")), viewer)


def as_file(told: Told, viewer: Viewer) -> HttpResponse:
    """Downloaded, never shown: its words are somebody's."""
    answer = HttpResponse(as_text(told), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="agreement.yaml"'
    return answer


def signs(request: HttpRequest) -> Viewer:
    """The viewer, who signs for their organisation; for everybody else there is no such page."""
    viewer = viewer_of(request)
    if not viewer.may("agree"):
        raise Http404
    return viewer


def _kept(id: UUID) -> AgreementDraft:
    if (found := drafting.draft(id)) is None:
        raise Http404
    return found


def _sent(request: HttpRequest, slug: str) -> dict[str, Any]:
    if slug == "who":
        return steps.read_who(request.POST, _organisations(), _roles(request.POST.getlist("roles")))
    return {"why": steps.read_why, "what": steps.read_what, "law": steps.read_law, "when": steps.read_when}[
        slug
    ](request.POST)


def _form(told: Told, slug: str, viewer: Viewer) -> Any:
    """What the page of a step shows."""
    match slug:
        case "why":
            frameworks = [each.title for each in held.known() if not each.framework_id and not each.ended]
            return [(each.slug, capital(each.words)) for each in Purpose], [
                each for each in dict.fromkeys(frameworks) if each != told.get("title")
            ]
        case "who":
            chosen = told.get("roles") or ()
            roles = [(each.key, each.words) for each in _roles(chosen)]
            return steps.party_rows(told, _organisations(), viewer.custodian), roles
        case "what":
            return steps.part_rows(told), _cards(told, viewer)
        case "law":
            return steps.laws(told), [(each.name.lower(), *words) for each, *words in steps.POLICIES]
        case _:
            return steps.days(told)


def capital(words: str) -> str:
    """The same with a capital at its beginning."""
    return words[:1].upper() + words[1:]


def _organisations() -> list[Organization]:
    return list(
        Organization.objects.exclude(custodian=None).filter(active=True).order_by("name", "custodian")
    )


def _roles(more: Any) -> list[Role]:
    """Those that can be named: of one's own organisation and of Kith, and those that are named already."""
    known = {**roles(), **named(str(each) for each in more)}
    usable = (each for each in known.values() if not (each.board or each.own or each.ended))
    return sorted(usable, key=lambda each: each.words)


def _cards(told: Told, viewer: Viewer) -> Any:
    terms, parties = sketched(told)
    return reach_cards(reach(terms, parties, timezone.now()), depths(terms.depths), names_by_custodian())
