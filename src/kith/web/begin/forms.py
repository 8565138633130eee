"""What was typed into the two forms, and what is still missing, in words by the name of the field."""

import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict

from kith.access.beginning import First, Place
from kith.access.factors import pins
from kith.directory.models import Account
from kith.directory.models.account import tidy
from kith.web.sent import line

USERNAME = re.compile(r"[\w.@+-]{2,40}")
ODS = re.compile(r"[A-Z0-9]{3,10}")
CQC = re.compile(r"1-[0-9]{6,12}")

Problems = dict[str, str]


def place(sent: QueryDict) -> tuple[Place, Problems]:
    """The organisation and its service; the two codes may be left out."""
    found = Place(
        organisation=line(sent, "organisation"),
        service=line(sent, "service"),
        ods=line(sent, "ods").upper(),
        cqc=line(sent, "cqc"),
    )
    wrong = {
        "organisation": "" if found.organisation else "Write the name of the organisation.",
        "service": "" if found.service else "Write the name of the home or service.",
        "ods": ""
        if not found.ods or ODS.fullmatch(found.ods)
        else "An ODS code has only letters and figures.",
        "cqc": ""
        if not found.cqc or CQC.fullmatch(found.cqc)
        else "A CQC location ID looks like 1-123456789.",
    }
    return found, _only(wrong)


def first(sent: QueryDict) -> tuple[First, Problems]:
    """The first manager's own name and sign-in."""
    found = First(
        name=line(sent, "name"),
        username=tidy(line(sent, "username")),
        password=sent.get("password", "")[:1000],
        pin=sent.get("pin", "")[:20],
        device=line(sent, "device"),
    )
    twice = found.password == sent.get("password-again", "")
    wrong = {
        "name": "" if found.name else "Write your name.",
        "username": username_problem(found.username),
        "password": _password(found) if twice else "The two passwords were not the same.",
        "pin": pins.weakness(found.pin) if found.pin == sent.get("pin-again", "") else "The two PINs were not the same.",
        "device": "" if found.device else "Write what to call this device.",
    }  # fmt: skip
    return found, _only(wrong)


def username_problem(username: str) -> str:
    """What is wrong with a user name; empty for a good one."""
    good = USERNAME.fullmatch(username)
    return "" if good else "Choose a user name of 2 to 40 letters and figures, without spaces."


def _password(found: First) -> str:
    try:
        validate_password(found.password, Account(username=found.username))
    except ValidationError as poor:
        return " ".join(poor.messages)
    return ""


def _only(wrong: Problems) -> Problems:
    return {name: words for name, words in wrong.items() if words}
