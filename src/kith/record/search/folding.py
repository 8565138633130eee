"""Text as people type it when they look for it: no accents, no capitals, single spaces."""

import unicodedata


def fold(text: str) -> str:
    """`text` without case, accents and doubled white space, as R4 3.1.1.4.8 (string) asks of a search."""
    if text.isascii():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
