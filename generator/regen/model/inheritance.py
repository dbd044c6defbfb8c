"""Finds which component schemas extend which by `allOf`.

OpenAPI 3.1, section 4.8.25 (Discriminator Object): a schema with a discriminator that
others include by `allOf` stands, where it is used, for any of them.
"""

from __future__ import annotations

from typing import Any

from .keywords import branches, component, entries, members
from .reader import Tree, child, target

SCHEMAS = "/components/schemas"


class Inheritance:
    """The tree of parents and children of one document."""

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
