"""Request Body Objects."""

from __future__ import annotations

from regen import ir

from .contents import ContentReader
from .hints import shared
from .reader import Node


def read_body(
    contents: ContentReader, owner: Node, hint: tuple[str, ...]
) -> ir.Body | None:
    """The request body of an operation, webhook or callback; `None` without one.

    Args:
        owner: the Operation Object.
        hint: words for the name of an inline schema.

    Raises:
        Unsupported: a reference leads nowhere.
    """
    node = owner.node("requestBody")
    if node is None:
        return None
    found = contents.read(node, shared(node, "request") or hint, sent=True)
    if not found:
        node.findings.add(
            "empty-request-body",
            "the request body is left out: it lists no media type",
            node.pointer,
        )
        return None
    required = node.flag("required") or False
    return ir.Body(found, required, ir.Doc(description=node.text("description")))
