"""Access to the nodes of a bundled document by JSON pointer (RFC 6901)."""

from __future__ import annotations

from typing import Any

from regen.diagnostics import Diagnostic, Level
from regen.source.document import Document
from regen.source.pointers import escape, step, unescape, value_at

DEEPEST = 60
"""Schemas within one another; each level takes about ten frames of the stack."""


class Unsupported(Exception):
    """A part of the document that cannot be turned into the model.

    Attributes:
        diagnostic: what is wrong; without a location until `located` was called.
        pointer: where in the bundled document.
    """

    def __init__(self, code: str, message: str, pointer: str, hint: str = "") -> None:
        super().__init__(message)
        self.pointer = pointer
        self.diagnostic = Diagnostic(Level.ERROR, code, message, None, hint)

    def located(self, document: Document) -> Diagnostic:
        """The diagnostic with its place in the input file."""
        if self.diagnostic.location is None:
            place = document.location(self.pointer)
            self.diagnostic = self.diagnostic._replace(location=place)
        return self.diagnostic


class Endless(Unsupported):
    """A schema that leads only back to itself, and so demands nothing of a value."""

    def __init__(self, pointer: str) -> None:
        message = "the schema leads only back to itself"
        hint = "any value is taken for such a schema"
        super().__init__("reference-cycle", message, pointer, hint)
        self.diagnostic = self.diagnostic._replace(level=Level.WARNING)


def child(pointer: str, key: str | int) -> str:
    """The pointer of the member `key` of the object or array at `pointer`."""
    if isinstance(key, str) and ("~" in key or "/" in key):
        key = escape(key)
    return f"{pointer}/{key}"


class Tree:
    """A document whose nodes are looked up by pointer, each path walked once."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._known: dict[str, Any] = {"": root}

    def __getitem__(self, pointer: str) -> Any:
        """What stands at `pointer`.

        Raises:
            Unsupported: nothing stands there.
        """
        try:
            return self._known[pointer]
        except KeyError:
            pass
        parent, _, key = pointer.rpartition("/")
        try:
            above = self._above(parent)
            found = step(above, unescape(key) if "~" in key else key)
        except LookupError:
            raise Unsupported(
                "dangling-reference", f"nothing stands at #{pointer}", pointer
            ) from None
        self._known[pointer] = found
        return found

    def _above(self, parent: str) -> Any:
        """What stands at `parent`; its other members will be asked for, too."""
        if parent not in self._known:
            self._known[parent] = value_at(self.root, parent)
        return self._known[parent]

    def follow(self, node: Any, pointer: str) -> tuple[Any, str]:
        """What the references lead to that start with `node`, at `pointer`; and where.

        Siblings of `$ref` on the way are the caller's concern.

        Raises:
            Unsupported: a reference leads nowhere, or back to itself.
        """
        place = pointer
        seen = {pointer}
        while (after := target(node, place)) is not None:
            if after in seen:
                raise Unsupported(
                    "reference-cycle",
                    f"the reference at #{pointer} leads only back to itself",
                    pointer,
                )
            seen.add(after)
            place, node = after, self[after]
        return node, place


def target(node: Any, pointer: str) -> str | None:
    """The pointer that the Reference Object `node` names; `None` for any other node.

    Raises:
        Unsupported: the reference leads nowhere.
    """
    if not isinstance(node, dict):
        return None
    reference = node.get("$ref")
    if not isinstance(reference, str):
        return None
    if node.get("x-regen-dangling") is True or not reference.startswith("#"):
        raise Unsupported(
            "dangling-reference", f"the reference {reference!r} leads nowhere", pointer
        )
    return reference[1:]
