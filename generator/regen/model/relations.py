"""Answers what needs several schemas: which extend which, and which allow null."""

from __future__ import annotations

from typing import Any

from .keywords import (
    WRAPPING,
    branches,
    component,
    entries,
    lists_null,
    members,
    only_null,
    says_anything,
    structural,
)
from .reader import DEEPEST, Tree, child, target

SCHEMAS = "/components/schemas"


class Inheritance:
    """Which component schemas of one document extend which by `allOf`.

    OpenAPI 3.1, section 4.8.25 (Discriminator Object): a schema with a discriminator
    that others include by `allOf` stands, where it is used, for any of them.
    """

    def __init__(self, tree: Tree) -> None:
        self._children: dict[str, list[str]] = {}
        tagged: list[str] = []
        listing: set[str] = set()
        schemas = members(members(tree.root, "components"), "schemas")
        for name, node in schemas.items():
            if not isinstance(node, dict):
                continue
            pointer = child(SCHEMAS, name)
            if "oneOf" in node or "anyOf" in node:
                listing.add(pointer)
            parents, has_tag = _own(node, pointer)
            for parent in parents:
                self._children.setdefault(parent, []).append(pointer)
            if has_tag and pointer not in listing:
                tagged.append(pointer)
        self._polymorphic = self._heirs(tagged) - listing

    def _heirs(self, tagged: list[str]) -> set[str]:
        """The schemas with children among these and all that extend them."""
        found: set[str] = set()
        stack = list(tagged)
        while stack:
            here = stack.pop()
            if here not in found and here in self._children:
                found.add(here)
                stack.extend(self._children[here])
        return found

    def descendants(self, pointer: str) -> tuple[str, ...]:
        """All components that extend the one at `pointer`, in document order."""
        found: dict[str, None] = {}
        stack = list(reversed(self._children.get(pointer, ())))
        while stack:
            here = stack.pop()
            if here in found or here == pointer:
                continue
            found[here] = None
            stack.extend(reversed(self._children.get(here, ())))
        return tuple(found)

    def polymorphic(self, pointer: str) -> bool:
        """Whether a use of the component at `pointer` stands for its children.

        It has children and, itself or by a parent, a discriminator, and does not list
        its variants by `oneOf` or `anyOf`.
        """
        return pointer in self._polymorphic


def _own(node: dict[str, Any], pointer: str) -> tuple[list[str], bool]:
    """The components that the `allOf` of a component includes directly.

    Also, whether it has a discriminator of its own.
    """
    found: list[str] = []
    has_tag = False
    stack = [(node, pointer)]
    while stack:
        here, place = stack.pop()
        has_tag = has_tag or "discriminator" in here
        items = entries(here, "allOf")
        for item, at in zip(items, branches(here, place, "allOf"), strict=True):
            if not isinstance(item, dict):
                continue
            if item.get("x-regen-dangling") is not True:
                parent = target(item, at)
                if parent is not None and component(parent) is not None:
                    found.append(parent)
            stack.append((item, at))
    return list(dict.fromkeys(found)), has_tag


class Nullability:
    """Whether schemas of one document allow null, in every spelling of it.

    `nullable: true` (OpenAPI 3.0, section 4.7.24.1) is honoured in every version,
    because published 3.1 documents still have it. Where a document contradicts itself,
    as with `nullable: true` beside an enum without null, null is allowed: nobody writes
    it for nothing. Each question is worked out once.

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
