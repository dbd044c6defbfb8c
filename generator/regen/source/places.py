"""Pointers as text: going down from one, and looking one up."""

from __future__ import annotations

from typing import Any

from .pointers import escape, lookup, split


def below(pointer: str, *tokens: str | int) -> str:
    """The pointer of a descendant of what stands at `pointer`."""
    return "".join([pointer, *(f"/{escape(str(token))}" for token in tokens)])


def value_at(root: Any, pointer: str) -> Any:
    """What stands at `pointer`, given without `#`.

    Raises:
        LookupError: nothing stands there.
    """
    return lookup(root, split(pointer))
