"""An authority of one's own: it signs for one host name, and a device that trusts it trusts it for nothing else."""

import datetime
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from kith.ops.certificates import root_of, server_of
from kith.ops.postgres import LauncherError

RENEW = datetime.timedelta(days=30)
NAME = re.compile(r"(?=.{1,60}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


@dataclass(frozen=True)
class Own:
    """The authority's certificate, and the server's with its key; `root` is the authority in DER."""

    name: str
    certificate: Path
    key: Path
    root: bytes
    until: datetime.datetime
    """When the server's certificate runs out; it is renewed at a start within thirty days of that."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the authority's certificate in pairs, as devices show it."""
        digest = x509.load_der_x509_certificate(self.root).fingerprint(hashes.SHA256()).hex().upper()
        return " ".join(digest[place : place + 2] for place in range(0, len(digest), 2))


def own(name: str, folder: Path, *, anew: bool = False) -> Own:
    """The authority in this private folder, made where there is none, and a certificate for the name that counts.

    With `anew` the old authority is left behind, and every device has to trust again. Raises LauncherError for a name
    that is none, and where the authority is for another one.
    """
    name = name.lower()
    if not NAME.fullmatch(name):
        raise LauncherError(f"{name} is no host name: letters, digits and hyphens, with dots between.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root, key = _authority(name, folder, anew)
    if _names(root) != [name]:
        raise LauncherError(
            f"The authority here is for {_names(root)[0]}. Give --lan that name; or give --new-authority, and trust it "
            "anew on every device."
        )
    certificate = _server(name, folder, root, key)
    return Own(
        name,
        folder / "server.pem",
        folder / "server.key",
        root.public_bytes(Encoding.DER),
        certificate.not_valid_after_utc,
    )


def _authority(name: str, folder: Path, anew: bool) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    files = folder / "authority.pem", folder / "authority.key"
    if anew or not all(file.exists() for file in files):
        key = ec.generate_private_key(ec.SECP256R1())
        _write(files[1], _pem(key))
        _write(files[0], root_of(name, key).public_bytes(Encoding.PEM))
    held = load_pem_private_key(files[1].read_bytes(), None)
    assert isinstance(held, ec.EllipticCurvePrivateKey)
    return x509.load_pem_x509_certificate(files[0].read_bytes()), held


def _server(
    name: str, folder: Path, root: x509.Certificate, key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    """The certificate that is there while it counts, else a new one with a new key."""
    files = folder / "server.pem", folder / "server.key"
    if all(file.exists() for file in files):
        there = x509.load_pem_x509_certificate(files[0].read_bytes())
        left = there.not_valid_after_utc - datetime.datetime.now(datetime.UTC)
        if left > RENEW and there.issuer == root.subject and _is_signed(there, root):
            return there
    fresh = ec.generate_private_key(ec.SECP256R1())
    made = server_of(name, fresh, root, key)
    _write(files[1], _pem(fresh))
    _write(files[0], made.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM))
    return made


def _names(root: x509.Certificate) -> list[str]:
    limits = root.extensions.get_extension_for_class(x509.NameConstraints).value
    return [str(each.value) for each in limits.permitted_subtrees or []]


def _is_signed(certificate: x509.Certificate, root: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(root)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, a new one is made
        return False
    return True


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, for this account alone."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(path)
