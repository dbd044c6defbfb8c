"""From the words of a document to one Python name, before collisions are looked at."""

from __future__ import annotations

import re
from functools import lru_cache

from . import words
from .reserved import (
    ARGUMENTS,
    ATTRIBUTES,
    FUNCTIONS,
    MODULES,
    SERVER_FUNCTIONS,
    WEBHOOK_FUNCTIONS,
)

_SNAKE = re.compile(r"[a-z][a-z0-9_]*")
_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*")
_VERSION = re.compile(
    r"v?[0-9][0-9.]*(?:(?:alpha|beta|rc)[0-9]*)?|api|rest|latest", re.I
)


def attribute(wire_name: str) -> str:
    """The attribute for a property."""
    return _snake(wire_name, "field", ATTRIBUTES)


def argument(wire_name: str) -> str:
    """The argument for a parameter."""
    return _snake(wire_name, "param", ARGUMENTS)


def function(operation_id: str) -> str:
    """The function for an operation."""
    return _snake(operation_id, "operation", FUNCTIONS)


def spelled(text: str, prefix: str) -> str:
    """A snake_case name with the symbols of `text` spelled out, for a collision."""
    return _identifier(words.snake(words.spelled(text)), text, prefix)


def is_snake(text: str) -> bool:
    """Whether `text` is a snake_case name in ASCII as it stands."""
    return len(text) <= words.LIMIT and _SNAKE.fullmatch(text) is not None


@lru_cache(maxsize=65536)  # documents name their properties alike
def _snake(text: str, prefix: str, reserved: frozenset[str]) -> str:
    name = text
    if not is_snake(text):
        found = words.signed(text) or words.spelled(text)
        name = _identifier(words.snake(found), text, prefix)
    return f"{name}_" if name in reserved else name


def _identifier(name: str, text: str, prefix: str) -> str:
    """`name`, or one made of the prefix where it is empty or starts with a digit."""
    if not name:
        name = f"{prefix}_{words.digest(text)}" if text else f"{prefix}_empty"
    elif not name.isidentifier():
        name = f"{prefix}_{name}"
    return words.capped(name)


def member(value: str | int | float) -> str:
    """The name of an enum member for its value."""
    if isinstance(value, str):
        if not value:
            return "EMPTY"
        found = words.signed(value) or words.spelled(value)
        return member_name(found, value)
    if isinstance(value, int) and value.bit_length() > 2048:
        return f"VALUE_{words.digest(hex(value))}"
    return member_name(("VALUE", *words.signed(repr(value))), repr(value))


def member_spelled(value: str | int | float) -> str:
    """The name of an enum member with its symbols spelled out, for a collision."""
    if isinstance(value, str):
        return member_name(words.spelled(value), value)
    return member_name(("VALUE", *words.spelled(repr(value))), repr(value))


def member_name(found: tuple[str, ...], text: str) -> str:
    """UPPER_CASE of these words; keywords have no such spelling."""
    return _identifier(words.upper(found), text, "VALUE")


def class_name(hint: tuple[str, ...], fallback: str, *, terse: bool = True) -> str:
    """The class for a declaration: the words of its place, one after the other.

    Of a long name, parts in the middle are left out.

    Args:
        terse: whether what a part repeats of the one before it is said once.
    """
    parts: list[str] = []
    for text in hint:
        part = _class_part(text)
        parts.append(_beyond(parts[-1], part) if parts and terse else part)
    while len(parts) > 2 and sum(map(len, parts)) > words.LIMIT:
        del parts[1]
    name = "".join(parts)
    if not name.isidentifier() or name.startswith("_"):
        name = f"{fallback}{name}"
    return words.capped(name)


def _beyond(before: str, part: str) -> str:
    """`PetOwner` before `OwnerName` leaves `Name`; a part never becomes empty.

    One short word may be repeated by chance; what repeats from the start of both parts
    is a prefix of at least two words.
    """
    first, second = words.split(before), words.split(part)
    for length in range(len(second) - 1, 0, -1):
        repeated = second[:length]
        ends = first[-length:] == repeated
        if ends or (length > 1 and first[:length] == repeated):
            return "".join(second[length:])
    return part


def _class_part(text: str) -> str:
    if not text or is_pascal(text):
        return text or "Empty"
    found = words.split(text) or words.spelled(text)
    return words.pascal(found) or f"_{words.digest(text)}"


def is_pascal(text: str) -> bool:
    """Whether `text` is a PascalCase name in ASCII as it stands."""
    return _PASCAL.fullmatch(text) is not None


def module(text: str, prefix: str) -> str:
    """A module name for a tag or a class name: ASCII, lower case, safe as a file."""
    name = words.ascii_only(words.snake(words.split(text) or words.spelled(text)))
    if not name:
        name = f"{prefix}_{words.digest(text)}"
    elif not is_module(name):
        name = f"{prefix}_{name}"
    name = words.capped(name, words.MODULE_LIMIT)
    return f"{name}_" if name in MODULES else name


def is_module(text: str) -> bool:
    """Whether `text` can name a module on every system."""
    return _SNAKE.fullmatch(text) is not None


def path_module(path: str) -> str:
    """The module for an operation without tags: the first telling path segment."""
    for segment in path.split("/"):
        if segment and "{" not in segment and not _VERSION.fullmatch(segment):
            return module(segment, "path")
    return "default"


def webhook(id_: str) -> str:
    """The function for a webhook or callback."""
    return _snake(id_, "webhook", WEBHOOK_FUNCTIONS)


def server(found: tuple[str, ...], fallback: str) -> str:
    """The function for a server that these words describe."""
    name = words.snake(found)
    if not name:
        return fallback
    return _snake(_identifier(name, name, "server"), "server", SERVER_FUNCTIONS)
