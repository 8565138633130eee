"""`kith agreement`: what was made on a screen is written out as the same file, and ended."""

import argparse

import pytest

from kith.access import agreement_files, agreements, drafting
from kith.cli.agreement import _done
from kith.directory.models import Agreement
from tests.integration.test_drafting import published, told
from tests.support.homes import as_owner, signed_in
from tests.support.sharing import both, sign

pytestmark = [pytest.mark.usefixtures("store_url")]


def test_what_was_made_on_a_screen_is_exported_made_again_from_the_file_and_ended(store_url: str) -> None:
    with as_owner():
        known = both()
    title = f"Homes and surgeries {known.walter.id}"
    sign(_held(published(known.manager, told(known, title=title))), known.partner)
    with as_owner():
        text = _done(argparse.Namespace(what="export", title=title))
        second = agreement_files.add(text)
        assert second.version == 2
        first = Agreement.objects.get(title=title, version=1)
        same = (
            "why",
            "basis",
            "depths",
            "read_low",
            "read_high",
            "purposes",
            "roles",
            "consent",
            "starts",
            "line",
        )
        assert all(getattr(first, each) == getattr(second, each) for each in same)
        assert "is ended" in _done(argparse.Namespace(what="end", title=title))
        assert "No agreement" in _done(argparse.Namespace(what="end", title=title))
        with pytest.raises(agreement_files.NotAnAgreement, match="no agreement called"):
            _done(argparse.Namespace(what="export", title="Nothing"))
    with signed_in(known.manager):
        assert not agreements.end(second.id)
        assert drafting.former({"title": title}) is not None


def _held(id: object) -> Agreement:
    with as_owner():
        return Agreement.objects.get(id=id)
