"""`kith serve --lan` as another machine meets it: HTTPS with a certificate that a real client verifies, or nothing."""

import argparse
import datetime
import os
import ssl
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kith.cli.serve import asked_tls
from kith.ops import config
from kith.ops.postgres import LauncherError
from kith.ops.serving import answers
from kith.ops.tls import Tls, given, refuse_open
from tests.support.live import HOST, free_port
from tests.support.stores import environment
from tests.support.waiting import until

Pair = tuple[Path, Path]
Make = Callable[..., Pair]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(name: str = "localhost", *, days: int = 30) -> Pair:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        )
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(
            now - datetime.timedelta(60)
        )
        builder = builder.not_valid_after(now + datetime.timedelta(days))
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        signed = builder.sign(key, hashes.SHA256())
        files = tmp_path / f"{signed.serial_number}.pem", tmp_path / f"{signed.serial_number}.key"
        files[0].write_bytes(signed.public_bytes(Encoding.PEM))
        files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return files

    return made


def test_a_verified_client_signs_forms_over_https_and_plain_http_gets_nothing(
    make: Make, store_url: str
) -> None:
    certificate, key = make()
    port = free_port()
    words = ["serve", "--port", str(port), "--workers", "1", "--lan", "localhost"]
    words += ["--certificate", str(certificate), "--key", str(key)]
    server = subprocess.Popen(
        [sys.executable, "-m", "kith.cli", *words],
        env=environment(store_url, config.data_folder()), stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        tls = Tls("localhost", certificate, key)
        until(lambda: server.poll() is not None or answers(HOST, port, tls), "it answers", seconds=60)
        trusts = ssl.create_default_context(cafile=str(certificate))
        with httpx.Client(base_url=f"https://localhost:{port}", verify=trusts) as client:
            page = client.get("/begin/")
            assert page.status_code == 200
            assert "secure" in page.headers["set-cookie"].lower()
            assert "strict-transport-security" not in page.headers
            token = {"csrfmiddlewaretoken": client.cookies["csrftoken"], "code": "2222"}
            assert client.post("/begin/", data=token, headers={"Referer": str(page.url)}).status_code == 200
            assert (
                client.post("/begin/", data=token, headers={"Referer": "https://else.example/"}).status_code
                == 403
            )
            assert client.get("/sign-in", headers={"Host": "else.example"}).status_code == 400
        with pytest.raises(httpx.ConnectError):  # one who was not told to trust it
            httpx.get(f"https://localhost:{port}/health")
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"http://localhost:{port}/health")
    finally:
        server.terminate()
        server.wait(30)


def test_a_certificate_is_looked_at_before_it_is_used(make: Make, tmp_path: Path) -> None:
    good, other, late, star = (
        make("kith.home.example"),
        make(),
        make("kith.home.example", days=-1),
        make("*.home.example"),
    )
    assert given("kith.home.example", *good).name == "kith.home.example"
    assert given("KITH.home.example", *star)
    for name, pair, words in [
        ("kith.home.example", (good[0], other[1]), "is not the key of"),
        ("kith.home.example", late, "ran out on"),
        ("else.example", good, "is not for else.example"),
        ("a.kith.home.example", star, "is not for"),
        ("192.168.1.20", good, "needs a name, not the number"),
        ("kith.home.example", (tmp_path / "none", good[1]), "cannot be read"),
    ]:
        with pytest.raises(LauncherError, match=words):
            given(name, *pair)


def test_plain_http_is_for_this_machine_alone() -> None:
    for here in ("127.0.0.1", "localhost", "::1", "127.0.0.9"):
        refuse_open(here, None)
    for there in ("0.0.0.0", "::", "192.168.1.20", "kith.home.example", ""):  # noqa: S104 - to be refused
        with pytest.raises(LauncherError, match="unencrypted"):
            refuse_open(there, None)
        refuse_open(there, Tls("kith.home.example", Path("c"), Path("k")))


def test_a_certificate_belongs_to_its_key_and_a_name() -> None:
    asked = {"lan": None, "certificate": None, "key": None, "new_authority": False}
    assert asked_tls(argparse.Namespace(**asked)) == (None, None)
    for words in (
        {"certificate": "x"},
        {"key": "x"},
        {"lan": "x", "key": "x"},
        {"lan": "x", "certificate": "x"},
    ):
        with pytest.raises(LauncherError, match="belong together"):
            asked_tls(argparse.Namespace(**{**asked, **words}))
    assert "KITH_ORIGINS" not in os.environ
