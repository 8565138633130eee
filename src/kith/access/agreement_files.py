"""Sharing agreements as files that an operator or an area keeps: read, made, listed, and written out again."""

from datetime import date, datetime
from typing import Any

import yaml
from django.db.models import Q
from django.utils import timezone

from kith.access.agreement_terms import NotAnAgreement, Told, read, tell
from kith.access.agreements import make
from kith.directory.models import Agreement, Organization

__all__ = ["NotAnAgreement", "add", "as_text", "end", "export", "from_text", "listed", "tell"]
LARGEST = 50_000
"""Letters that a file may have."""


def add(text: str) -> Agreement:
    """Make what the file says, unsigned. One of the same title becomes the next version. Raises `NotAnAgreement`."""
    whole = read(from_text(text))
    former = Agreement.objects.filter(title=whole.terms.title).order_by("-version").first()
    try:
        return make(whole.terms, whole.parties, starts=whole.starts, framework=whole.framework, former=former)
    except (KeyError, ValueError) as wrong:
        raise NotAnAgreement(str(wrong).strip("'\"")) from wrong


def from_text(text: str) -> dict[str, Any]:
    """What a file says, as plain data with days as words. Raises `NotAnAgreement` for what is no list of names."""
    if len(text) > LARGEST:
        raise NotAnAgreement("The file is too long.")
    try:
        if any(isinstance(each, yaml.AliasToken) for each in yaml.scan(text)):
            raise NotAnAgreement("Write everything out: the file points from one place to another.")
        told = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        raise NotAnAgreement(f"The file is not YAML: {wrong}") from wrong
    if not isinstance(told, dict):
        raise NotAnAgreement("The file says nothing.")
    return {str(key): _plain(value) for key, value in told.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value


def as_text(told: Told) -> str:
    """The same as a file that an area can keep under version control."""
    days = {key: date.fromisoformat(told[key]) for key in ("starts", "review") if told.get(key)}
    return yaml.safe_dump({**told, **days}, sort_keys=False, allow_unicode=True, width=100)


def export(title: str) -> str:
    """The newest version with this title as a file. Raises `NotAnAgreement` where there is none."""
    found = Agreement.objects.filter(title=title).order_by("-version").first()
    if found is None:
        raise NotAnAgreement(f"There is no agreement called {title!r}.")
    return as_text(tell(found, found.parties.filter(left=None).order_by("custodian")))


def end(title: str) -> int:
    """End every version with this title at once, as the store's owner; how many there were to end."""
    now = timezone.now()
    found = Agreement.objects.filter(Q(ended=None) | Q(ended__gt=now), title=title)
    return found.update(ended=now)


def listed() -> list[str]:
    """A line for each agreement and each of its parties."""
    names = dict(Organization.objects.values_list("custodian", "name"))
    lines = []
    for each in Agreement.objects.prefetch_related("parties").order_by("title", "version"):
        lines.append(f"{each}{' (ended)' if each.ended else ''}")
        for party in each.parties.all():
            state = "left" if party.left else "signed" if party.signed else "has not signed"
            lines.append(f"  {names.get(party.custodian, '?')}: {state}")
    return lines
