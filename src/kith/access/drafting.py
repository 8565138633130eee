"""Drafts of agreements: kept by those who sign for an organisation, published once, and nothing flows by any of them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from kith.access.agreement_files import from_text
from kith.access.agreement_terms import KNOWN, NotAnAgreement, Told, Whole, read
from kith.access.agreements import check, row
from kith.access.viewer import Viewer
from kith.directory.models import Agreement, AgreementDraft
from kith.record.connection import cursor
from kith.record.ids import new_id

SAYS: Mapping[str, str] = {
    "title": "Write what it is called.",
    "why": "Write what it is for.",
    "basis": "Say by which law.",
    "parties": "Say who takes part.",
    "consent": "Say what the person is asked.",
    "starts": "Say when it starts.",
}
"""What a draft must say before it is published; a file may leave out what the person is asked, and means implied."""
A_DAY = "Write the day like 1/12/2026."
CHANGED = "Somebody changed it meanwhile, or it was published. Read it again."


def drafts() -> list[AgreementDraft]:
    """What the viewer's organisation is writing, the newest first; nothing for who does not sign for it."""
    return list(AgreementDraft.objects.select_related("kept_by").order_by("-kept"))


def draft(id: UUID) -> AgreementDraft | None:
    """One of them; None for any other."""
    return AgreementDraft.objects.select_related("kept_by").filter(id=id).first()


def begin(told: Told) -> UUID | None:
    """A new draft that says this; None for who does not sign for their organisation, and for what is far too long."""
    id = new_id()
    return id if keep(id, told) else None


def begin_from(text: str) -> UUID | None:
    """A new draft of what a file says, finished or not. Raises `NotAnAgreement` where it is no such file."""
    told = {"consent": "implied", "purposes": ["direct-care"], **from_text(text)}
    if unknown := sorted(set(told) - set(KNOWN)):
        raise NotAnAgreement(f"Nobody knows what this means: {', '.join(unknown)}.")
    return begin(told)


def keep(id: UUID, changes: Told) -> bool:
    """Keep these parts of a draft; what is None is taken out. False where it is not theirs."""
    return _did("select kith_keep_draft(%s, %s)", id, orjson.dumps(dict(changes)).decode())


def drop(id: UUID) -> bool:
    """Throw a draft away. False where it is not theirs."""
    return _did("select kith_drop_draft(%s)", id)


def former(told: Told) -> Agreement | None:
    """The newest agreement with this title that the viewer's organisation is a party to: the draft is its next version, as
    with a file.
    """
    found = Agreement.objects.filter(title=str(told.get("title", "")).strip())
    return found.prefetch_related("parties").order_by("-version").first()


def problems(told: Told, viewer: Viewer) -> dict[str, str]:
    """What keeps a draft from being published, by the part of the file that it is about."""
    if missing := {name: words for name, words in SAYS.items() if not told.get(name)}:
        return missing
    try:
        whole = checked(told, viewer)
    except NotAnAgreement as no:
        return {no.part: A_DAY if no.part in ("starts", "review") and "as a day" in str(no) else str(no)}
    before = former(told)
    if before and whole.framework and whole.framework.line == before.line:
        return {"framework": "It cannot be a part of itself."}
    return {}


def checked(told: Told, viewer: Viewer) -> Whole:
    """What a draft would become. Raises `NotAnAgreement`; the viewer's own organisation must take part."""
    whole = read(told)
    if viewer.custodian not in {each.organisation.custodian for each in whole.parties}:
        raise NotAnAgreement("Your own organisation takes no part in it.", "parties")
    try:
        check(whole.terms, whole.parties)
    except (KeyError, ValueError) as wrong:
        raise NotAnAgreement(str(wrong).strip("'\""), "roles") from wrong
    return whole


def publish(draft: AgreementDraft, viewer: Viewer, *, revision: int) -> UUID:
    """Make an agreement of a draft as it was at this revision, signed by the viewer for their organisation; its id.

    The others sign it, or say no, each for their own. Raises `NotAnAgreement`.
    """
    if wrong := problems(draft.told, viewer):
        part, words = next(iter(wrong.items()))
        raise NotAnAgreement(words, part)
    whole, before = checked(draft.told, viewer), former(draft.told)
    made = row(whole.terms, starts=whole.starts, framework=whole.framework)
    if not _did(
        "select kith_publish_agreement(%s, %s, %s, %s, %s, %s, %s, %s)",
        draft.id, revision, made.id, before.id if before else None, made.framework_id,
        orjson.dumps(_terms(made)).decode(), [made.read_low, made.read_high], orjson.dumps(_parties(whole)).decode(),
    ):  # fmt: skip
        raise NotAnAgreement(CHANGED)
    return made.id


def _terms(made: Agreement) -> dict[str, Any]:
    names = ("title", "why", "basis", "purposes", "roles", "depths", "starts", "review", "stops_after")
    return {name: getattr(made, name) for name in names} | {"consent": int(made.consent)}


def _parties(whole: Whole) -> dict[str, Any]:
    return {
        str(each.organisation.custodian): {"gives": each.gives, "receives": each.receives}
        for each in whole.parties
    }


def _did(asked: str, *values: object) -> bool:
    answer = cursor().execute(asked, values).fetchone()
    return bool(answer and answer[0])
