"""HTTPS for other machines, under one host name, with an operator's certificate or our own; and no plain HTTP."""

import datetime
import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from kith.ops.postgres import LauncherError

OPEN = (
    "--host {host} would send people's records unencrypted to other machines. Give --lan NAME, or stay on this machine "
    "(127.0.0.1) behind a proxy that speaks HTTPS."
)


@dataclass(frozen=True)
class Tls:
    """The name by which other machines call this one, and the certificate (with its chain) and key for it."""

    name: str
    certificate: Path
    key: Path


def refuse_open(host: str, tls: Tls | None) -> None:
    """Raises LauncherError for plain HTTP on an address that other machines can reach."""
    if tls is None and not _here(host):
        raise LauncherError(OPEN.format(host=host))


def _here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def given(name: str, certificate: Path, key: Path) -> Tls:
    """An operator's certificate, looked at before it is used. Raises LauncherError with what is wrong with it."""
    refuse_number(name)
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        private = load_pem_private_key(key.read_bytes(), None)
    except (OSError, ValueError, TypeError) as wrong:
        raise LauncherError(f"The certificate or its key cannot be read: {wrong}") from None
    if found.public_key() != private.public_key():
        raise LauncherError(f"{key} is not the key of {certificate}.")
    if found.not_valid_after_utc <= datetime.datetime.now(datetime.UTC):
        raise LauncherError(f"{certificate} ran out on {found.not_valid_after_utc:%d %B %Y}.")
    if not any(_covers(each, name) for each in _names(found)):
        raise LauncherError(f"{certificate} is not for {name}.")
    return Tls(name, certificate.resolve(), key.resolve())


def tell_settings(tls: Tls, port: int) -> None:
    """Django answers to this name alone and to this machine's own, and sends its cookies over HTTPS only."""
    origin = f"https://{tls.name}" if port == 443 else f"https://{tls.name}:{port}"  # as browsers write it
    os.environ["KITH_HOSTS"] = f"{tls.name},localhost,127.0.0.1"
    os.environ["KITH_ORIGINS"] = origin


def refuse_number(name: str) -> None:
    """Raises LauncherError for an IP address in place of a name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return
    raise LauncherError(
        f"--lan needs a name, not the number {name}: passkeys and certificates belong to names."
    )


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return found.value.get_values_for_type(x509.DNSName)


def _covers(given: str, name: str) -> bool:
    """A star stands for one label (RFC 6125, 6.4.3)."""
    given, name = given.lower(), name.lower()
    return given == name or (given.startswith("*.") and name.partition(".")[2] == given[2:])
