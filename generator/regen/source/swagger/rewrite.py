"""A document under conversion: which place became which, and references to them."""

from __future__ import annotations

from typing import Any

from ..document import Document
from ..sourcemap import SourceMap


class Rewrite:
    """Which place of the old document became which place of the new one.

    References are noted while the new document is built, and pointed at the new places
    in the end, when all are known.
    """

    def __init__(self) -> None:
        self._new: dict[str, str] = {}
        self._old: dict[str, str] = {}
        self._references: list[tuple[dict[str, Any], str]] = []

    def move(self, old: str, new: str) -> None:
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
        """The new place of `old`: its longest moved parent decides."""
        head, tail = old, ""
        while head:
            if head in self._new:
                return self._new[head] + tail
            head, _, last = head.rpartition("/")
            tail = f"/{last}{tail}"
        return old

    def finish(self) -> None:
        """Point each noted reference at the new place of its target."""
        for node, reference in self._references:
            if reference.startswith("#"):
                node["$ref"] = f"#{self.target(reference[1:])}"

    def source_map(self, document: Document) -> SourceMap:
        """The source map of the new document; `document` is the old one."""
        before, after = document.copy_source_map(), document.copy_source_map()
        # A parent first: what is inside may have come from somewhere else.
        for new, old in sorted(self._old.items(), key=lambda item: item[0].count("/")):
            after.insert(new, before.extract(old))
        return after
