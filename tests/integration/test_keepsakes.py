"""Pictures, sounds and films of About me, over a real store: whose they are, who sees them, and what is never kept."""

import io
import re
import wave
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kith.record import attachments
from kith.record.ids import new_id
from tests.integration.test_pages import browser, text
from tests.integration.test_photo import picture
from tests.integration.test_who import House, house
from tests.support.homes import as_owner, home
from tests.unit.record.test_films import PLACE, WHERE, film

pytestmark = [pytest.mark.usefixtures("store_url")]
__all__ = ["house"]


def tune() -> bytes:
    """A second of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(16_000))
    return out.getvalue()


def page(house: House) -> str:
    return f"/people/{house.walter.id}/about-me/"


def send(client: Client, house: House, content: bytes, name: str = "from-a-phone", **more: str) -> Any:
    sent = {
        "form": str(new_id()), "heading": "most", "words": "His garden in June", "agreed": "agreed",
        "file": SimpleUploadedFile(name, content), **more,
    }  # fmt: skip
    return client.post(page(house), sent)


def sources(client: Client, house: House, where: str = "") -> list[str]:
    shown = text(client.get(where or page(house)))
    return re.findall(r'<(?:img|audio|video) [^>]*src="([^"]+/about-me/[^"]+)"', shown)


def test_a_picture_a_sound_and_a_film_are_kept_with_their_words_and_without_their_place(house: House) -> None:
    nurse, emily = browser(house.nurse), browser(house.emily)
    for content, heading in ((picture(), "most"), (tune(), "well"), (film(b"vide", told=WHERE), "please")):
        assert send(nurse, house, content, heading=heading, helped="His daughter Helen").status_code == 302
    shown = text(emily.get(page(house)))
    assert shown.count("His garden in June") == 3
    assert "with the help of His daughter Helen" in shown
    assert shown.index("What is most important to me") < shown.index("My wellness") < shown.index("Please do")
    found = [emily.get(each) for each in sources(emily, house)]
    assert [each["Content-Type"] for each in found] == ["image/jpeg", "audio/wave", "video/mp4"]
    for each in found:
        assert each["Cache-Control"] == "no-store"
        assert each["X-Content-Type-Options"] == "nosniff"
        assert PLACE not in each.content
        assert b"Secret Road" not in each.content
    kept = Image.open(io.BytesIO(found[0].content))
    assert max(kept.size) == 1280
    assert len(sources(emily, house, f"/people/{house.walter.id}/summary/")) == 3


def test_a_player_gets_the_part_that_it_asks_for(house: House) -> None:
    nurse = browser(house.nurse)
    send(nurse, house, tune())
    (where,) = sources(nurse, house)
    part = nurse.get(where, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"RIFF")
    assert nurse.get(where, headers={"Range": "bytes=999999-"}).status_code == 416


def test_whoever_may_not_see_them_sees_nothing_and_no_address_opens_elsewhere(house: House) -> None:
    nurse = browser(house.nurse)
    send(nurse, house, picture())
    (where,) = sources(nurse, house)
    assert Client().get(where).status_code == 302
    with as_owner():
        stranger = browser(home("Elm House").worker("nurse", "Nora Quill"))
        clerk = browser(house.place.worker("administrator", "Ada Ink"))
    for closed in (stranger, clerk):
        closed.get(f"/people/{house.walter.id}/")
        assert closed.get(where).status_code == 404
        assert closed.get(page(house)).status_code == 404
        assert send(closed, house, picture()).status_code == 404
    nurse.get(f"/people/{house.ivy.id}/")
    assert nurse.get(where.replace(str(house.walter.id), str(house.ivy.id))).status_code == 404
    key = where.rsplit("/", 1)[1]
    for wrong in ("0" * 32, "%25", key[:-1] + "_", key[:8]):
        assert nurse.get(where.replace(key, wrong)).status_code == 404
    assert nurse.get(where).status_code == 200


def test_a_film_goes_on_when_something_has_changed_since_its_page_was_made(house: House) -> None:
    nurse = browser(house.nurse)
    send(nurse, house, film(b"vide", told=WHERE))
    (where,) = sources(nurse, house)
    with as_owner():
        house.place.registration(house.walter).save()  # what was decided before counts no longer
    assert nurse.get(where, headers={"Range": "bytes=0-9"}).status_code == 206
    with as_owner():
        house.place.registration(house.walter).delete()
    assert nurse.get(where, headers={"Range": "bytes=0-9"}).status_code == 404


def test_what_is_removed_is_shown_to_nobody_and_its_history_stays(house: House) -> None:
    nurse, emily = browser(house.nurse), browser(house.emily)
    send(nurse, house, picture())
    (where,) = sources(nurse, house)
    id = where.split("/about-me/")[1].split("/")[0]
    remove = f"{page(house)}{id}/remove"
    assert nurse.post(remove, {"version": "7"})["Location"].endswith("?said=met")
    assert sources(emily, house) == [where]
    assert nurse.post(remove, {"version": "1", "why": "He asked for it"})["Location"].endswith(
        "?said=removed"
    )
    assert sources(emily, house) == []
    assert nurse.get(where).status_code == 404
    assert nurse.post(remove, {"version": "2"}).status_code in (302, 404)
    other = f"/people/{house.walter.id}/about-me/{new_id()}/remove"
    assert nurse.post(other, {"version": "1"}).status_code == 404


def test_without_words_a_heading_or_their_agreement_nothing_is_kept_and_nothing_typed_is_lost(
    house: House,
) -> None:
    nurse = browser(house.nurse)
    for missing, said in (
        ("words", "Say in words"), ("heading", "Choose what it is about"), ("agreed", "Say whether they agreed"),
    ):  # fmt: skip
        answer = text(send(nurse, house, picture(), helped="Helen, his daughter", **{missing: ""}))
        assert said in answer
        assert "Helen, his daughter" in answer
    assert "Choose what it is about" in text(send(nurse, house, picture(), heading="source"))
    assert "Choose a picture" in text(
        nurse.post(page(house), {"heading": "most", "words": "x", "agreed": "agreed"})
    )
    assert sources(nurse, house) == []


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.7 a document",
        b"words alone",
        film(b"vide", told=WHERE)[:-9],
        b"\xff\xd8\xff\xe0 no picture",
        b"\0" * 100,
    ],
    ids=["page", "svg", "pdf", "words", "cut-off", "broken", "noughts"],
)
def test_what_is_no_picture_sound_or_film_is_refused_in_words(house: House, content: bytes) -> None:
    nurse = browser(house.nurse)
    answer = send(nurse, house, content, "holiday.jpg")
    assert answer.status_code == 200
    assert "Please check this" in text(answer)
    assert sources(nurse, house) == []


def test_a_picture_that_is_a_page_too_loses_the_page(house: House) -> None:
    nurse = browser(house.nurse)
    assert send(nurse, house, picture() + b"<script>alert(1)</script>").status_code == 302
    (where,) = sources(nurse, house)
    assert b"<script>" not in nurse.get(where).content


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    nurse = browser(house.nurse)
    content = tune() + bytes(attachments.LARGEST)
    assert "too large" in text(send(nurse, house, content))


def test_the_same_form_twice_keeps_one(house: House) -> None:
    nurse, form = browser(house.nurse), str(new_id())
    for _ in range(2):
        assert send(nurse, house, picture(), form=form).status_code == 302
    assert len(sources(nurse, house)) == 1
