"""Changes noticed over a real store: who learns of what, closing by an act, two who close at once, the feed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from kith.access import gate, sessions
from kith.access.middleware import KEY
from kith.access.viewer import Viewer
from kith.care import closing, queries
from kith.care.changes import Changes, changes_of
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient
from kith.record.errors import Conflict
from kith.record.ids import new_id
from tests.support.homes import as_owner, home, post_of, signed_in

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=False)]

TEA = {"what": "tea", "offered": Decimal(300)}


@dataclass
class Scene:
    """A home: Arthur drinks less and a concern was raised about him; Alan is as ever."""

    arthur: KnownPatient
    alan: KnownPatient
    elsewhere: KnownPatient
    nurse: Account
    carer: Account
    manager: Account
    kitchen: Account
    inspector: Account
    other: Account
    betty: KnownPatient
    closed: UUID


@pytest.fixture(scope="module")
def scene(store_url: str) -> Scene:
    with as_owner():
        rosewood, next_door = home(), home("Elm House")
        people = [rosewood.person("Green", "Arthur"), rosewood.person("Ash", "Alan")]
        elsewhere = next_door.person("Hidden", "Henrietta")
        keys = ("nurse", "care_worker", "manager", "kitchen", "inspector")
        staff = [rosewood.worker(key, f"{key} Field") for key in keys]
        other, betty = rosewood.worker("manager", "Ann Other"), rosewood.person("Birch", "Betty")
    fill(staff[0], people[0].id, low=2)
    fill(staff[0], people[1].id, low=0)
    fill(staff[0], betty.id, low=3)
    finding = next(each for each in seen_by(staff[0], betty.id).open if each.rule.key == "drinks-less")
    act(staff[0], betty.id, finding.id, "told-gp")
    return Scene(*people, elsewhere, *staff, other, betty, finding.id)


def fill(account: Account, patient: UUID, *, low: int) -> None:
    """Thirty-five days of five cups, the last `low` whole days with little in them; where low, a concern."""
    with signed_in(account) as viewer:
        record, rule = gate.open(viewer, patient, face="test", asked="to record"), queries.rule_of(viewer)
        for back in range(1, 36):
            start = rule.start(rule.of(datetime.now(UTC)) - timedelta(days=back))
            for cup in range(5):
                taken = Decimal(100 if back <= low else 240 + back * 13 % 40)
                add(record, viewer, "drink", start + timedelta(hours=1 + 2 * cup), {**TEA, "taken": taken})
        if low:
            answers = {"how-known": "saw", "seen": "A bruise", "safe-now": "not-sure"}
            add(record, viewer, "concern", datetime.now(UTC) - timedelta(minutes=5), answers)


def add(record: Any, viewer: Viewer, kind: str, when: datetime, answers: dict[str, Any]) -> UUID:
    """One entry through the gate."""
    definition = catalogue().kind(kind).canonical
    entry = DailyEntry(
        id=new_id(), kind=kind, definition=definition, patient=record.patient, occurred=when,
        author=viewer.practitioner, made=when, answers=answers,
    )  # fmt: skip
    record.add(entry)
    return entry.id


def seen_by(account: Account, patient: UUID) -> Changes:
    """The changes in one person, as somebody may learn of them."""
    with signed_in(account) as viewer:
        record = gate.open(viewer, patient, face="test", asked="changes")
        return changes_of([record.patient], datetime.now(UTC), queries.rule_of(viewer))[patient]


def found(changes: Changes) -> set[str]:
    return {finding.rule.key for finding in changes.open}


def act(account: Account, patient: UUID, finding: UUID, how: str, note: str = "", **more: Any) -> Any:
    with signed_in(account) as viewer:
        record = gate.open_to_write(viewer, patient)
        rule = queries.rule_of(viewer)
        return closing.close(record, finding, how=how, note=note, now=datetime.now(UTC), rule=rule, **more)


def browser(account: Account) -> Client:
    with transaction.atomic():
        number = sessions.open_session(account, post_of(account))
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[KEY] = number
    session.save()
    return client


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def test_a_viewer_learns_only_of_what_they_may_read(scene) -> None:
    assert found(seen_by(scene.carer, scene.arthur.id)) == {"drinks-less"}
    assert found(seen_by(scene.nurse, scene.arthur.id)) == {"drinks-less"}
    assert found(seen_by(scene.manager, scene.arthur.id)) == {
        "drinks-less"
    }  # a concern has a page of its own
    assert found(seen_by(scene.kitchen, scene.arthur.id)) == set()
    assert seen_by(scene.kitchen, scene.arthur.id).unsaid == ()
    assert found(seen_by(scene.manager, scene.alan.id)) == set()


def test_every_reader_is_told_the_same_finding_with_the_same_words(scene) -> None:
    mine = {each.id: each.sentence for each in seen_by(scene.carer, scene.arthur.id).open}
    theirs = {each.id: each.sentence for each in seen_by(scene.manager, scene.arthur.id).open}
    assert mine.items() <= theirs.items()


def test_an_act_closes_it_for_everybody_and_stands_in_the_day(scene) -> None:
    (finding,) = seen_by(scene.carer, scene.arthur.id).open
    act(scene.carer, scene.arthur.id, finding.id, "told-nurse")
    assert found(seen_by(scene.manager, scene.arthur.id)) == set()
    shown = text(browser(scene.nurse).get(f"/people/{scene.arthur.id}/"))
    assert "Acted on: Drinking less" in shown
    assert "Told the nurse" in shown
    kitchen = seen_by(scene.kitchen, scene.arthur.id)
    assert kitchen.closed == ()


def test_a_closing_is_in_the_feed_with_the_labels_of_what_it_rests_on(scene, owner) -> None:
    (row,) = owner.execute(
        "select c.category, c.tier, c.custodian = o.custodian from current c, directory_organization o,"
        " directory_service s where c.id = %s and s.organization_id = o.id and o.name like 'Rosewood%%'"
        " and exists (select 1 from feed where id = c.id union select 1 from feed_pending where id = c.id)",
        (scene.closed,),
    ).fetchall()
    assert row == (Category.DAILY_LIFE, Tier.DETAIL, True)


def test_two_who_close_meet_and_neither_is_lost(scene) -> None:
    finding = fresh_finding(scene)
    act(scene.manager, scene.alan.id, finding, "plan-changed")
    with pytest.raises(Conflict):
        act(scene.nurse, scene.alan.id, finding, "told-gp")
    act(scene.nurse, scene.alan.id, finding, "told-gp", knowing=1)
    (closed,) = [each for each in seen_by(scene.manager, scene.alan.id).closed if each.change.id == finding]
    assert [each.how for each in closed.change.acts] == ["plan-changed", "told-gp"]
    assert closed.version == 2


def test_closing_needs_a_reason_where_it_says_nothing_without(scene) -> None:
    fresh = fresh_finding(scene)
    for how in ("expected", "not-a-change"):
        with pytest.raises(closing.NoteNeeded):
            act(scene.carer, scene.alan.id, fresh, how, "  ")
    with pytest.raises(ValueError, match="no way of closing"):
        act(scene.carer, scene.alan.id, fresh, "looked-away")
    act(scene.carer, scene.alan.id, fresh, "expected", "He was out with his family")


def fresh_finding(scene: Scene) -> UUID:
    """A marked change of Alan's, just written down."""
    with signed_in(scene.carer) as viewer:
        record = gate.open(viewer, scene.alan.id, face="test", asked="to record")
        answers = {"about": ["moving"], "direction": "worse", "told": ["nobody-yet"]}
        add(record, viewer, "marked-change", datetime.now(UTC), answers)
    changes = seen_by(scene.carer, scene.alan.id)
    return next(each.id for each in changes.open if each.rule.key == "marked-change")


def test_the_pages_show_close_and_open_again(scene) -> None:
    client, carer = browser(scene.carer), f"/people/{scene.alan.id}/changes/"
    finding = fresh_finding(scene)
    assert "A change for the worse" in text(client.get("/"))
    assert "A change for the worse was noticed today" in text(client.get(f"/people/{scene.alan.id}/"))
    assert "A change for the worse was noticed today" in text(client.get(f"/people/{scene.alan.id}/weeks/"))
    shown = text(client.get("/changes/"))
    assert "Alan Ash" in shown
    assert "Henrietta" not in shown
    answer = client.post(f"{carer}{finding}/close", {"how": "told-nurse"})
    assert answer["Location"] == f"{carer}?said=done"
    assert "Alan Ash" not in text(client.get("/changes/")).partition("What the rules look for")[0]
    again = client.post(f"{carer}{finding}/close", {"how": "told-gp"})
    assert again["Location"] == f"{carer}?said=met"
    assert "Somebody else acted on this before you" in text(client.get(again["Location"]))
    opened = client.post(f"{carer}{finding}/open", {"version": 1})
    assert opened["Location"] == f"{carer}?said=open"
    assert "A change for the worse was noticed today" in text(client.get(carer))
    stale = browser(scene.nurse).post(f"{carer}{finding}/open", {"version": 1})
    assert stale["Location"] == f"{carer}?said=met"
    assert client.post(f"{carer}{finding}/close", {"how": "told-gp"})["Location"] == f"{carer}?said=done"


def test_closing_is_closed_to_whom_it_does_not_concern(scene) -> None:
    finding = fresh_finding(scene)
    for who in (scene.inspector, scene.kitchen):
        answer = browser(who).post(f"/people/{scene.alan.id}/changes/{finding}/close", {"how": "told-gp"})
        assert answer.status_code == 404 or answer["Location"].endswith("said=moved")
    for patient in (scene.elsewhere.id, new_id()):
        address = f"/people/{patient}/changes/{finding}/close"
        assert browser(scene.carer).post(address, {"how": "told-gp"}).status_code == 404
    assert finding in {each.id for each in seen_by(scene.carer, scene.alan.id).open}
    act(scene.carer, scene.alan.id, finding, "told-gp")
