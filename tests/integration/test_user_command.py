"""`kith user` as somebody types it."""

import re
import subprocess
import sys

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from kith.access.factors import devices
from kith.directory.models import Account
from kith.ops import config
from tests.support.homes import as_owner
from tests.support.stores import environment

pytestmark = pytest.mark.usefixtures("store_url")


def kith(store_url: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kith.cli", "user", *words],
        env=environment(store_url, config.data_folder()),
        capture_output=True,
        text=True,
    )


def test_from_an_empty_store_to_somebody_who_can_sign_in(store_url: str) -> None:
    place = ("--service", "Larch House", "--organisation", "Larch Care")
    added = kith(store_url, "add", "Sam", "--name", "Sam Field", "--role", "nurse", *place)
    password = re.fullmatch(r"sam is ready\. First password: (\S+)\n", added.stdout)
    assert password, added.stdout + added.stderr
    coded = kith(store_url, "device", "--service", "Larch House")
    code = re.search(r"One-time code: (\S+)", coded.stdout)
    assert code, coded.stdout + coded.stderr
    request = RequestFactory().post("/sign-in")
    account = authenticate(request, username="sam", password=password.group(1))
    assert isinstance(account, Account)
    with as_owner():
        assert devices.serves(devices.known(devices.register(code.group(1))), account)


def test_what_cannot_be_done_is_said_in_a_sentence(store_url: str) -> None:
    refused = kith(
        store_url, "add", "ann", "--name", "Ann Lee", "--role", "wizard", "--service", "Larch House"
    )
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr == "kith: There is no role 'wizard'. 'kith user roles' lists them.\n"
