"""Who plays in the journeys of sharing: a home, partners that know Mr Green, and what they have agreed."""

from dataclasses import dataclass

from django.utils import timezone

from kith.access import gate
from kith.access.sharing import Consent
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.allergy import Allergy
from kith.directory import people
from kith.directory.models import Account
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.support.homes import as_owner, home, signed_in
from tests.support.lived_in import session_cookie
from tests.support.sharing import Both, agree, both

NUMBER = "9990004448"
"""Mr Green's NHS number at the home."""


@dataclass
class Cast:
    """The two that know him, who else plays, and everybody's cookie by first name."""

    known: Both
    cookies: dict[str, str]
    walter: str
    on_list: str


def cast(
    more: dict[str, str],
    *,
    consent: Consent = Consent.IMPLIED,
    signed: bool = True,
    known_there: bool = False,
) -> Cast:
    """Mr Green lives at Rosewood House and is on the surgery's list. `more` are names and roles at another organisation,
    which has him on a list of its own where he is `known_there`.
    """
    with as_owner():
        known = both()
        agreement = agree(known.house, known.surgery, consent=consent, signed=signed)
        elsewhere = home("Corner House Services")
        others = {name: elsewhere.worker(role, name) for name, role in more.items()}
        agreement.parties.create(
            custodian=elsewhere.organization.custodian, gives=False, receives=True,
            signed=agreement.starts if signed else None,
        )  # fmt: skip
        there = elsewhere.person("Green", "Walter") if known_there else None
        if there is not None:
            people.merge(patient=there.id, same_as=known.walter.id, by=None, why="the same NHS number")
        known.walter.nhs_number = NUMBER
        known.walter.save()
    _allergic(known)
    everybody: dict[str, Account] = {"Margaret": known.manager, "Ola": known.doctor, "Priya": known.partner}
    everybody |= {name.split()[0]: account for name, account in others.items()}
    cookies = {name: session_cookie(account) for name, account in everybody.items()}
    return Cast(known, cookies, str(known.walter.id), str(known.on_list.id))


def _allergic(known: Both) -> None:
    with signed_in(known.manager) as me:
        record = gate.open_to_write(me, known.walter.id)
        allergy = Allergy(
            new_id(), known.walter.id, "Penicillin", kind="allergy", danger="high", reactions=("Rash",),
            certainty="confirmed", recorded=timezone.now(), recorder=me.practitioner,
        )  # fmt: skip
        record.keep(allergy.to_fhir(), Labels(me.custodian, Category.SUMMARY, Tier.HEADLINE))
