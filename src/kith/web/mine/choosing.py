"""The form by which the person writes down their own choice about sharing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from kith.catalogue.categories import Category
from kith.catalogue.components.choice import DecidedBy, How
from kith.web.presenters.choice_form import CATEGORIES, ChoiceForm, Sent, choice_form, read
from kith.web.presenters.sharing_words import PLAIN

OWN_CATEGORIES = tuple((slug, PLAIN[Category.from_slug(slug)]) for slug, _ in CATEGORIES)


def own_form(own: UUID, own_name: str, others: Mapping[UUID, str]) -> ChoiceForm:
    """The same choices as a worker writes down, said to the person. How it was said, and by whom, is known."""
    return replace(choice_form(own, own_name, others), categories=OWN_CATEGORIES)


def read_own(sent: QueryDict, patient: UUID, own: UUID, form: ChoiceForm, now: datetime) -> Sent:
    """The choice, when all of it was answered."""
    known = sent.copy()
    known["how"], known["decided"] = How.IN_PERSON.value, DecidedBy.PERSON.value
    return read(known, patient, own, form, now)
