"""How the demonstration's people open its shared devices: a PIN each, and how the agency worker was let in."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from kith.care.demonstration.home import Home
from kith.care.demonstration.signing_in import pin
from kith.directory.models import AgencyLogin, Pin, Post


def open_door(home: Home, now: datetime) -> None:
    """PINs for everybody, and the login that Eva made for Eliza this morning. Runs as the store's owner."""
    coded = make_password(pin())  # once: it is slow on purpose
    Pin.objects.bulk_create(Pin(account=each, secret=coded, made=now) for each in home.accounts.values())
    if "eliza" in home.accounts:
        _let_in(home)


def _let_in(home: Home) -> None:
    post = Post.objects.get(staff_id=home.staff["eliza"])
    AgencyLogin.objects.create(
        post=post,
        account=home.accounts["eliza"],
        agency="Brightwell Staffing",
        identity_seen="Passport",
        dbs_seen="DBS on the agency's profile, 4 August 2026",
        training_seen="Training on the agency's profile",
        only_chosen=False,
        made_by_id=home.staff["eva"],
        made=post.since,
    )
