"""Two organisations that know the same person, and what they have agreed. Made as the store's owner."""

import datetime
from dataclasses import dataclass

from kith.access import agreements
from kith.access.agreements import PartyTerms, Terms
from kith.access.purposes import Purpose
from kith.access.sharing import Consent
from kith.directory import people
from kith.directory.models import Account, Agreement, KnownPatient
from tests.support.homes import LONG_AGO, Home, home, signed_in

EVERYTHING = {
    "demographics": "detail", "communication": "deepest", "summary": "deepest", "plan": "detail", "daily-life": "detail",
    "medicines": "deepest", "observations": "detail", "mental-health": "detail", "legal": "summary",
}  # fmt: skip


@dataclass
class Both:
    """A home in which Walter lives, and a surgery that has him on its list under a Patient of its own."""

    house: Home
    surgery: Home
    walter: KnownPatient
    on_list: KnownPatient
    manager: Account
    partner: Account
    """Who signs for the surgery."""
    doctor: Account


def both() -> Both:
    """The two, without an agreement."""
    house, surgery = home("Rosewood House"), home("Mill Lane Surgery")
    walter, on_list = house.person("Green", "Walter"), surgery.person("Green", "Walter")
    people.merge(patient=on_list.id, same_as=walter.id, by=None, why="the same NHS number")
    return Both(
        house, surgery, walter, on_list, house.worker("manager", "Margaret Hill"),
        surgery.worker("manager", "Priya Shah"), surgery.worker("general_practitioner", "Dr Ola Reed"),
    )  # fmt: skip


def agree(
    giver: Home,
    receiver: Home,
    *,
    depths: dict[str, str] | None = None,
    consent: Consent = Consent.IMPLIED,
    signed: bool = True,
    **more: object,
) -> Agreement:
    """An agreement between the two, signed by both unless told otherwise."""
    terms = Terms(
        title="Care of people in care homes", why="So that the surgery knows how somebody is.",
        basis="UK GDPR articles 6(1)(e) and 9(2)(h).", depths=EVERYTHING if depths is None else depths,
        purposes=(Purpose.DIRECT_CARE,), consent=consent, **more,  # type: ignore[arg-type]
    )  # fmt: skip
    parties = [PartyTerms(giver.organization), PartyTerms(receiver.organization)]
    made = agreements.make(terms, parties, starts=LONG_AGO + datetime.timedelta(days=1))
    if signed:
        made.parties.update(signed=LONG_AGO + datetime.timedelta(days=2))
    return made


def sign(agreement: Agreement, account: Account) -> bool:
    """Signed by somebody for their own organisation, as the application."""
    with signed_in(account):
        return agreements.sign(agreement.id)
