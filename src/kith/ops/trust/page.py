"""What the trust page says, for each sort of device, and what works on one that cannot trust."""

import io
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader

HERE = Path(__file__).parent

DEVICES = (
    (
        "iPhone and iPad",
        (
            "Tap Get the certificate in Safari, and allow the download.",
            "Open Settings, then General, then VPN and Device Management. Tap Kith, then Install.",
            "Open Settings, then General, then About, then Certificate Trust Settings. Switch Kith on.",
        ),
    ),
    (
        "Android",
        (
            "Tap Get the certificate, and keep the file.",
            "Open Settings and search for CA certificate. It is often under Security, Encryption and credentials, "
            "Install a certificate.",
            "Choose CA certificate, Install anyway, then the file kith.crt.",
            "Use Chrome. Firefox has a list of its own.",
        ),
    ),
    (
        "Windows",
        (
            "Open the file kith.crt, then Install Certificate, then Local Machine.",
            "Choose Place all certificates in the following store, then Trusted Root Certification Authorities.",
        ),
    ),
    (
        "Mac",
        (
            "Open the file kith.crt: Keychain Access shows it.",
            "Open it there, then Trust, and choose Always Trust.",
        ),
    ),
    (
        "Chromebook",
        (
            "Open Settings and search for Manage certificates.",
            "Choose Authorities, then Import, then the file kith.crt, to trust it for websites.",
        ),
    ),
    (
        "Firefox on any computer",
        (
            "Open Settings and search for certificates, then View Certificates, then Authorities.",
            "Choose Import, then the file kith.crt, to trust it for websites.",
        ),
    ),
)

WITHOUT = (
    "Its browser warns at each start. A warning that people learn to pass protects nobody: trust it, or leave it out.",
    "Past the warning, pages, recording and drafts work. A passkey may not: sign in with a password or a PIN.",
    "Kith answers to its name alone: not to the number of the computer.",
)


def trust_page(name: str, fingerprint: str, *, address: str, here: str) -> str:
    """The page for one host name: `address` is Kith's, `here` the page's own."""
    pages = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True)
    return pages.get_template("page.html").render(
        name=name,
        fingerprint=fingerprint,
        devices=DEVICES,
        without=WITHOUT,
        address=address,
        here=here,
        picture=segno.make(here, error="m").svg_data_uri(scale=5, border=2),
    )


def in_a_terminal(here: str) -> str:
    """The page's address as a QR code that a terminal can show."""
    drawn = io.StringIO()
    segno.make(here, error="m").terminal(out=drawn, compact=True)
    return drawn.getvalue()
