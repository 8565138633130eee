"""What each resident's days are like: a script a person, in the order of a day, with what made some days differ."""

from collections.abc import Callable

from kith.care.demonstration.days import amina, dorothy, elsewhere, harold, joyce, patrick, walter
from kith.care.generation.diary import Diary

DAYS: dict[str, Callable[[Diary], None]] = {
    "walter": walter.day,
    "harold": harold.day,
    "joyce": joyce.day,
    "amina": amina.day,
    "dorothy": dorothy.day,
    "patrick": patrick.day,
    "winifred": elsewhere.day,
    "george": elsewhere.day,
}
