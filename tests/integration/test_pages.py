"""The pages over a real store: what each shows, and that what is closed and what is absent look the same."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from kith.access import gate, sessions
from kith.access.middleware import KEY
from kith.catalogue.components import DailyEntry
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from tests.support.homes import as_owner, home, post_of, signed_in

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=False)]


@dataclass
class Scene:
    """A home with two people of similar names, a nurse, an administrator, and a home next door."""

    arthur: KnownPatient
    alan: KnownPatient
    elsewhere: KnownPatient
    nurse: Account
    tea: UUID


@pytest.fixture(scope="module")
def scene(store_url: str) -> Scene:
    with as_owner():
        rosewood, next_door = home(), home("Elm House")
        arthur, alan = rosewood.person("Green", "Arthur"), rosewood.person("Green", "Alan")
        elsewhere = next_door.person("Hidden", "Henrietta")
        nurse = rosewood.worker("nurse", "Sam Field")
    tea = record_drink(nurse, arthur.id)
    return Scene(arthur, alan, elsewhere, nurse, tea)


def record_drink(account: Account, patient: UUID, taken: str = "150") -> UUID:
    """A cup of tea a moment ago, recorded through the gate."""
    now = datetime.now(UTC)
    with signed_in(account) as viewer:
        entry = DailyEntry(
            id=new_id(),
            kind="drink",
            definition="https://kith.example/EntryKind/drink|1",
            patient=patient,
            occurred=now - timedelta(seconds=5),
            author=viewer.practitioner,
            made=now,
            answers={"what": "tea", "offered": Decimal(200), "taken": Decimal(taken)},
        )
        gate.open(viewer, patient, face="test", asked="to record").add(entry)
    return entry.id


@pytest.fixture
def client(scene: Scene) -> Client:
    """A browser in which the nurse has signed in."""
    return browser(scene.nurse)


def browser(account: Account) -> Client:
    with transaction.atomic():
        number = sessions.open_session(account, post_of(account))
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[KEY] = number
    session.save()
    return client


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_who_is_here_shows_everybody_of_this_service_and_nobody_else(client, scene) -> None:
    shown = text(client.get("/"))
    assert "Arthur Green" in shown
    assert "Alan Green" in shown
    assert "Henrietta" not in shown
    assert shown.count("Similar name here") == 2
    assert "Allergies: not asked" in shown
    assert "150 of 200 ml" in shown


def test_a_day_shows_what_was_recorded_and_by_whom(client, scene) -> None:
    shown = text(client.get(f"/people/{scene.arthur.id}/"))
    assert "150 of 200 ml" in shown
    assert "Sam Field" in shown


def test_a_similar_name_is_marked_on_the_persons_own_pages(client, scene) -> None:
    assert "Similar name here" in text(client.get(f"/people/{scene.arthur.id}/record/"))


def test_what_is_closed_and_what_is_absent_look_the_same(client, scene) -> None:
    pages = [
        "",
        "weeks/",
        "record/",
        "trend/",
        "trend/drink/taken/",
        "looks/",
        f"entries/{scene.tea}/",
        "changes/",
    ]
    for page in pages:
        closed = client.get(f"/people/{scene.elsewhere.id}/{page}")
        absent = client.get(f"/people/{new_id()}/{page}")
        assert closed.status_code == absent.status_code == 404
        assert closed.content == absent.content
        assert text(client.get(f"/people/{scene.arthur.id}/{page}"))


def test_an_entry_is_shown_under_its_own_person_only(client, scene) -> None:
    assert text(client.get(f"/people/{scene.arthur.id}/entries/{scene.tea}/"))
    assert client.get(f"/people/{scene.alan.id}/entries/{scene.tea}/").status_code == 404


def test_an_entry_shows_every_version_with_its_reason(client, scene) -> None:
    id = record_drink(scene.nurse, scene.alan.id, "120")
    with signed_in(scene.nurse) as viewer:
        record = gate.open(viewer, scene.alan.id, face="test", asked="to change")
        (entry,) = [each for each in record.entries("drink") if each.id == id]
        changed = entry.amended(answers={**entry.answers, "taken": Decimal(20)})
        record.amend(changed, expected=1, reason="The cup was spilt")
    shown = text(client.get(f"/people/{scene.alan.id}/entries/{id}/"))
    assert "The cup was spilt" in shown
    assert "<del>120 of 200 ml</del>" in shown
    assert "<ins>20 of 200 ml</ins>" in shown


def test_the_weeks_and_the_trend_follow_the_drink(client, scene) -> None:
    assert "150 ml" in text(client.get(f"/people/{scene.arthur.id}/weeks/"))
    trend = text(client.get(f"/people/{scene.arthur.id}/trend/drink/taken/?days=28"))
    assert "150 ml so far" in trend
    assert "nothing recorded" in trend
    assert ">Drink</span>" in text(client.get(f"/people/{scene.arthur.id}/trend/"))


def test_a_look_is_seen_by_the_next_who_asks(client, scene) -> None:
    client.get(f"/people/{scene.alan.id}/")
    client.get("/")
    shown = text(client.get(f"/people/{scene.alan.id}/looks/"))
    assert "Opened the record" in shown
    assert "saw the name in a list" in shown
    assert "Sam Field" in shown


def test_a_stranger_is_sent_to_sign_in_and_sees_nothing(scene) -> None:
    for address in ("/", f"/people/{scene.arthur.id}/", "/catalogue/"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in?next=")


def test_pages_stay_in_no_cache_and_carry_the_policy(client, scene) -> None:
    answer = client.get(f"/people/{scene.arthur.id}/")
    assert "no-store" in answer["Cache-Control"]
    assert "style-src 'self'" in answer["Content-Security-Policy"]


def test_nothing_on_any_page_is_inline(client, scene) -> None:
    pages = ["", "weeks/", "record/", "trend/drink/taken/", "looks/", f"entries/{scene.tea}/", "changes/"]
    addresses = ["/", "/changes/", "/catalogue/", "/catalogue/drink/"] + [
        f"/people/{scene.arthur.id}/{p}" for p in pages
    ]
    for address in addresses:
        shown = text(client.get(address))
        assert "style=" not in shown
        assert "<script>" not in shown
        assert "onclick" not in shown


def test_the_sheet_is_told_who_and_what(client, scene) -> None:
    shown = text(client.get(f"/people/{scene.arthur.id}/record/?kind=drink"))
    assert f'data-patient="{scene.arthur.id}"' in shown
    assert 'data-kind="drink"' in shown
    assert 'data-often="[&#34;drink&#34;]"' in shown
    changing = text(client.get(f"/people/{scene.arthur.id}/record/?amend={scene.tea}"))
    assert "&#34;replaces&#34;: 1" in changing
    for wrong in ("nonsense", new_id(), scene.elsewhere.id):
        assert client.get(f"/people/{scene.arthur.id}/record/?amend={wrong}").status_code == 404


def test_live_says_nothing_until_something_moved(client, scene) -> None:
    client.get(f"/people/{scene.arthur.id}/")
    assert client.get(f"/live?after={2**61}&patient={scene.arthur.id}").status_code == 204
    assert client.get(f"/live?after=0&patient={scene.elsewhere.id}").status_code == 204
    assert Client().get(f"/live?after=0&patient={scene.arthur.id}").status_code == 401


@pytest.mark.parametrize(
    "address",
    ["/live", "/live?after=x&patient=y", "/people/1/", "/catalogue/nothing/", "/live?after=-1&patient="],
)
def test_nonsense_is_a_plain_404(client, address) -> None:
    assert client.get(address).status_code == 404


def test_days_that_do_not_exist_are_a_plain_404(client, scene) -> None:
    for day in ("2026-02-30", "0001-01-01", "9999-12-31", "today"):
        assert client.get(f"/people/{scene.arthur.id}/day/{day}/").status_code == 404
        assert client.get(f"/people/{scene.arthur.id}/weeks/?to={day}").status_code == 404
    assert "Nothing is recorded for this day" in text(
        client.get(f"/people/{scene.arthur.id}/day/2020-01-01/")
    )


def test_the_reader_chooses_words_and_look_and_goes_back(client, scene) -> None:
    answer = client.post("/look", {"words": "clinical", "back": f"/people/{scene.arthur.id}/"})
    assert answer["Location"] == f"/people/{scene.arthur.id}/"
    assert "Oral fluid intake" in text(client.get(f"/people/{scene.arthur.id}/"))
    client.post("/look", {"words": "everyday", "night": "night", "names": "hidden"})
    shown = text(client.get("/"))
    assert 'data-look="night"' in shown
    assert 'data-names="hidden"' in shown


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_going_back_never_leaves_this_site(client, back) -> None:
    assert client.post("/look", {"words": "everyday", "back": back})["Location"] == "/"


def test_health_needs_nobody() -> None:
    assert Client().get("/health").json() == {"status": "ok"}
