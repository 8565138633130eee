"""Learning, over a real store: what is kept of whom, who may see it, and that practice keeps nothing."""

import re

import pytest
from django.test import Client

from kith.directory.models import Account
from kith.record.connection import cursor
from kith.web.learning.paths import lessons
from tests.integration.test_pages import browser, text
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]


@pytest.fixture
def house(store_url: str) -> tuple[Home, Account, Account]:
    with as_owner():
        place = home()
        return place, place.worker("nurse", "Eva Lindholm"), place.worker("care_worker", "Emily Ward")


def plain(client: Client, address: str = "/learn/") -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(client.get(address))))


def answer(client: Client, step: str, *, right: bool = True, path: str = "first-hour") -> str:
    chosen = lessons().path(path)
    assert chosen
    answers = next(each for each in chosen.steps if each.key == step).answers
    number = next(place for place, each in enumerate(answers) if each.right is right)
    return client.post(f"/learn/{path}/{step}/", {"answer": str(number)}).content.decode()


def test_a_right_answer_is_kept_once_and_a_wrong_one_says_why(house: tuple[Home, Account, Account]) -> None:
    _, _, emily = house
    client = browser(emily)
    assert "Not begun" in plain(client)
    wrong = answer(client, "door", right=False)
    assert "Try again" in wrong
    assert "Not begun" in plain(client)
    for _ in range(2):
        assert "Go on" in answer(client, "door")
    assert "1 of 12 learned" in plain(client)
    for step in lessons().path("first-hour").steps:  # type: ignore[union-attr]
        answer(client, step.key)
    assert "All learned" in plain(client)
    assert client.post("/learn/first-hour/door/", {"answer": "9"}).status_code == 302
    assert client.get("/learn/first-hour/nothing/").status_code == 404


def test_those_who_lead_see_how_far_each_is_and_nobody_else_does(
    house: tuple[Home, Account, Account],
) -> None:
    _, eva, emily = house
    answer(browser(emily), "door")
    with as_owner():
        other = home("Elm House").worker("nurse", "Nora Quill")
    assert "Emily Ward, care worker 1 of 12 learned" in plain(browser(eva))
    for client in (browser(emily), browser(other)):
        assert "Who has learned what" not in plain(client) or "Emily Ward" not in plain(client)
    with signed_in(emily):
        assert cursor().execute("select count(*) from learned_here()").fetchone()[0] == 0  # type: ignore[index]
    with signed_in(emily), pytest.raises(Exception, match="permission denied"):
        cursor().execute("select * from learned")


def test_the_practice_page_is_nobodys(house: tuple[Home, Account, Account]) -> None:
    _, _, emily = house
    page = text(browser(emily).get("/learn/practice/"))
    assert "data-practice" in page
    assert "Pat Practice does not exist" in page
    assert Client().get("/learn/")["Location"].startswith("/sign-in")
