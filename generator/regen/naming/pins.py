"""Reading the names that an earlier run pinned, as text that nobody vouches for."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from typing import Any
from unicodedata import normalize

from .words import LIMIT

_ROOM = LIMIT + 20  # a capped name may carry a number


def section(pinned: Any, *keys: str) -> Mapping[str, Any]:
    """The object under these keys; empty if there is none."""
    for key in keys:
        pinned = pinned.get(key) if isinstance(pinned, Mapping) else None
    return pinned if isinstance(pinned, Mapping) else {}


def valid(
    names: Mapping[str, Any], shape: Callable[[str], bool] | None = None
) -> dict[str, str]:
    """Those entries of `names` that are identifiers fit to be written as code."""
    return {
        key: name
        for key, name in names.items()
        if isinstance(key, str)
        and isinstance(name, str)
        and is_safe(name)
        and (shape is None or shape(name))
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
