"""Sharing agreements as files that an operator keeps: read, checked in sentences, and made."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

import yaml

from kith.access.agreements import PartyTerms, Terms, make
from kith.access.purposes import Purpose
from kith.access.roles import depths, roles
from kith.access.sharing import Consent
from kith.directory.models import Agreement, Organization

NEEDED = ("title", "why", "basis", "parties", "starts")
KNOWN = (*NEEDED, "depths", "purposes", "roles", "consent", "review", "stops-after-days", "framework")


class NotAnAgreement(Exception):
    """The file cannot be made an agreement; the words say why."""


def add(text: str) -> Agreement:
    """Make what the file says, unsigned. One of the same title becomes the next version. Raises `NotAnAgreement`."""
    told = _told(text)
    try:
        terms = _terms(told)
        parties = [_party(each) for each in told["parties"]]
        framework = _named(told["framework"]) if told.get("framework") else None
        former = Agreement.objects.filter(title=told["title"]).order_by("-version").first()
        return make(terms, parties, starts=_moment(told["starts"]), framework=framework, former=former)
    except (KeyError, TypeError, ValueError) as wrong:
        raise NotAnAgreement(str(wrong).strip("'\"")) from wrong


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


def _told(text: str) -> dict[str, Any]:
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as wrong:
        raise NotAnAgreement(f"The file is not YAML: {wrong}") from wrong
    if not isinstance(told, dict):
        raise NotAnAgreement("The file says nothing.")
    if missing := [name for name in NEEDED if not told.get(name)]:
        raise NotAnAgreement(f"The file does not say: {', '.join(missing)}.")
    if unknown := sorted(set(told) - set(KNOWN)):
        raise NotAnAgreement(f"Nobody knows what this means: {', '.join(map(str, unknown))}.")
    return told


def _terms(told: dict[str, Any]) -> Terms:
    consent = str(told.get("consent", "implied")).upper()
    if consent not in Consent.__members__:
        raise ValueError(f"consent is one of {', '.join(each.name.lower() for each in Consent)}.")
    given = {str(key): str(depth) for key, depth in (told.get("depths") or {}).items()}
    depths(given)
    return Terms(
        title=str(told["title"]),
        why=str(told["why"]),
        basis=str(told["basis"]),
        depths=given,
        purposes=tuple(Purpose.from_slug(each) for each in told.get("purposes", ["direct-care"])),
        roles=tuple(_roles(told.get("roles") or ())),
        consent=Consent.__members__[consent],
        review=_moment(told["review"]) if told.get("review") else None,
        stops_after=int(told["stops-after-days"]) if told.get("stops-after-days") is not None else None,
    )


def _roles(keys: Iterable[str]) -> Iterable[str]:
    known = roles()
    for key in keys:
        if key not in known:
            raise ValueError(f"There is no role {key!r}; 'kith user roles' lists them.")
        yield key


def _party(told: dict[str, Any]) -> PartyTerms:
    name = told["organisation"]
    found = Organization.objects.filter(name=name).exclude(custodian=None).first()
    if found is None:
        raise ValueError(f"No organisation called {name!r} holds records here.")
    return PartyTerms(found, gives=bool(told.get("gives", True)), receives=bool(told.get("receives", True)))


def _named(title: str) -> Agreement:
    found = Agreement.objects.filter(title=title, ended=None).order_by("-version").first()
    if found is None:
        raise ValueError(f"There is no framework called {title!r}.")
    return found


def _moment(day: Any) -> datetime:
    if not isinstance(day, date):
        raise TypeError(f"Write {day!r} as a day, like 2026-12-01.")
    return datetime.combine(day, time(), UTC)
