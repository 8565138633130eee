"""Narrative is shown to people: it may format text and nothing else (R4 2.4.0, txt-1 and txt-2).

Stricter than R4 in one thing: a picture or style from another host would tell that host who reads whom.
"""

import html.entities
import re
from xml.etree import ElementTree

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TAG_NAMES = (
    "a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img "
    "li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var"
)
_TAGS = frozenset(_TAG_NAMES.split())
_ATTRIBUTE_NAMES = (
    "abbr align alt axis bgcolor border cellhalign cellpadding cellspacing cellvalign char charoff charset cite class "
    "colspan compact coords dir frame headers height href hreflang hspace id lang longdesc name nowrap rel rev rowspan "
    "rules scope shape span src start style summary tabindex title type valign value vspace width"
)
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_LINK = re.compile(r"(?:https?://|mailto:|tel:|#|(?!//)[A-Za-z0-9_./-]+(?:[?#]|$))", re.ASCII)
_PICTURE = re.compile(r"(?:#|data:image/(?:png|jpeg|gif);base64,|(?!//)[A-Za-z0-9_./-]+$)", re.ASCII)
_ACTIVE_STYLE = re.compile(r"url\s*\(|expression|@|\\|behavi|-moz-binding|javascript", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_BASIC = frozenset({"amp", "lt", "gt", "quot", "apos"})


def is_safe(text: str) -> bool:
    """Whether `text` is one XHTML `div` with nothing in it that could act, and something to read."""
    if (
        "<!" in _without_comments(text) or "<?" in text
    ):  # document types, entities and processing instructions
        return False
    try:
        div = ElementTree.fromstring(_ENTITY.sub(_character, text))  # noqa: S314 - no entity can be declared
    except (ElementTree.ParseError, ValueError, RecursionError):
        return False
    return div.tag == f"{_XHTML}div" and _has_content(div) and all(map(_allowed, div.iter()))


def _without_comments(text: str) -> str:
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def _character(match: re.Match[str]) -> str:
    """HTML's named characters, which XML does not know."""
    name = match[1]
    point = html.entities.name2codepoint.get(name)
    return match[0] if point is None or name in _BASIC else f"&#{point};"


def _has_content(div: ElementTree.Element) -> bool:
    return any(text.strip() for text in div.itertext()) or div.find(f".//{_XHTML}img") is not None


def _allowed(element: ElementTree.Element) -> bool:
    if not isinstance(element.tag, str) or element.tag.removeprefix(_XHTML) not in _TAGS:
        return False
    return element.tag.startswith(_XHTML) and all(_harmless(*pair) for pair in element.attrib.items())


def _harmless(name: str, value: str) -> bool:
    plain = name.removeprefix("{http://www.w3.org/XML/1998/namespace}")
    if plain not in _ATTRIBUTES:
        return False
    if plain == "style":
        return _ACTIVE_STYLE.search(value) is None
    if plain in {"href", "cite", "longdesc"}:
        return _LINK.match(value.strip()) is not None
    return plain != "src" or _PICTURE.match(value.strip()) is not None
