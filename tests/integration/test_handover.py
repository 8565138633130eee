"""The handover over a real store: what is new to whom, what is closed, and who has read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from kith.access import gate, sessions
from kith.access.middleware import KEY
from kith.access.roles import role
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.directory import actions
from kith.directory.models import Account, KnownPatient, Post
from kith.record.ids import new_id
from tests.support.feeding import drained
from tests.support.homes import LONG_AGO, Home, as_owner, home, post_of, signed_in

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

DISTRESS = {"during": ["shouting"], "helped": ["listened"], "after": "settled"}
CONCERN = {"how-known": "saw", "seen": "A bruise on the arm", "safe-now": "yes", "send-to": ["manager"]}
Record = Callable[..., UUID]


@dataclass
class Scene:
    """A home of two people with staff of several roles, and a home next door."""

    house: Home
    walter: KnownPatient
    rosa: KnownPatient
    elsewhere: KnownPatient
    carer: Account
    nurse: Account
    manager: Account


@pytest.fixture
def scene(store_url: str, worker_dsn: str) -> Scene:
    with as_owner():
        house, next_door = home(), home("Elm House")
        made = Scene(
            house=house,
            walter=house.person("Green", "Walter"),
            rosa=house.person("Mendes", "Rosa"),
            elsewhere=next_door.person("Hidden", "Henrietta"),
            carer=house.worker("care_worker", "Eliza Marsh"),
            nurse=house.worker("nurse", "Sam Field"),
            manager=house.worker("manager", "Maria Ortiz"),
        )
    drained(worker_dsn)
    return made


@pytest.fixture
def record(worker_dsn: str) -> Record:
    """Records an entry through the gate, and lets the feed have it."""

    def made(
        who: Account,
        person: KnownPatient,
        kind: str,
        answers: dict[str, Any],
        *,
        ago: timedelta = timedelta(),
    ) -> UUID:
        now = datetime.now(UTC)
        with signed_in(who) as viewer:
            entry = DailyEntry(
                id=new_id(), kind=kind, definition=catalogue().current[kind].canonical, patient=person.id,
                occurred=now - ago - timedelta(seconds=5), author=viewer.practitioner, made=now, answers=answers,
            )  # fmt: skip
            gate.open_to_write(viewer, person.id).add(entry)
        drained(worker_dsn)
        return entry.id

    return made


def withdraw(who: Account, person: KnownPatient, entry: UUID) -> None:
    """Takes an entry back as recorded by mistake."""
    with signed_in(who) as viewer:
        gate.open_to_write(viewer, person.id).withdraw(entry, expected=1, reason="Somebody else's.")


def browser(account: Account) -> Client:
    """A browser in which somebody has signed in."""
    return as_post(account, post_of(account))


def shown(client: Client, choice: str = "read") -> str:
    answer = client.get(f"/handover/?since={choice}")
    assert answer.status_code == 200
    return answer.content.decode()


def tokens(page: str) -> list[str]:
    """What the page sends back, by person in their order, then for everybody."""
    return re.findall(r'name="token" value="([^"]+)"', page)


def read_all(client: Client) -> None:
    answer = client.post("/handover/read", {"token": tokens(shown(client))[-1], "since": "read"})
    assert answer.status_code == 302


def test_what_was_recorded_is_told_once_to_each_reader(scene: Scene, record: Record) -> None:
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    carer, manager = browser(scene.carer), browser(scene.manager)
    assert "Upset or distress" in shown(carer)
    read_all(carer)
    assert "Upset or distress" not in shown(carer)
    assert "Nothing new for" in shown(carer)
    assert "Upset or distress" in shown(manager)
    assert "Upset or distress" in shown(carer, "day")


def test_what_is_written_down_late_is_new_after_reading_whatever_time_it_is_about(
    scene: Scene, record: Record
) -> None:
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    carer = browser(scene.carer)
    read_all(carer)
    record(scene.nurse, scene.walter, "vomiting", {"amount": "small"}, ago=timedelta(hours=9))
    page = shown(carer)
    assert "Being sick" in page or "omit" in page
    assert "Upset or distress" not in page
    assert "Added since you read at" in page
    assert "Written down 9 hours later" in page


def test_one_person_is_read_without_the_others(scene: Scene, record: Record) -> None:
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    record(scene.nurse, scene.rosa, "seizure", {"minutes": 2})
    carer = browser(scene.carer)
    before = shown(carer)
    assert before.index("Rosa Mendes") < before.index("Walter Green")
    carer.post("/handover/read", {"token": tokens(before)[0]})
    after = shown(carer)
    assert "Fit or seizure" not in after
    assert "Upset or distress" in after


def test_a_change_between_the_page_and_the_tap_stays_new(scene: Scene, record: Record) -> None:
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    carer = browser(scene.carer)
    token = tokens(shown(carer))[-1]
    record(scene.nurse, scene.walter, "seizure", {"minutes": 2})
    carer.post("/handover/read", {"token": token})
    page = shown(carer)
    assert "Fit or seizure" in page
    assert "Upset or distress" not in page


def test_what_a_role_may_not_read_is_not_there_nor_counted(scene: Scene, record: Record) -> None:
    carer, manager = browser(scene.carer), browser(scene.manager)
    read_all(carer)
    read_all(manager)
    record(scene.carer, scene.walter, "concern", CONCERN)
    assert "A bruise on the arm" in shown(manager)
    assert "1 person to tell of since" in manager.get("/").content.decode()
    page = shown(carer)
    assert "bruise" not in page
    assert "concern" not in page.split("<main")[1].lower()
    assert "nobody to tell of" in carer.get("/").content.decode()


def test_who_is_here_counts_those_of_whom_the_handover_tells(
    scene: Scene, record: Record, worker_dsn: str
) -> None:
    carer = browser(scene.carer)
    read_all(carer)
    record(scene.nurse, scene.walter, "drink", {"offered": 200, "taken": 150})
    assert "nobody to tell of since you last read" in carer.get("/").content.decode()
    assert "Nothing new for" in shown(carer)
    distress = record(scene.nurse, scene.walter, "distress", DISTRESS)
    assert "1 person to tell of since you last read" in carer.get("/").content.decode()
    read_all(carer)
    withdraw(scene.nurse, scene.walter, distress)
    drained(worker_dsn)
    assert "1 person to tell of since you last read" in carer.get("/").content.decode()


def test_another_home_is_not_there(scene: Scene) -> None:
    assert "Henrietta" not in shown(browser(scene.manager), "day")


def test_who_has_read_is_seen_by_the_others(scene: Scene, record: Record) -> None:
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    carer, nurse = browser(scene.carer), browser(scene.nurse)
    assert "Read by 0 of 2 signed in now" in shown(nurse)
    read_all(carer)
    page = shown(nurse)
    assert "Read by 1 of 2 signed in now" in page
    assert "Read by Eliza Marsh." in page
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    assert "Read by 0 of 2 signed in now" in shown(nurse)


def test_what_a_reader_could_not_see_does_not_count_as_unread_for_others(
    scene: Scene, record: Record
) -> None:
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    record(scene.carer, scene.walter, "concern", CONCERN)
    carer, manager = browser(scene.carer), browser(scene.manager)
    read_all(carer)
    assert "Read by 1 of 3 signed in now" in shown(manager)  # the nurse is signed in too


def test_a_token_counts_in_its_own_session_only_and_tells_nothing(scene: Scene, record: Record) -> None:
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    carer, nurse = browser(scene.carer), browser(scene.nurse)
    token = tokens(shown(carer))[-1]
    quietly = {"X-Kith-Quietly": "1"}
    assert nurse.post("/handover/read", {"token": token}, headers=quietly).status_code == 409
    assert nurse.post("/handover/read", {"token": "nonsense"}, headers=quietly).status_code == 409
    assert "Upset or distress" in shown(nurse)
    assert scene.walter.id.hex not in token
    assert tokens(shown(carer))[-1] != token
    assert carer.post("/handover/read", {"token": token}, headers=quietly).status_code == 204


def test_a_stranger_reads_and_marks_nothing(scene: Scene) -> None:
    for answer in (
        Client().get("/handover/"),
        Client().get("/handover/huddle/"),
        Client().post("/handover/read"),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in")


def test_reading_the_handover_is_a_look_at_everybody_in_it(scene: Scene) -> None:
    carer = browser(scene.carer)
    shown(carer)
    looks = carer.get(f"/people/{scene.rosa.id}/looks/").content.decode()
    assert "the handover" in looks


def test_what_must_be_done_stays_when_it_was_read(scene: Scene, record: Record) -> None:
    asked = {"know": "New cream", "must-do": True, "action": "Put the cream on her heels"}
    record(scene.nurse, scene.rosa, "handover-note", asked)
    carer = browser(scene.carer)
    assert "Put the cream on her heels" in shown(carer)
    read_all(carer)
    assert "Put the cream on her heels" in shown(carer)


def test_the_huddle_tells_the_same(scene: Scene, record: Record) -> None:
    carer = browser(scene.carer)
    read_all(carer)
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    page = carer.get("/handover/huddle/").content.decode()
    assert "Upset or distress" in page
    assert "1 of 1" in page


def test_somebody_in_another_role_has_not_read_what_the_first_could_not_see(
    scene: Scene, record: Record
) -> None:
    record(scene.nurse, scene.walter, "distress", DISTRESS)
    with as_owner():
        actions.add_post(
            staff=scene.carer.staff,
            service=scene.house.service,
            role="manager",
            words=role("manager").words,
            since=LONG_AGO,
        )
    held = Post.objects.select_related("service__organization").filter(staff_id=scene.carer.staff_id)
    posts = {post.role: post for post in held}
    record(scene.nurse, scene.walter, "concern", CONCERN)
    as_carer = as_post(scene.carer, posts["care_worker"])
    read_all(as_carer)
    assert "A bruise on the arm" in shown(as_post(scene.carer, posts["manager"]))


def as_post(account: Account, post: Any) -> Client:
    """A browser of somebody with several posts, in one of them."""
    with transaction.atomic():
        number = sessions.open_session(account, post)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[KEY] = number
    session.save()
    return client
