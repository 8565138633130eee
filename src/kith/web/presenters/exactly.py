"""The form by which somebody is found who is not one's own: what was typed, and what is still missing."""

from dataclasses import dataclass, field, replace

from django.http import QueryDict

from kith.access.exactly import Exactly
from kith.directory.finding import NHS_DIGITS, day
from kith.record.search.folding import fold
from kith.web.sent import line

NOBODY = "Nobody has exactly these details. Check each letter and figure with the person or their papers."
OFTEN = "You have looked for many people this hour. Wait a while, or ask the person in charge."
BORN = "Write the birth date as day/month/year, like 9/3/1938."
NUMBER = "An NHS number has ten figures."
MORE = "Give the NHS number, or else first name, last name and postcode."
NAMES = ("born", "number", "given", "family", "postcode")


@dataclass(frozen=True)
class Asked:
    """What was typed. `sought` is None while something is missing, and `problems` says what."""

    born: str = ""
    number: str = ""
    given: str = ""
    family: str = ""
    postcode: str = ""
    sought: Exactly | None = None
    problems: dict[str, str] = field(default_factory=dict)


def asked_for(sent: QueryDict | None) -> Asked:
    """The form as it was sent; an empty one before that."""
    if sent is None:
        return Asked()
    when, digits, given, family, code = (line(sent, name) for name in NAMES)
    asked = Asked(when, digits, given, family, code)
    number, postcode = "".join(digits.split()), "".join(code.split()).upper()
    born, problems = day(fold(asked.born)), _problems(asked, number, postcode)
    if problems or born is None:
        return replace(asked, problems=problems)
    sought = Exactly(born, number) if number else Exactly(born, "", asked.family, asked.given, postcode)
    return replace(asked, sought=sought)


def _problems(asked: Asked, number: str, postcode: str) -> dict[str, str]:
    problems = {} if day(fold(asked.born)) else {"born": BORN}
    if number and not (number.isascii() and number.isdecimal() and len(number) == NHS_DIGITS):
        return problems | {"number": NUMBER}
    if not number and not (asked.given and asked.family and postcode):
        return problems | {"number": MORE}
    return problems
