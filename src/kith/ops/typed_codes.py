"""Codes that people read from one place and type in another: on a badge, a slip or a terminal."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter or figure that looks like another; small enough for a plain QR code and any scanner's keyboard."""


def drawn(length: int) -> str:
    """A fresh code of so many letters."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def grouped(code: str, size: int) -> str:
    """The code as it is shown: a hyphen after every `size` letters."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def tidied(typed: str) -> str:
    """A code as it was drawn, however it was typed: in any case, with or without hyphens."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)
