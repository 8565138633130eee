"""Agreements as an operator keeps them: made from a file, refused in a sentence, and followed by a next version."""

import pytest

from kith.access.agreement_files import NotAnAgreement, add, listed
from kith.access.sharing import Consent
from kith.directory.models import Agreement
from tests.support.homes import as_owner
from tests.support.sharing import Both, both, sign

pytestmark = [pytest.mark.usefixtures("store_url")]

RIGHT = """
title: Homes and surgeries
why: So that your doctor knows how you are.
basis: Public task.
parties:
  - {organisation: Rosewood House Ltd, number: HOUSE, receives: false}
  - {organisation: Mill Lane Surgery Ltd, number: SURGERY, gives: false}
depths: {demographics: detail, summary: deepest}
roles: [general_practitioner]
consent: asked
starts: 2026-01-01
review: 2027-01-01
stops-after-days: 60
"""


def right(known: Both) -> str:
    """The file, about these two: tests make many of their names."""
    numbers = {"HOUSE": known.house.organization.custodian, "SURGERY": known.surgery.organization.custodian}
    text = RIGHT
    for name, number in numbers.items():
        text = text.replace(name, str(number))
    return text


def test_a_file_becomes_an_agreement_and_its_next_version_takes_its_place_when_all_have_signed(
    store_url: str,
) -> None:
    with as_owner():
        known = both()
        first = add(right(known))
        assert (first.version, first.consent, first.roles, first.stops_after) == (
            1, Consent.ASKED, ["general_practitioner"], 60
        )  # fmt: skip
        assert any("has not signed" in line for line in listed())
    assert sign(first, known.manager)
    assert sign(first, known.partner)
    with as_owner():
        second = add(right(known).replace("summary: deepest", "summary: headline"))
        assert (second.line, second.version) == (first.line, 2)
    sign(second, known.manager)
    with as_owner():
        assert Agreement.objects.get(id=first.id).ended is None
    sign(second, known.partner)
    with as_owner():
        assert Agreement.objects.get(id=first.id).ended is not None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("why:", "whyever:"), "does not say: why"),
        (("summary: deepest", "sumary: deepest"), "no category called"),
        (("consent: asked", "consent: perhaps"), "implied, asked, explicit"),
        (("general_practitioner", "doctor"), "no role 'doctor'"),
        (("Mill Lane Surgery Ltd", "Elsewhere"), "No organisation called 'Elsewhere'"),
        (("starts: 2026-01-01", "starts: soon"), "as a day"),
        (("receives: false", "receive: false"), "Nobody knows what this means of a party: receive"),
        (("receives: false", "receives: 'no'"), "true or false"),
        (("stops-after-days", "stops"), "Nobody knows what this means: stops"),
        (("title:", "- title:"), "not YAML"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_made(
    store_url: str, change: tuple[str, str], said: str
) -> None:
    with as_owner():
        known = both()
        before = Agreement.objects.count()
        with pytest.raises(NotAnAgreement, match=said):
            add(right(known).replace(*change, 1))
        assert Agreement.objects.count() == before
