"""Words for what several operations share: parts of `components`."""

from __future__ import annotations

from .nodes import split
from .reader import Node


def shared(node: Node, kind: str) -> tuple[str, ...] | None:
    """The words of a part that stands under `components`; `None` for any other.

    Args:
        kind: what the part is, as `request`; left out where the name says it already.

    The part is named after its own key, because no operation owns it.
    """
    if not node.pointer.startswith("/components/"):
        return None
    keys = split(node.pointer)
    if len(keys) != 3:
        return None
    name = keys[2]
    return (name,) if name.casefold().endswith(kind) else (name, kind)
