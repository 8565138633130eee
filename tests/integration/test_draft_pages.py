"""The pages on which an agreement is drafted, read through, published, answered, reviewed and ended."""

import datetime
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kith.access import agreement_files
from kith.access.agreement_terms import tell
from kith.directory.models import Agreement, AgreementDraft
from tests.integration.test_drafting import party, told
from tests.integration.test_pages import browser, text
from tests.integration.test_sharing import drank, sees
from tests.support.homes import as_owner, home
from tests.support.sharing import Both, both

pytestmark = [pytest.mark.usefixtures("store_url")]

LAW = {"law": ["task", "care", "expected"], "consent": "implied"}


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def begun(at: Client, **sent: Any) -> str:
    """The address of a new draft."""
    answer = at.post("/agreements/new/", sent)
    assert answer.status_code == 302, text(answer)
    return re.sub("/why/$", "/", answer["Location"])


def whole(at: Client, known: Both, **what: str) -> str:
    """A draft of what the house gives to the surgery, every step sent; its address."""
    where = begun(at)
    who = {
        f"party-{known.house.organization.custodian}": "gives",
        f"party-{known.surgery.organization.custodian}": "receives",
    }
    depths = what or {"part-demographics": "detail", "part-daily-life": "detail"}
    steps = {
        "why": {"title": f"Homes {known.walter.id}", "why": "So that\r\nyour doctor knows.", "purposes": ["direct-care"]},
        "who": who, "what": depths, "law": LAW,
        "when": {"starts": "2026-01-10", "review": "2027-06-01", "missed": "stops", "days": "30"},
    }  # fmt: skip
    for step, sent in steps.items():
        assert at.post(f"{where}{step}/", sent).status_code == 302
    return where


def publish(at: Client, where: str, **sent: str) -> Any:
    """Published as it was read."""
    revision = re.search(r'name="revision" value="(\d+)"', at.get(where).content.decode())
    assert revision is not None
    return at.post(where, {"act": "publish", "revision": revision[1], **sent})


def test_from_an_empty_draft_to_what_the_surgery_sees_and_to_its_end(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    margaret, priya = browser(known.manager), browser(known.partner)
    where = whole(margaret, known)
    read = text(margaret.get(where))
    for words in (
        "Mill Lane Surgery Ltd will newly see", "of what Rosewood House Ltd holds", "Name, address and contacts: in detail",
        "General practitioner and Manager", "UK GDPR article 6(1)(e)", "nothing flows after 30 more days",
        "Publish and sign", "People are told of this sharing",
    ):  # fmt: skip
        assert words in read, words
    assert "Homes" not in text(priya.get("/agreements/")), "a draft is nobody else's"
    assert not sees(known.doctor, known.on_list.id, drink)
    at = publish(margaret, where)["Location"]
    assert margaret.get(where).status_code == 404
    assert "Waiting for signatures" in text(margaret.get(at))
    assert "Mill Lane Surgery Ltd has not signed yet." in text(margaret.get(at))
    assert "Waiting for your organisation to sign" in text(priya.get("/agreements/"))
    assert "will newly see" in text(priya.get(at))
    assert not sees(known.doctor, known.on_list.id, drink)
    priya.post(at, {"act": "sign"})
    assert sees(known.doctor, known.on_list.id, drink)
    for act in ("end", "review"):
        priya.post(at, {"act": act})
    assert sees(known.doctor, known.on_list.id, drink), "the surgery neither ends nor reviews it"
    assert "End it for everybody" not in text(priya.get(at))
    margaret.post(at, {"act": "end"})
    assert not sees(known.doctor, known.on_list.id, drink)
    assert "Ended on" in text(margaret.get(at))


def test_nobody_else_has_such_pages(known: Both) -> None:
    where = whole(browser(known.manager), known)
    with as_owner():
        nurse, carer = known.house.worker("nurse"), known.house.worker("care_worker")
        before = AgreementDraft.objects.count()
    pages = [where, f"{where}why/", f"{where}what/", f"{where}file"]
    for nobody in (nurse, carer, known.doctor, known.partner):
        at = browser(nobody)
        assert {at.get(each).status_code for each in pages} == {404}
        assert at.post(f"{where}reach", {}).status_code == 404
        assert at.post(where, {"act": "publish", "revision": "5"}).status_code == 404
        assert at.post(where, {"act": "drop"}).status_code == 404
        assert at.post(f"{where}what/", {"part-finance": "deepest"}).status_code == 404
    for nobody in (nurse, carer, known.doctor):
        assert browser(nobody).get("/agreements/new/").status_code == 404
        assert browser(nobody).post("/agreements/new/").status_code == 404
    assert "Draft an agreement" not in text(browser(nurse).get("/agreements/"))
    with as_owner():
        assert AgreementDraft.objects.count() == before
    assert browser(known.manager).get(where).status_code == 200


def test_what_is_missing_is_said_with_the_way_to_it_and_publishes_nothing(known: Both) -> None:
    margaret = browser(known.manager)
    where = begun(margaret)
    shown = text(margaret.get(where))
    for words in (
        "Write what it is called.",
        "Write what it is for.",
        "Say by which law.",
        "Say what the person is asked.",
    ):
        assert words in shown, words
    assert f'href="{where}law/"' in margaret.get(where).content.decode()
    assert "Publish" not in shown
    with as_owner():
        before = Agreement.objects.count()
    assert "Write what it is called." in text(margaret.post(where, {"act": "publish", "revision": "1"}))
    with as_owner():
        assert Agreement.objects.count() == before


def test_a_day_or_number_that_is_none_is_said_and_not_guessed(known: Both) -> None:
    margaret = browser(known.manager)
    where = whole(margaret, known)
    margaret.post(f"{where}when/", {"starts": "soon", "review": "", "missed": "warns"})
    assert "Write the day like 1/12/2026." in text(margaret.get(where))
    margaret.post(
        f"{where}when/", {"starts": "10/1/2026", "review": "1.6.2027", "missed": "stops", "days": "some"}
    )
    assert "a number from 0" in text(margaret.get(where))
    assert 'value="1/6/2027"' in margaret.get(f"{where}when/").content.decode()


def test_what_is_wide_is_said_and_is_published_only_when_it_is_meant(known: Both) -> None:
    margaret = browser(known.manager)
    where = whole(margaret, known, **{"part-demographics": "detail", "part-mental-health": "deepest"})
    read = text(margaret.get(where))
    assert "Worth a second look" in read
    assert "more private than the rest: Mental health" in read
    assert "Every role whose work covers it" in read
    refused = publish(margaret, where)
    assert refused.status_code == 200
    assert "it is meant so" in text(refused)
    at = publish(margaret, where, meant="yes")["Location"]
    assert "Worth a second look" in text(browser(known.partner).get(at)), "whoever signs is told so too"
    calm = whole(margaret, known, **{"part-demographics": "detail"})
    assert "Worth a second look" not in text(margaret.get(calm))


def test_presets_fill_the_parts_and_keep_nothing_before_they_are_kept(known: Both) -> None:
    margaret = browser(known.manager)
    where = whole(margaret, known)
    page = margaret.post(f"{where}what/", {"fill": "emergency"}).content.decode()
    assert re.search(r'name="part-medicines" value="summary" checked', page)
    assert re.search(r'name="part-finance" value="" checked', page)
    assert re.search(
        r'name="part-medicines" value="" checked', margaret.get(f"{where}what/").content.decode()
    )
    reach = text(margaret.post(f"{where}reach", {"part-demographics": "headline", "part-finance": "detail"}))
    assert "Manager" in reach
    assert "General practitioner" in reach
    assert "Money" not in reach.split("General practitioner")[1].split("</li></ul>")[0]


def test_the_next_version_says_what_it_changes_for_whom(known: Both) -> None:
    margaret, priya = browser(known.manager), browser(known.partner)
    at = publish(margaret, whole(margaret, known))["Location"]
    priya.post(at, {"act": "sign"})
    again = begun(priya, **{"from": at.strip("/").split("/")[-1]})
    priya.post(f"{again}what/", {"part-demographics": "detail", "part-medicines": "summary"})
    read = text(priya.get(again))
    for words in ("Version 2", "takes the place of version 1", "will newly see", "Medicines: in short", "will see less",
                  "Daily life and care: nothing (before: in detail)"):  # fmt: skip
        assert words in read, words
    assert "Name, address and contacts: in detail (before" not in read
    second = publish(priya, again)["Location"]
    assert "What changes for whom" in text(margaret.get(second))
    assert "said no on" in text(margaret.post(second, {"act": "leave"}, follow=True))
    assert "In force" in text(margaret.get(at)), "a no leaves what was agreed before"


def test_a_review_is_kept_with_its_author_and_read_by_the_others(known: Both) -> None:
    margaret, priya = browser(known.manager), browser(known.partner)
    at = publish(margaret, whole(margaret, known))["Location"]
    priya.post(at, {"act": "sign"})
    for wrong in ("", "yesterday", "2020-01-01", "2090-01-01"):
        assert "within two years" in text(margaret.post(at, {"act": "review", "next": wrong})), wrong
    ahead = timezone.now().date() + datetime.timedelta(days=300)
    assert margaret.post(at, {"act": "review", "next": str(ahead)}).status_code == 302
    assert "Reviewed on" in text(priya.get(at))
    assert "by Rosewood House Ltd; next by" in text(priya.get(at))
    with as_owner():
        nurse = known.house.worker("nurse")
    assert browser(nurse).post(at, {"act": "review", "next": str(ahead)}).status_code == 404


def test_a_file_is_drafted_from_and_both_are_written_out_as_files(known: Both) -> None:
    margaret = browser(known.manager)
    what = told(known, title=f"From a file {known.walter.id}", basis="Public task. And more.")
    file = SimpleUploadedFile("a.yaml", agreement_files.as_text(what).encode())
    where = begun(margaret, file=file)
    again = _file(margaret, f"{where}file")
    assert again == {**what, "parties": again["parties"]}
    at = publish(margaret, where, meant="yes")["Location"]
    assert _file(margaret, f"{at}file") == again
    with as_owner():
        agreement = Agreement.objects.get(title=what["title"])
        parties = agreement.parties.order_by("custodian")
        assert tell(agreement, parties) == again
    for bad in (b"- a", b"\xff\xfe", b"title: x\nwho: me", b"a: &x 1\nb: *x"):
        answer = margaret.post("/agreements/new/", {"file": SimpleUploadedFile("a.yaml", bad)})
        assert answer.status_code == 200
        assert "nhsuk-error-message" in answer.content.decode()


def _file(at: Client, address: str) -> dict[str, Any]:
    answer = at.get(address)
    assert "attachment" in answer["Content-Disposition"]
    return agreement_files.from_text(answer.content.decode())


def test_every_step_keeps_what_it_does_not_change(known: Both) -> None:
    """A draft from a file that says everything goes through every page unread, and says the same afterwards."""
    margaret = browser(known.manager)
    with as_owner():
        elsewhere = home("Corner Pharmacy")
    everything = told(
        known, title=f"Everything {known.walter.id}", why="One.\n\nTwo.",
        basis="It is a public task (UK GDPR article 6(1)(e)). Contract.",
        parties=[party(known.house, gives=True, receives=False), party(known.surgery, gives=False, receives=True),
                 party(elsewhere, gives=False, receives=False)],
        roles=["general_practitioner", "pharmacist"], purposes=["direct-care", "safeguarding"], consent="explicit",
        depths={"demographics": "headline", "worker": "headline", "third-party": "deepest"}, review="2027-05-05",
    ) | {"stops-after-days": 0}  # fmt: skip
    where = begun(margaret, file=SimpleUploadedFile("a.yaml", agreement_files.as_text(everything).encode()))
    before = _file(margaret, f"{where}file")
    for step in ("why", "who", "what", "law", "when"):
        margaret.post(f"{where}{step}/", _fields(margaret.get(f"{where}{step}/").content.decode()))
    after = _file(margaret, f"{where}file")
    assert _sorted(after) == _sorted(before)


def _sorted(told: dict[str, Any]) -> dict[str, Any]:
    parties = sorted(told["parties"], key=lambda each: (each["organisation"], each.get("number", 0)))
    return {**told, "parties": parties}


def _fields(html: str) -> dict[str, list[str]]:
    """What a browser would send of a page: radios and ticks that are on, lines, texts and choices."""
    import html as escapes

    found: dict[str, list[str]] = {}
    form = html[html.index("<h1>") :]
    for tag in re.findall(r"<input[^>]*>", form):
        of = dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag))
        on = of.get("type") not in ("radio", "checkbox") or " checked" in tag
        if "name" in of and on:
            found.setdefault(of["name"], []).append(escapes.unescape(of.get("value", "")))
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = [escapes.unescape(value)]
    return found


def test_a_draft_is_thrown_away(known: Both) -> None:
    margaret = browser(known.manager)
    where = whole(margaret, known)
    assert margaret.post(where, {"act": "drop"}).status_code == 302
    assert margaret.get(where).status_code == 404


def test_what_was_agreed_on_a_screen_stands_in_every_document_and_goes_with_it(known: Both) -> None:
    """Notice, record of processing, flows with their controllers, and the beginnings of an impact assessment."""
    margaret, priya = browser(known.manager), browser(known.partner)
    where = whole(margaret, known)
    margaret.post(
        f"{where}why/",
        {"title": f"Safe {known.walter.id}", "why": "To keep you safe.", "purposes": ["safeguarding"]},
    )
    at = publish(margaret, where)["Location"]
    documents = "/agreements/documents/"
    assert "Nothing goes to any other organisation" in text(margaret.get(documents)), (
        "not before both have signed"
    )
    priya.post(at, {"act": "sign"})
    told = text(margaret.get(documents))
    for words in (
        "Parts of it go to Mill Lane Surgery Ltd", "To Mill Lane Surgery Ltd", "keeping people safe from harm",
        "Rosewood House Ltd of what it holds, Mill Lane Surgery Ltd of what its staff do", "Whoever runs this installation",
        "It is a public task (UK GDPR article 6(1)(e)).", "and by those of other organisations while they help",
    ):  # fmt: skip
        assert words in told, words
    part = told.split("<summary>Daily life and care</summary>")[1].split("</details>")[0]
    assert "Mill Lane Surgery Ltd" in part, "the record of processing names who receives"
    assert "From Rosewood House Ltd" in text(priya.get(documents))
    assert "Nothing goes to any other organisation" in text(priya.get(documents))
    margaret.post(at, {"act": "end"})
    assert "Nothing goes to any other organisation" in text(margaret.get(documents))
    assert "From Rosewood" not in text(priya.get(documents))
