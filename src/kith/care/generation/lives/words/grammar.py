"""Phrases with choices in them: `[a|b]` is one or the other, `{name}` is filled in, `<key>` is another phrase."""

import re
from collections.abc import Mapping, Sequence
from random import Random

_TOKENS = re.compile(r"[\[\]|]|<[a-z.-]+>|\{[a-z_]+\}|[^\[\]|<{]+")


class Choice:
    """One of several ways to say it."""

    def __init__(self, ways: list[list["Piece"]]) -> None:
        self.ways = ways


Piece = str | Choice


class Phrase:
    """One phrase, taken to pieces once and said many times."""

    def __init__(self, text: str) -> None:
        tokens = _TOKENS.findall(text)
        if "".join(tokens) != text:
            raise ValueError(f"cannot read the phrase {text!r}")
        self._pieces, rest = _read(tokens, inside=False)
        if rest:
            raise ValueError(f"a bracket too many in {text!r}")

    def say(self, words: "Phrases", slots: Mapping[str, str], lot: Random) -> str:
        """The phrase with its choices made and its gaps filled. Raises KeyError for a gap that nobody fills."""
        return "".join([_said(piece, words, slots, lot) for piece in self._pieces])


class Phrases:
    """Every phrase by its key."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._held = {key: [Phrase(each) for each in texts] for key, texts in lists.items()}

    def __contains__(self, key: str) -> bool:
        return key in self._held

    def say(self, key: str, slots: Mapping[str, str], lot: Random) -> str:
        """One phrase of this key, as it would be written with care. Raises KeyError for an unknown key."""
        return lot.choice(self._held[key]).say(self, slots, lot)


def _read(tokens: list[str], *, inside: bool) -> tuple[list[Piece], list[str]]:
    pieces: list[Piece] = []
    while tokens:
        each, tokens = tokens[0], tokens[1:]
        if each == "[":
            choice, tokens = _choice(tokens)
            pieces.append(choice)
        elif each in "]|" and inside:
            return pieces, [each, *tokens]
        else:
            pieces.append(each)
    return pieces, tokens


def _choice(tokens: list[str]) -> tuple[Choice, list[str]]:
    choices: list[list[Piece]] = []
    while True:
        pieces, tokens = _read(tokens, inside=True)
        choices.append(pieces)
        if not tokens:
            raise ValueError("a bracket is not closed")
        closing, tokens = tokens[0], tokens[1:]
        if closing == "]":
            return Choice(choices), tokens


def _said(piece: Piece, words: Phrases, slots: Mapping[str, str], lot: Random) -> str:
    if isinstance(piece, Choice):
        return "".join([_said(each, words, slots, lot) for each in lot.choice(piece.ways)])
    if piece[0] == "{":
        return slots[piece[1:-1]]
    if piece[0] == "<":
        return words.say(piece[1:-1], slots, lot)
    return piece
