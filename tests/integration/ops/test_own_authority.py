"""`kith serve --lan NAME` with an authority of its own: who trusts it, for what, and what the plain page tells."""

import argparse
import datetime
import ipaddress
import os
import socket
import ssl
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from kith.cli.serve import asked_tls
from kith.ops import authority, certificates, config
from kith.ops.authority import own
from kith.ops.postgres import LauncherError
from kith.ops.serving import answers
from kith.ops.tls import Tls
from kith.ops.trust.told import Trust
from tests.support.live import HOST, free_port
from tests.support.stores import environment
from tests.support.waiting import until

NAME = "kith.home.example"


def handshake(served: tuple[Path, Path], root: bytes, name: str) -> str:
    """What a client that trusts the root alone makes of a server of this name: the protocol's version."""
    there = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    there.load_cert_chain(*served)
    here = ssl.create_default_context(cadata=root)
    one, other = socket.socketpair()
    other.settimeout(10)
    one.settimeout(10)

    def serve() -> None:
        try:
            there.wrap_socket(other, server_side=True).close()
        except OSError:
            other.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with here.wrap_socket(one, server_hostname=name) as met:
            return met.version() or ""
    finally:
        one.close()
        thread.join()


def test_whoever_trusts_the_root_trusts_this_name_and_no_other(tmp_path: Path) -> None:
    made = own(NAME, tmp_path)
    assert handshake((made.certificate, made.key), made.root, NAME).startswith("TLS")
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        handshake((made.certificate, made.key), made.root, "bank.example")
    stranger = own(NAME, tmp_path / "other")
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake((made.certificate, made.key), stranger.root, NAME)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("bank.example", x509.DNSName("bank.example")),
        ("example", x509.DNSName("example")),
        ("xkith.home.example", x509.DNSName("xkith.home.example")),
        ("192.168.1.20", x509.IPAddress(ipaddress.ip_address("192.168.1.20"))),
        ("2001:db8::1", x509.IPAddress(ipaddress.ip_address("2001:db8::1"))),
    ],
)
def test_a_stolen_key_signs_for_nothing_else(tmp_path: Path, name: str, meant: x509.GeneralName) -> None:
    """The authority's own key signs a certificate for another; a client that keeps to RFC 5280 refuses it."""
    made = own(NAME, tmp_path)
    root, key = authority._authority(NAME, tmp_path, False)
    fresh = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Forged")])
    forged = certificates._builder(subject, root.subject, fresh.public_key(), datetime.timedelta(days=30))
    forged = forged.add_extension(x509.SubjectAlternativeName([meant]), critical=False)
    files = tmp_path / "forged.pem", tmp_path / "forged.key"
    files[0].write_bytes(forged.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    files[1].write_bytes(authority._pem(fresh))
    with pytest.raises(ssl.SSLCertVerificationError, match="(permitted|excluded) subtree violation"):
        handshake(files, made.root, name)


def test_keys_are_for_this_account_alone_and_stay(tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    first = own(NAME.upper(), folder)
    assert first.name == NAME
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    again = own(NAME, folder)
    assert (again.root, again.until) == (first.root, first.until)
    assert again.certificate.read_bytes() == first.certificate.read_bytes()
    assert len(first.fingerprint.split()) == 32


def test_the_servers_certificate_is_renewed_in_time_and_the_root_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "SERVER_LASTS", authority.RENEW - datetime.timedelta(days=1))
    short = own(NAME, tmp_path)
    monkeypatch.undo()
    renewed = own(NAME, tmp_path)
    assert renewed.root == short.root
    assert renewed.until > short.until
    lasts = renewed.until - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(days=390) < lasts < datetime.timedelta(days=398)
    assert handshake((renewed.certificate, renewed.key), renewed.root, NAME)


def test_another_name_is_refused_until_somebody_says_so(tmp_path: Path) -> None:
    first = own(NAME, tmp_path)
    with pytest.raises(LauncherError, match="is for kith.home.example"):
        own("other.example", tmp_path)
    other = own("other.example", tmp_path, anew=True)
    assert other.root != first.root
    assert handshake((other.certificate, other.key), other.root, "other.example")


@pytest.mark.parametrize(
    "name", ["", "a b", "-x", "x-", "a..b", "*.home", "kith_home", "x" * 61, "a/b", "ä.example"]
)
def test_what_is_no_host_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match="no host name"):
        own(name, tmp_path)


def test_a_number_is_no_name() -> None:
    asked = {"certificate": None, "key": None, "new_authority": False}
    for number in ("192.168.1.20", "::1"):
        with pytest.raises(LauncherError, match="needs a name, not the number"):
            asked_tls(argparse.Namespace(lan=number, **asked))


def test_the_root_says_what_it_is(tmp_path: Path) -> None:
    root = x509.load_der_x509_certificate(own(NAME, tmp_path).root)
    basic = root.extensions.get_extension_for_class(x509.BasicConstraints)
    assert basic.critical
    assert (basic.value.ca, basic.value.path_length) == (True, 0)
    assert root.extensions.get_extension_for_class(x509.NameConstraints).critical


# --- served ---


class Served:
    """A Kith with an authority of its own, and where it is."""

    def __init__(self, port: int, trust: int, folder: Path, said: Path) -> None:
        self.port, self.trust, self.folder, self.said = port, trust, folder, said

    @property
    def plain(self) -> str:
        return f"http://localhost:{self.trust}"


@pytest.fixture(scope="module")
def served(store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    said = tmp_path_factory.mktemp("said") / "out"
    port, trust = free_port(), free_port()
    words = ["serve", "--port", str(port), "--workers", "1", "--lan", "localhost", "--trust-port", str(trust)]
    with said.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "kith.cli", *words], stdout=out,
            env=environment(store_url, config.data_folder()), stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    folder = config.data_folder() / "secrets" / "authority"
    tls = Tls("localhost", folder / "server.pem", folder / "server.key")
    try:
        until(
            lambda: server.poll() is not None or (tls.key.exists() and answers(HOST, port, tls)),
            "it answers",
            seconds=60,
        )
        until(lambda: _answers(trust), "the page is there", seconds=30)
        yield Served(port, trust, folder, said)
    finally:
        server.terminate()
        server.wait(30)


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://localhost:{port}/").status_code == 200
    except httpx.HTTPError:
        return False


def test_a_device_takes_the_root_from_the_plain_page_and_then_trusts_kith(served: Served) -> None:
    page = httpx.get(f"{served.plain}/")
    root = httpx.get(f"{served.plain}/kith.crt")
    assert root.headers["content-type"] == "application/x-x509-ca-cert"
    trusts = ssl.create_default_context(cadata=root.content)
    with httpx.Client(base_url=f"https://localhost:{served.port}", verify=trusts) as client:
        assert client.get("/health").status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"https://localhost:{served.port}/health")
    assert own("localhost", served.folder).fingerprint in page.text
    assert f"https://localhost:{served.port}" in page.text


def test_whoever_starts_it_is_told_where_it_is_and_what_to_compare(served: Served) -> None:
    until(
        lambda: b"is renewed at a start before" in served.said.read_bytes(),
        "it says that it is ready",
        seconds=30,
    )
    said = served.said.read_text()
    assert f"Kith is ready at https://localhost:{served.port}" in said
    assert f"{served.plain}/" in said
    assert own("localhost", served.folder).fingerprint in said


def test_the_plain_page_answers_nothing_else_and_says_nothing_of_anybody(served: Served) -> None:
    page = httpx.get(f"{served.plain}/")
    assert "set-cookie" not in page.headers
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in page.text
    for address in ("/people/", "/sign-in", "/fhir/R4/Patient", "/..%2fauthority.key", "/static/web/kith.js",
                    "/authority.key", "/%00", "//kith.crt", "/kith.crt/", "/trust.css%0d%0aX: y"):  # fmt: skip
        answer = httpx.get(served.plain + address)
        assert answer.status_code == 404, address
        assert answer.text == "There is nothing here.\n"
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert httpx.request(method, f"{served.plain}/", content=b"x" * 100_000).status_code == 405
    head = httpx.head(f"{served.plain}/kith.crt")
    assert (head.status_code, head.content) == (200, b"")


def test_hostile_bytes_and_a_slow_client_do_not_stop_it(served: Served) -> None:
    slow = socket.create_connection(("localhost", served.trust), timeout=30)
    slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
    for sent in (
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 600_000,
        b"\0" * 1000,
    ):
        with socket.create_connection(("localhost", served.trust), timeout=30) as rude:
            try:
                rude.sendall(sent)
                rude.shutdown(socket.SHUT_WR)
                while rude.recv(65_536):
                    pass
            except OSError:
                pass  # it hung up, which is an answer
        assert httpx.get(f"{served.plain}/").status_code == 200
    assert b"408" in (ended := slow.recv(65_536)) or ended == b"", "it waits for nobody's head for ever"
    slow.close()
    assert httpx.get(f"{served.plain}/").status_code == 200


def test_what_is_told_to_the_pages_process_holds_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    trust = Trust(own(NAME, tmp_path), "0.0.0.0", 8080, f"https://{NAME}:8000")  # noqa: S104 - nothing listens
    trust.tell(tmp_path)
    assert trust.here == f"http://{NAME}:8080/"
    told = {key: value for key, value in os.environ.items() if key.startswith("KITH_TRUST_")}
    assert not any("KEY" in key or "PRIVATE" in value for key, value in told.items())
    assert Path(told["KITH_TRUST_ROOT"]).read_bytes() == trust.own.root
