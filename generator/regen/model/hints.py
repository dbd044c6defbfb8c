"""Words for what several operations share: parts of `components`."""

from __future__ import annotations

from regen.source.pointers import split

from .places import of_component
from .reader import Node


def shared(node: Node, kind: str) -> tuple[str, ...] | None:
    """The words of a part that stands under `components`; `None` for any other.

    The part is named after its own key, because no operation owns it.

    Args:
        kind: what the part is, as `request`.
    """
    if not node.pointer.startswith("/components/"):
        return None
    keys = split(node.pointer)
    if len(keys) != 3:
        return None
    return of_component(keys[2], kind)
