"""Splits names of a document into words, and writes words as Python does.

Everything here is a pure function of its text. Characters are judged by the Unicode
3.2 database that every Python carries, so that all versions give the same names.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from unicodedata import ucd_3_2_0 as unicode_data

LIMIT = 80
"""Longest name of a class, function, argument, attribute or member."""
MODULE_LIMIT = 60
"""Longest name of a module; a file name of its own, with room for the path."""
_READ_LIMIT = 400  # characters of a name that are read at all; a digest has the rest

_SMALL = ("iOS", "macOS", "iPhone", "iPad", "eSIM")
_GREAT = (
    *("OAuth", "GitHub", "GitLab", "GraphQL", "MySQL", "PostgreSQL", "NoSQL", "IPv"),
    *("IoT", "OpenAPI", "OpenAI", "DevOps", "PayPal", "YouTube", "LinkedIn"),
    *("JavaScript", "TypeScript", "VMware"),
)
_BRANDS = re.compile(
    rf"(?=[{''.join(name[0] for name in (*_SMALL, *_GREAT))}])"  # else no need to look
    rf"(?:(?<![A-Za-z])(?:{'|'.join(_SMALL)})|(?<![A-Z])(?:{'|'.join(_GREAT)}))"
    r"(?![a-z])"
)
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s(?![a-z])")
_ASCII_WORD = re.compile(
    r"[A-Z][0-9][A-Z](?=[A-Z][a-z]|[^A-Za-z0-9]|$)"  # B2B, P2P
    r"|[A-Z]+(?![a-z])[0-9]*"  # HTTP, SHA256
    r"|[A-Z]?[a-z][a-z0-9]*"  # User, v2, k8s
    r"|[0-9]+[a-z][a-z0-9]*"  # 1st
    r"|[0-9]+[A-Z]*(?![a-z])"  # 2FA, 404
    r"|[0-9]+"
)
_KINDS = {"Lu": "A", "Lt": "A", "Nd": "0"}
_LETTERS = frozenset(("Ll", "Lm", "Lo", "Mn", "Mc"))

_SYMBOLS = {
    " ": "space",
    "!": "not",
    '"': "quote",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "'": "apostrophe",
    "(": "open",
    ")": "close",
    "*": "star",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "dot",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less",
    "=": "equal",
    ">": "greater",
    "?": "question",
    "@": "at",
    "[": "bracket",
    "\\": "backslash",
    "]": "bracket",
    "^": "caret",
    "_": "underscore",
    "`": "backtick",
    "{": "brace",
    "|": "pipe",
    "}": "brace",
    "~": "tilde",
}
_SIGNS = {"+": "plus", "-": "minus"}


def digest(text: str, length: int = 6) -> str:
    """A short, stable mark of a text: hexadecimal digits."""
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:length]


def split(text: str) -> tuple[str, ...]:
    """The words of a name, in their own casing; empty for symbols only.

    `getUserByID` has get, User, By, ID; `OAuth2Token` has OAuth2, Token.
    """
    if len(text) > _READ_LIMIT:
        text = f"{text[:_READ_LIMIT]} {digest(text)}"
    return _split(text)


@lru_cache(maxsize=65536)
def _split(text: str) -> tuple[str, ...]:
    if not text.isascii():
        text = unicode_data.normalize("NFKC", text)
    text = text.replace("'", "")
    shape = text if text.isascii() else "".join(map(_shape, text))
    if not shape.islower():
        shape = _BRANDS.sub(lambda match: match.group().capitalize(), shape)
        shape = _PLURAL_ACRONYM.sub(lambda match: match.group().capitalize(), shape)
    if shape == text:
        return tuple(_ASCII_WORD.findall(text))
    return tuple(
        text[match.start() : match.end()] for match in _ASCII_WORD.finditer(shape)
    )


def _shape(char: str) -> str:
    """The ASCII character that stands for a character when words are split."""
    if char.isascii():
        return char
    category = unicode_data.category(char)
    if category in _LETTERS:
        return "a"
    return _KINDS.get(category, " ")


def signed(text: str) -> tuple[str, ...]:
    """The words of a value, a leading sign included: `-created` has minus, created."""
    words = split(text)
    sign = _SIGNS.get(text[:1], "")
    return (sign, *words) if sign and words and text[1:2].isalnum() else words


def spelled(text: str) -> tuple[str, ...]:
    """The words of a name with its symbols spelled out: `$top` has dollar, top."""
    words: list[str] = []
    for part in re.split(r"([^\w]|_)", text[:_READ_LIMIT]):
        if symbol := _SYMBOLS.get(part):
            words.append(symbol)
        else:
            words.extend(split(part))
    return tuple(words)


def snake(words: tuple[str, ...]) -> str:
    """`snake_case`."""
    return _normal("_".join(words).lower())


def upper(words: tuple[str, ...]) -> str:
    """`UPPER_CASE`."""
    return _normal("_".join(words).upper())


def pascal(words: tuple[str, ...]) -> str:
    """`PascalCase`; acronyms stay as they are unless every word is in capitals."""
    shout = not any(char.islower() for word in words for char in word)
    return _normal(
        "".join(
            word[:1].upper() + (word[1:].lower() if shout else word[1:])
            for word in words
        )
    )


def ascii_only(text: str) -> str:
    """`text` for a file name: accents dropped, other letters replaced by a digest.

    Empty if nothing of it is left.
    """
    if text.isascii():
        return text
    plain = unicode_data.normalize("NFKD", text)
    kept = "".join(char for char in plain if char.isascii()).strip("_")
    if all(char.isascii() or unicode_data.combining(char) for char in plain):
        return kept
    return f"{kept}_{digest(text)}" if kept else ""


def capped(name: str, limit: int = LIMIT) -> str:
    """`name`, cut at `limit` with a digest of the whole at its end."""
    if len(name) <= limit:
        return name
    return f"{name[: limit - 7].rstrip('_')}_{digest(name)}"


def _normal(text: str) -> str:
    """Changing case can undo the normal form that Python reads names in."""
    return text if text.isascii() else unicode_data.normalize("NFKC", text)
