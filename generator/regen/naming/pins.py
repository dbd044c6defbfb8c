"""Reads the names that the manifest keeps from one run to the next.

What an earlier run wrote is read as text that nobody vouches for: people edit the
manifest, and merges join two of them.
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from unicodedata import normalize

from regen.ir import ParameterLocation

from .words import LIMIT

Key = TypeVar("Key")

_ROOM = LIMIT + 20  # a capped name may carry a number


def section(pinned: Any, *keys: str) -> Mapping[str, Any]:
    """The object under these keys; empty if there is none."""
    for key in keys:
        pinned = pinned.get(key) if isinstance(pinned, Mapping) else None
    return pinned if isinstance(pinned, Mapping) else {}


def declarations(pinned: Any) -> set[str]:
    """The keys of all declarations with a name that is kept."""
    names = ("declarations", "fields", "members")
    return {key for name in names for key in section(pinned, name)}


def valid(
    names: Mapping[Key, Any], is_fit: Callable[[str], bool] | None = None
) -> dict[Key, str]:
    """Those entries of `names` that are identifiers fit to be written as code."""
    return {
        key: name
        for key, name in names.items()
        if isinstance(name, str) and is_safe(name) and (is_fit is None or is_fit(name))
    }


def is_safe(name: str) -> bool:
    """Whether `name` is a public identifier in normal form."""
    return (
        len(name) <= _ROOM
        and name.isidentifier()
        and not name.startswith("_")
        and not keyword.iskeyword(name)
        and (name.isascii() or normalize("NFKC", name) == name)
    )


def argument(location: ParameterLocation, wire_name: str) -> str:
    """The key of a parameter: the wire name behind its location, `query:limit`."""
    return f"{location.value}:{wire_name}"


def member(value: str | int | float) -> str:
    """The key of an enum value: strings as they are, numbers as JSON text."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and value.bit_length() > 2048:
        return hex(value)
    return json.dumps(value)


def of_renamed(
    groups: Mapping[str, Mapping[str, str]],
) -> dict[str, dict[str, str]]:
    """The names that differ from what they name; groups without any are left out."""
    found = {
        group: {
            key: name
            for key, name in names.items()
            if name not in (key, key.partition(":")[2])
        }
        for group, names in groups.items()
    }
    return {group: names for group, names in found.items() if names}
