"""Where devices learn to trust this Kith: told to the trust page's own process, and to the pages that managers see."""

import os
from dataclasses import dataclass
from pathlib import Path

from kith.ops.authority import Own


@dataclass(frozen=True)
class Trust:
    """The trust page of one Kith: `host` and `port` are where it listens, `address` is Kith's own."""

    own: Own
    host: str
    port: int
    address: str

    @property
    def here(self) -> str:
        """The page's address as devices type it."""
        return f"http://{self.own.name}" + ("" if self.port == 80 else f":{self.port}") + "/"

    def tell(self, folder: Path) -> None:
        """Put everything that the page's process needs into the environment; the certificate into a file."""
        root = folder / "authority.crt"
        root.write_bytes(self.own.root)
        os.environ |= {
            "KITH_TRUST_NAME": self.own.name,
            "KITH_TRUST_FINGERPRINT": self.own.fingerprint,
            "KITH_TRUST_ROOT": str(root),
            "KITH_TRUST_ADDRESS": self.address,
            "KITH_TRUST_PAGE": self.here,
            "KITH_TRUST_HOST": self.host,
            "KITH_TRUST_PORT": str(self.port),
        }


def page_and_fingerprint() -> tuple[str, str] | None:
    """The trust page's address and the authority's fingerprint, where this Kith has one of its own."""
    page, pairs = os.environ.get("KITH_TRUST_PAGE"), os.environ.get("KITH_TRUST_FINGERPRINT")
    return (page, pairs) if page and pairs else None
