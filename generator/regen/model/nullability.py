"""Whether a schema allows null, in every spelling that documents use.

`nullable: true` (OpenAPI 3.0, section 4.7.24.1) is honoured in every version, because
published 3.1 documents still have it. Where a document contradicts itself, as with
`nullable: true` beside an enum without null, null is allowed: nobody writes it for
nothing.
"""

from __future__ import annotations

from typing import Any

from .keywords import (
    WRAPPING,
    branches,
    lists_null,
    only_null,
    says_anything,
    structural,
)
from .reader import DEEPEST, Tree, target


class Nullability:
    """Answers for one document, each question worked out once.

    Schemas may refer to one another in a circle. While a question is open, it is
    assumed that its schema does not allow null; where that turns out to be wrong, the
    answers that were given meanwhile and rest on it are forgotten, and found anew.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[str, bool] = {}
        self._open: set[str] = set()
        self._assumed: set[str] = set()  # open schemas whose assumption was used
        self._asked: list[str] = []  # all questions, in their order

    def allows_null(self, pointer: str) -> bool:
        """Whether null is valid for the schema at `pointer`, and so is something else.

        Raises:
            Unsupported: a reference leads nowhere.
        """
        return self._at(pointer, 0)

    def _at(self, pointer: str, depth: int) -> bool:
        known = self._known.get(pointer)
        if known is not None:
            if pointer in self._open:
                self._assumed.add(pointer)
            return known
        self._known[pointer] = False  # assumed while a cycle closes
        self._asked.append(pointer)
        asked = len(self._asked)
        self._open.add(pointer)
        try:
            found = depth < DEEPEST and self._decide(pointer, depth + 1)
        finally:
            self._open.discard(pointer)
        if found and pointer in self._assumed:
            self._ask_again(asked)
        self._known[pointer] = found
        return found

    def _ask_again(self, start: int) -> None:
        """Forget what was denied under an assumption that does not hold."""
        for pointer in self._asked[start:]:
            if self._known.get(pointer) is False:
                del self._known[pointer]

    def _decide(self, pointer: str, depth: int) -> bool:
        node = self._tree[pointer]
        if not isinstance(node, dict):
            return False
        if lists_null(node):
            return True
        if WRAPPING.isdisjoint(node):
            return False
        reference = target(node, pointer)
        if reference is not None:
            return self._at(reference, depth)
        return self._by_variants(node, pointer, depth) or self._by_parents(
            node, pointer, depth
        )

    def _by_variants(self, node: dict[str, Any], pointer: str, depth: int) -> bool:
        """One variant that allows null is enough."""
        return any(
            only_null(self._tree[place]) or self._at(place, depth)
            for key in ("oneOf", "anyOf")
            for place in branches(node, pointer, key)
        )

    def _by_parents(self, node: dict[str, Any], pointer: str, depth: int) -> bool:
        """All parents must allow null; one that says nothing else decides alone."""
        if "allOf" not in node or structural(node) - {"allOf", "type"}:
            return False
        allowed = forbidden = False
        for place in branches(node, pointer, "allOf"):
            item = self._tree[place]
            if self._at(place, depth):
                if isinstance(item, dict) and not structural(item) - {"type"}:
                    return True
                allowed = True
            elif not says_anything(item):
                forbidden = True
        return allowed and not forbidden
