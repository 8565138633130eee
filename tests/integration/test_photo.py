"""Somebody's photo, over a real store: kept small and bare, seen by those who may see them, on their word alone."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.integration.test_pages import browser, text
from tests.integration.test_who import House, form, house, shown
from tests.support.homes import as_owner, home

pytestmark = [pytest.mark.usefixtures("store_url")]
__all__ = ["house"]


def picture(*, size: tuple[int, int] = (1600, 1200), format: str = "JPEG") -> bytes:
    """A photo that tells where it was taken."""
    made, out = Image.new("RGB", size, (180, 120, 90)), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A camera of 1 Secret Road"
    made.save(out, format, exif=exif)
    return out.getvalue()


def sent(
    client: Client, house: House, content: bytes = b"", *, agreed: str = "agreed", version: str = "1"
) -> str:
    file = SimpleUploadedFile("walter.jpg", content or picture(), content_type="image/jpeg")
    answer = client.post(
        f"/people/{house.walter.id}/photo/add", {"photo": file, "agreed": agreed, "version": version}
    )
    return "kept" if answer.status_code == 302 else f"{answer.status_code} {answer.content.decode()}"


def address(client: Client, house: House) -> str:
    found = re.search(
        r'<img class="kith-face[^"]*" src="([^"]+)"', text(client.get(f"/people/{house.walter.id}/"))
    )
    return found[1] if found else ""


def test_it_is_kept_small_and_bare_and_shown_on_every_page_about_them(house: House) -> None:
    nurse, emily = browser(house.nurse), browser(house.emily)
    assert address(emily, house) == ""
    assert sent(nurse, house) == "kept"
    where = address(emily, house)
    answer = emily.get(where)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store")
    kept = Image.open(io.BytesIO(answer.content))
    assert max(kept.size) == 480
    assert not dict(kept.getexif())
    assert b"Secret Road" not in answer.content
    assert "Photo. They agreed to a photo" in shown(nurse, house)


def test_whoever_may_not_see_them_sees_no_photo_and_its_key_opens_nothing_elsewhere(house: House) -> None:
    nurse = browser(house.nurse)
    sent(nurse, house)
    where = address(nurse, house)
    key = where.rsplit("/", 1)[1]
    assert Client().get(where).status_code == 302
    assert nurse.get(f"/people/{house.ivy.id}/photo/{key}").status_code == 404
    for wrong in ("0" * 32, "%25" * 8, "a", key[:31] + "_"):
        assert nurse.get(f"/people/{house.walter.id}/photo/{wrong}").status_code == 404
    with as_owner():
        stranger = home("Elm House").worker("nurse", "Nora Quill")
    assert browser(stranger).get(where).status_code == 404


def test_a_page_that_is_open_goes_on_showing_the_photo_when_something_has_changed_since(house: House) -> None:
    nurse = browser(house.nurse)
    sent(nurse, house)
    where = address(nurse, house)
    with as_owner():
        house.place.registration(house.walter).save()  # what was decided before counts no longer
    assert nurse.get(where).status_code == 200
    with as_owner():
        house.place.registration(house.walter).delete()
    assert nurse.get(where).status_code == 404


def test_only_on_their_word_and_by_whoever_may_change_who_they_are(house: House) -> None:
    nurse, emily = browser(house.nurse), browser(house.emily)
    assert "Say whether they agreed" in sent(nurse, house, agreed="")
    assert sent(emily, house).startswith("404")
    assert address(nurse, house) == ""


@pytest.mark.parametrize(
    "content", [b"GIF89a" + b"\0" * 64, b"<svg onload='alert(1)'/>", b"%PDF-1.7 nothing"]
)
def test_what_is_no_photo_is_refused_in_words(house: House, content: bytes) -> None:
    nurse = browser(house.nurse)
    assert "could not be read" in sent(nurse, house, content)
    assert address(nurse, house) == ""


def test_a_new_name_keeps_it_and_removing_it_meets_whoever_changed_something(house: House) -> None:
    nurse = browser(house.nurse)
    sent(nurse, house)
    where = address(nurse, house)
    nurse.post(
        f"/people/{house.walter.id}/who/", form(nurse, f"/people/{house.walter.id}/who/", room="Room 7")
    )
    assert address(nurse, house) == where
    assert nurse.get(where).status_code == 200
    remove = f"/people/{house.walter.id}/photo/remove"
    assert "Somebody changed this meanwhile" in nurse.post(remove, {"version": "2"}).content.decode()
    assert nurse.post(remove, {"version": "3"}).status_code == 302
    assert address(nurse, house) == ""
