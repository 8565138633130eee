"""The two certificates of an authority of one's own: its own, bound to one host name, and the server's."""

import datetime
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

LASTS = datetime.timedelta(days=3650)
"""The authority itself. Devices are told once, so it must outlive them."""
SERVER_LASTS = datetime.timedelta(days=397)
"""The longest that browsers accept of a server's certificate (398 days, and a day for clocks that differ)."""
AN_HOUR = datetime.timedelta(hours=1)
"""Certificates begin so long before now: a tablet's clock may be late."""
EVERY_NUMBER = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))


def root_of(name: str, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """The authority's certificate: it counts for this name and those below it, and for no number (RFC 5280, 4.2.1.10)."""
    subject = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Kith"),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Kith at {name}"[:64]),
        ]
    )
    limits = x509.NameConstraints(
        permitted_subtrees=[x509.DNSName(name)],
        excluded_subtrees=[x509.IPAddress(every) for every in EVERY_NUMBER],
    )
    return (
        _builder(subject, subject, key.public_key(), LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(limits, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def server_of(
    name: str, fresh: ec.EllipticCurvePrivateKey, root: x509.Certificate, key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    """The server's certificate for its `fresh` key, signed by the authority's `key`."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    return (
        _builder(subject, root.subject, fresh.public_key(), SERVER_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(by, critical=False)
        .sign(key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, lasts: datetime.timedelta
) -> x509.CertificateBuilder:
    begins = datetime.datetime.now(datetime.UTC) - AN_HOUR
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(begins).not_valid_after(begins + lasts)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
