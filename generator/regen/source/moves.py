"""Book-keeping for a rewrite that moves parts of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .document import Document, Origin


class Moves:
    """Which place of the old document became which place of the new one.

    References are noted while the new document is built, and pointed at the new places
    in the end, when all moves are known.
    """

    def __init__(self) -> None:
        self._new: dict[str, str] = {}
        self._old: dict[str, str] = {}
        self._references: list[tuple[dict[str, Any], str]] = []

    def add(self, old: str, new: str) -> None:
        """Say that what stood at `old` now stands at `new`.

        The first target of a place takes the references to it; each target keeps its
        own origin.
        """
        self._new.setdefault(old, new)
        self._old[new] = old

    def derive(self, old: str, new: str) -> None:
        """Say that `new` was made of `old`, without taking references to it."""
        self._old[new] = old

    def placed(self, old: str) -> str | None:
        """The new place of exactly `old`, if it has one by now."""
        return self._new.get(old)

    def refer(self, node: dict[str, Any]) -> dict[str, Any]:
        """Note that `node`, of the new document, refers to a place of the old one."""
        if not node.get("x-regen-dangling"):
            self._references.append((node, node["$ref"]))
        return node

    def target(self, old: str) -> str:
        """The new place of `old`."""
        return _longest(self._new, old)

    def finish(self) -> None:
        """Point each noted reference at the new place of its target."""
        for node, reference in self._references:
            if reference.startswith("#"):
                node["$ref"] = f"#{self.target(reference[1:])}"

    def origins(self, document: Document) -> Mapping[str, Origin]:
        """Origins for the new document."""
        found = {
            new: document.origin(old) for new, old in self._old.items() if new != old
        }
        for old, origin in document.origins.items():
            found.setdefault(self.target(old), origin)
        return found


def _longest(moves: Mapping[str, str], pointer: str) -> str:
    """`pointer` with its longest moved parent replaced."""
    head, tail = pointer, ""
    while head:
        if head in moves:
            return moves[head] + tail
        head, _, last = head.rpartition("/")
        tail = f"/{last}{tail}"
    return pointer
