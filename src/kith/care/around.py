"""Whose names are known around somebody: those who live here, those who work here, and whoever stands in the record.

Nothing of it is shown but what stands in the text already; so, like the mark of a similar name, it is no look at them.
"""

from kith.access.open_record import OpenRecord
from kith.care.facts import facts_about
from kith.catalogue.naming import Around
from kith.directory.models import KnownPatient, Post, Staff

NAMED = ("contact", "involved", "attorney")
"""Facts that name somebody else."""
NAME = "name"
MOST = 1000
"""People of one service; in a larger place the rest is found by lists and shape."""


def around(record: OpenRecord) -> Around:
    """The names around the Patient that was asked for, as far as the viewer may know of them."""
    person, viewer = record.person, record.viewer
    here = KnownPatient.objects.filter(custodian=viewer.custodian, removed=None).exclude(
        id__in=record.patients
    )
    own = KnownPatient.objects.filter(id__in=record.patients)
    posts = Post.objects.filter(service=viewer.service).values("staff")
    known = [
        *map(" ".join, here.values_list("given", "family")[:MOST]),
        *Staff.objects.filter(id__in=posts).values_list("name", flat=True),
        *_in_the_record(record),
    ]
    mine = [" ".join(names) for names in own.values_list("given", "family", "name")]
    return Around.of(mine, known, person.gender)


def _in_the_record(record: OpenRecord) -> list[str]:
    held = facts_about([record.patient], NAMED).get(record.patient)
    if held is None:
        return []
    return [str(each.entry.answers.get(NAME, "")) for kind in NAMED for each in held.of(kind)]
